using Wardwise.Domain.Records;

namespace Wardwise.Domain.Problems;

public enum SaraStep
{
    Scanning,
    Analysis,
    Response,
    Assessment,
}

/// <summary>Something a step lacks.</summary>
/// <param name="Step">Where it is entered.</param>
/// <param name="Part">Which page of that step: scanning, analysis, aim, plan, assessment, owner, measure, sign-off.</param>
/// <param name="Words">What to do, without a full stop: "Choose the category".</param>
public sealed record Missing(SaraStep Step, string Part, string Words);

/// <summary>What each step still lacks before the next. Gates tell; they do not lock a pen: steps may be worked in any order.</summary>
public static class Gates
{
    public static IReadOnlyList<Missing> Of(SaraStep step, ProblemFile file) =>
        [
            .. step switch
            {
                SaraStep.Scanning => Scanning(file),
                SaraStep.Analysis => [.. Triangle(file), .. Aim(file)],
                SaraStep.Response => Response(file),
                _ => Assessment(file),
            },
        ];

    public static bool IsOpen(SaraStep step, ProblemFile file) => Of(step, file).Count == 0;

    /// <summary>The first thing missing in the order of SARA: the page's main action. Null when nothing is.</summary>
    public static Missing? Next(ProblemFile file)
    {
        foreach (var step in Enum.GetValues<SaraStep>())
        {
            if (Of(step, file) is [var first, ..])
            {
                return first;
            }
        }

        return null;
    }

    private static IEnumerable<Missing> Scanning(ProblemFile file)
    {
        if (!file.HasPlace && !file.Aim.HasArea)
        {
            yield return new(SaraStep.Scanning, "scanning", "Choose the place or draw the area");
        }

        if (file.Problem.Category is null)
        {
            yield return new(SaraStep.Scanning, "scanning", "Choose the category");
        }

        if (file.Scanning.Sources.Count == 0 && file.LinkedIncidents == 0)
        {
            yield return new(SaraStep.Scanning, "scanning", "Say who says so, or link incidents");
        }

        if (file.Owner is null)
        {
            yield return new(SaraStep.Scanning, "owner", "Name the owner");
        }

        if (!Said.Any(file.Scanning.PartnersAsked))
        {
            yield return new(SaraStep.Scanning, "scanning", "Say which partners were asked, or why none was");
        }
    }

    private static IEnumerable<Missing> Triangle(ProblemFile file)
    {
        var (analysis, step) = (file.Analysis, SaraStep.Analysis);
        if (!Said.Any(analysis.VictimKnown))
        {
            yield return new(step, "analysis", "Say who it hurts");
        }

        if (!Said.Any(analysis.OffenderKnown))
        {
            yield return new(step, "analysis", "Say who does it");
        }

        if (!Said.Any(analysis.LocationKnown))
        {
            yield return new(step, "analysis", "Say what it is about the place");
        }

        if (!Said.Any(analysis.Hypothesis))
        {
            yield return new(step, "analysis", "Say why you think it happens");
        }
    }

    private static IEnumerable<Missing> Aim(ProblemFile file)
    {
        var (aim, step) = (file.Aim, SaraStep.Analysis);
        if (aim.Measure is null)
        {
            yield return new(step, "aim", "Say how success will be measured");
        }

        if (!aim.HasArea)
        {
            yield return new(step, "aim", "Draw the area that is measured, or choose its places");
        }

        if (aim.Percent is null)
        {
            yield return new(step, "aim", "Say by how much it is to change");
        }

        if (aim.ByWhen is null)
        {
            yield return new(step, "aim", "Say by when");
        }

        if (aim.Measure is AimMeasure.Incidents && aim.BaselineCount is null)
        {
            yield return new(step, "aim", "Count the months before, to see what the data could show");
        }

        if (aim.Measure is AimMeasure.Survey && !Said.Any(aim.SurveyQuestion))
        {
            yield return new(step, "aim", "Write the question that people are asked");
        }
    }

    private static IEnumerable<Missing> Response(ProblemFile file)
    {
        var step = SaraStep.Response;
        if (file.Steps.Count == 0)
        {
            yield return new(step, "plan", "Add the first step of the plan");
        }
        else if (!file.Steps.Any(s => s.Status is TaskingStatus.Done))
        {
            yield return new(step, "plan", "Carry out a step of the plan");
        }

        if (file.Plan.StartedOn is null)
        {
            yield return new(step, "start", "Enter the date the response started");
        }
        else if (file.Plan.EndedOn is null)
        {
            yield return new(step, "end", "Enter the date the response ended");
        }
    }

    private static IEnumerable<Missing> Assessment(ProblemFile file)
    {
        var (assessment, step) = (file.Assessment, SaraStep.Assessment);
        if (!file.HasResult)
        {
            yield return new(
                step,
                "measure",
                file.Aim.Measure is AimMeasure.Survey ? "Enter the survey before and after"
                    : file.IsMeasured
                        ? "Measure again when there are six whole months before and after the start, or say why it cannot be measured"
                    : "Measure the result"
            );
        }

        if (!assessment.HasLesson && !Said.Any(assessment.NoLessonBecause))
        {
            yield return new(step, "assessment", "Write the lesson, or why there is none");
        }

        if (assessment.SignOff is null)
        {
            yield return new(step, "sign-off", "Ask a supervisor or the group to sign it off");
        }
    }
}
