using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Problems;

[Needs(Act.WorkOnProblem)]
public sealed class AssessmentEditModel(SaveAssessment save) : ProblemSectionPage<SaveAssessment.Input>
{
    protected override string Tab => "assessment";

    protected override string Done => "The assessment is saved.";

    protected override Task<Outcome<Nothing>> SaveSection(SaveAssessment.Input typed) => save.Run(Actor, typed, Cancel);

    protected override SaveAssessment.Input Held()
    {
        var a = Shown.File.Assessment;
        return new()
        {
            Reference = Reference,
            Version = a.Version,
            Process = a.Process,
            ProcessText = a.ProcessText,
            Impact = a.Impact,
            NotMeasuredBecause = a.NotMeasuredBecause,
            SurveyBeforeAsked = a.SurveyBefore?.Asked,
            SurveyBeforeAgreed = a.SurveyBefore?.Agreed,
            SurveyAfterAsked = a.SurveyAfter?.Asked,
            SurveyAfterAgreed = a.SurveyAfter?.Agreed,
            Displacement = a.Displacement,
            Cost = a.Cost,
            CostText = a.CostText,
            AuthorsView = a.AuthorsView,
            AimMet = a.AimMet,
            VictimsView = a.VictimsView,
            CommunityView = a.CommunityView,
            LessonWhat = a.LessonWhat,
            LessonForWhom = a.LessonForWhom,
            LessonWhatItTook = a.LessonWhatItTook,
            LessonConditions = a.LessonConditions,
            NoLessonBecause = a.NoLessonBecause,
        };
    }

    protected override IEnumerable<(string Label, string? Answer)> InWords(SaveAssessment.Input input) =>
        [
            ("Was the plan carried out", input.Process?.InWords()),
            ("How it went", input.ProcessText),
            ("Cost", input.Cost is { } cost ? RecordWords.Pounds(cost) : ""),
            ("Other costs", input.CostText),
            ("What changed", input.Impact),
            ("Did it move", input.Displacement),
            ("Was the aim met", input.AimMet?.InWords()),
            ("Why", input.AuthorsView),
            ("Victims say", input.VictimsView),
            ("The community says", input.CommunityView),
            ("Why not measured", input.NotMeasuredBecause),
            ("Survey before", Survey(input.SurveyBeforeAsked, input.SurveyBeforeAgreed)),
            ("Survey after", Survey(input.SurveyAfterAsked, input.SurveyAfterAgreed)),
            ("What worked or failed", input.LessonWhat),
            ("For whom", input.LessonForWhom),
            ("What it took", input.LessonWhatItTook),
            ("Conditions", input.LessonConditions),
            ("No lesson because", input.NoLessonBecause),
        ];

    private static string Survey(int? asked, int? agreed) => asked is null && agreed is null ? "" : $"{agreed} of {asked} agreed";
}
