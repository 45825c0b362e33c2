using System.Globalization;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;

namespace Wardwise.Web.Pages.Problems;

public static class SurveyWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"38 of 80 agreed before, 60 of 78 after: up 29 points (14 to 43), more than chance would give."</summary>
    public static string Sentence(SurveyResult survey, Assessment assessment)
    {
        var (before, after) = (assessment.SurveyBefore!, assessment.SurveyAfter!);
        var moved = survey.Points >= 0 ? "up" : "down";
        var chance = VerdictWords.SurveyedWorth(survey.Verdict);
        return string.Create(
            British,
            $"Survey: {before.Agreed} of {before.Asked} agreed before, {after.Agreed} of {after.Asked} after: "
                + $"{moved} {Math.Abs(survey.Points):0} points ({survey.Low:0} to {survey.High:0}), {chance}."
        );
    }
}
