namespace Wardwise.Domain.Problems;

/// <summary>One problem with all its sections, as the rules look at it.</summary>
public sealed record ProblemFile
{
    public required Problem Problem { get; init; }

    public required Scanning Scanning { get; init; }

    public required Analysis Analysis { get; init; }

    public required Aim Aim { get; init; }

    public required ResponsePlan Plan { get; init; }

    public required Assessment Assessment { get; init; }

    public IReadOnlyList<PlanStep> Steps { get; init; } = [];

    /// <summary>Whether the record lies in a place.</summary>
    public bool HasPlace => Problem.Record.PlaceNo is not null;

    public Guid? Owner => Problem.Record.OwnerAccountId;

    public int LinkedIncidents { get; init; }

    /// <summary>Whether the latest measurement from incidents has been made, and what it said (null: too early for a verdict).</summary>
    public bool IsMeasured { get; init; }

    public Verdict? Verdict { get; init; }

    /// <summary>The change that was measured, in signed points of a hundred.</summary>
    public double? Percent { get; init; }

    /// <summary>Of the survey before and after, worked out where the numbers are.</summary>
    public Verdict? SurveyVerdict { get; init; }

    /// <summary>Whether another record that used this response came to the same clear result.</summary>
    public bool IsReplicated { get; init; }

    /// <summary>The sections of a record that has only just been opened.</summary>
    public static ProblemFile New(Problem problem) =>
        new()
        {
            Problem = problem,
            Scanning = new Scanning { RecordId = problem.Record.Id },
            Analysis = new Analysis { RecordId = problem.Record.Id },
            Aim = new Aim { RecordId = problem.Record.Id },
            Plan = new ResponsePlan { RecordId = problem.Record.Id },
            Assessment = new Assessment { RecordId = problem.Record.Id },
        };

    public Verdict? Result => Aim.Measure is AimMeasure.Survey ? SurveyVerdict : Verdict;

    /// <summary>Measured with a verdict: from incidents, or from a survey where that is the measure.</summary>
    public bool HasMeasuredResult => Aim.Measure is AimMeasure.Survey ? Assessment.IsSurveyed : Verdict is not null;

    /// <summary>What closing needs: a measured result, or the reason why there can be none with the author's view beside it.</summary>
    public bool HasResult =>
        HasMeasuredResult || Assessment.IsSurveyed || (Said.Any(Assessment.NotMeasuredBecause) && Assessment.AimMet is not null);
}
