using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Problems;

/// <summary>0 to 6, with why, and the one thing that would raise it (F1).</summary>
/// <param name="Value">The grade.</param>
/// <param name="Reasons">One sentence for each rung reached, and one for where it stops.</param>
/// <param name="Next">"Say who it hurts, to reach 2"; null at the top and for a record entered in error.</param>
public sealed record Grade(int Value, IReadOnlyList<string> Reasons, string? Next);

/// <summary>
/// Computes the grade as a ladder: each rung needs those below it. It measures completeness, the result and what others can
/// learn, never success: a failure well learned grades as high.
/// </summary>
public static class ProblemGrade
{
    private sealed record Rung(int Value, string Reached, Func<ProblemFile, GradeRules, string?> Lacks);

    private static readonly Rung[] Ladder =
    [
        new(1, "The record has been worked on beyond the opening form.", OpeningForm),
        new(2, "Scanning and analysis are complete and the aim can be measured.", Analysed),
        new(3, "The response was carried out, with evidence.", CarriedOut),
        new(4, "The result is measured, the process recorded, and it is signed off.", MeasuredAndSigned),
        new(5, "The lesson names what worked or failed, for whom, and what it took.", Learned),
        new(6, "Others can use it: moderated, with costs and conditions, and the result is strong or was replicated.", UsableElsewhere),
    ];

    public static Grade Of(ProblemFile file, GradeRules rules)
    {
        if (file.Problem.State is ProblemState.EnteredInError)
        {
            return new(0, ["Entered in error: it counts in no statistic."], null);
        }

        var reached = new Grade(0, [], null);
        foreach (var rung in Ladder)
        {
            if (rung.Lacks(file, rules) is { } lacking)
            {
                return reached with
                {
                    Reasons = [.. reached.Reasons, $"Not yet {rung.Value}: {Lower(lacking)}."],
                    Next = $"{lacking}, to reach {rung.Value}",
                };
            }

            reached = new(rung.Value, [.. reached.Reasons, $"{rung.Value}: {rung.Reached}"], null);
        }

        return reached;
    }

    private static string? OpeningForm(ProblemFile file, GradeRules rules) =>
        file.Scanning.IsBeyondTheOpeningForm
        || file.Analysis.IsStarted
        || file.Aim.IsStarted
        || file.Plan.IsStarted
        || file.Assessment.IsStarted
        || file.Steps.Count > 0
        || file.LinkedIncidents > 0
            ? null
            : "Say who says so, or link incidents";

    private static string? Analysed(ProblemFile file, GradeRules rules) =>
        Gates.Of(SaraStep.Scanning, file) is [var scanning, ..] ? scanning.Words
        : Gates.Of(SaraStep.Analysis, file) is [var analysis, ..] ? analysis.Words
        : null;

    private static string? CarriedOut(ProblemFile file, GradeRules rules)
    {
        if (Gates.Of(SaraStep.Response, file) is [var first, ..])
        {
            return first.Words;
        }

        return file.Steps.Count(s => s.Status is TaskingStatus.Done && s.HasEvidence) < rules.StepsWithEvidence
            ? "Add evidence to a step that was done"
            : null;
    }

    private static string? MeasuredAndSigned(ProblemFile file, GradeRules rules)
    {
        if (!file.HasMeasuredResult)
        {
            return file switch
            {
                { Aim.Measure: AimMeasure.Survey } => "Enter the survey before and after",
                { IsMeasured: true } => "Measure again when there are six whole months before and after the start",
                { } f when Said.Any(f.Assessment.NotMeasuredBecause) =>
                    "Without incident data a survey before and after is needed (not measured: "
                        + $"{Lower(f.Assessment.NotMeasuredBecause.Trim().TrimEnd('.'))})",
                _ => "Measure the result",
            };
        }

        if (file.Assessment.Process is null || !Said.Any(file.Assessment.ProcessText))
        {
            return "Record whether the plan was carried out, and how";
        }

        return file.Assessment.SignOff is null ? "Ask a supervisor or the group to sign it off" : null;
    }

    private static string? Learned(ProblemFile file, GradeRules rules) =>
        file.Assessment switch
        {
            { HasLesson: false } => "Write what worked or failed",
            var a when !Said.Any(a.LessonForWhom) => "Say for whom it worked or failed",
            var a when !Said.Any(a.LessonWhatItTook) => "Say what it took",
            _ => null,
        };

    private static string? UsableElsewhere(ProblemFile file, GradeRules rules)
    {
        if (file.Assessment.Cost is null && !Said.Any(file.Assessment.CostText))
        {
            return "State the costs";
        }

        if (!Said.Any(file.Assessment.LessonConditions))
        {
            return "State the conditions under which it works";
        }

        if (!VerdictWords.IsStrong(file.Result) && !file.IsReplicated)
        {
            return "A clear result, or the same result elsewhere, is needed";
        }

        return file.Problem.Moderation is null ? "Ask a second person to moderate the grade" : null;
    }

    private static string Lower(string words) => words.Length == 0 ? words : char.ToLowerInvariant(words[0]) + words[1..];
}

/// <summary>Nobody signs off or moderates their own record, and nobody does both: whoever confirmed the result does not also judge what it
/// is worth.</summary>
public static class SecondPerson
{
    public static Refusal? RefusesSignOff(Guid person, ProblemFile file) =>
        (Owns(person, file), file.Problem.Moderation?.By == person) switch
        {
            (true, _) => new("Somebody else has to sign this off: you own this record or wrote it."),
            (_, true) => new("Somebody else has to sign this off: you moderated its grade."),
            _ => null,
        };

    /// <param name="person">Who would moderate.</param>
    /// <param name="file">The problem.</param>
    /// <param name="wroteAssessment">Whether they ever saved its assessment, with the lesson.</param>
    public static Refusal? RefusesModeration(Guid person, ProblemFile file, bool wroteAssessment) =>
        (Owns(person, file), wroteAssessment, file.Assessment.SignOff?.By == person) switch
        {
            (true, _, _) => new("Somebody else has to moderate it: you own this record or wrote it."),
            (_, true, _) => new("Somebody else has to moderate it: you wrote its assessment."),
            (_, _, true) => new("Somebody else has to moderate it: you signed it off."),
            _ => null,
        };

    private static bool Owns(Guid person, ProblemFile file) => person == file.Owner || person == file.Problem.OpenedBy;

    /// <summary>A moderator gives a grade from 0 to 6 with a reason; the computed one stays beside it.</summary>
    public static Refusal? RefusesGrade(int? grade, string reason) =>
        (grade, reason) switch
        {
            (< 0 or > 6, _) => new("Choose a grade from 0 to 6.", "Grade"),
            (_, var r) when string.IsNullOrWhiteSpace(r) => new("Enter the reason for the grade.", "Reason"),
            _ => null,
        };
}
