using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>What the page of a problem shows.</summary>
public sealed record ProblemView
{
    public required ProblemFile File { get; init; }

    /// <summary>What every record has.</summary>
    public required RecordParts Parts { get; init; }
    public string? AimSentence { get; init; }

    /// <summary>That the aim counts more than the kind of the problem; null when it does not.</summary>
    public string? AimCounts { get; init; }

    /// <summary>The aim part by part.</summary>
    public required IReadOnlyList<AimPart> AimParts { get; init; }

    /// <summary>Places named to compare with, a code and a name each; empty lets the rule choose.</summary>
    public required IReadOnlyList<string> ComparedWith { get; init; }
    public required IReadOnlyDictionary<SaraStep, IReadOnlyList<Missing>> Gates { get; init; }

    /// <summary>The page's main action; null when nothing is missing or the record is locked.</summary>
    public Missing? Next { get; init; }
    public required IReadOnlyList<StepView> Steps { get; init; }
    public required Techniques Techniques { get; init; }
    public string? OneSided { get; init; }

    /// <summary>Newest first, follow-ups among them.</summary>
    public required IReadOnlyList<Evaluation> Evaluations { get; init; }

    /// <summary>By the measurement's id: months that it compares and that have come into doubt since, in a sentence.</summary>
    public required IReadOnlyDictionary<Guid, string> DoubtedSince { get; init; }

    /// <summary>The result: the latest measurement that is no follow-up.</summary>
    public Evaluation? Result => Evaluations.FirstOrDefault(e => e.Occasion is not EvaluationOccasion.FollowUp);

    /// <summary>Names of the accounts that the record speaks of.</summary>
    public required IReadOnlyDictionary<Guid, string> Accounts { get; init; }

    public SurveyResult? Survey { get; init; }

    /// <summary>Of a record that came from an older system; null for our own.</summary>
    public OldRecordView? Old { get; init; }
    public required IReadOnlyList<FollowUpView> FollowUps { get; init; }
    public required IReadOnlyList<SimilarProblem> Similar { get; init; }

    /// <summary>Only when it was asked for, and the aim has an area.</summary>
    public ProblemProgress? Progress { get; init; }
    public bool MayWrite => Parts.MayWrite;

    /// <summary>Whether steps of other plans may join its own.</summary>
    public required bool MayCopy { get; init; }

    /// <summary>Why this reader cannot sign it off now; null when they can.</summary>
    public Refusal? RefusesSignOff { get; init; }

    /// <summary>Why this reader cannot moderate its grade; null when they can.</summary>
    public Refusal? RefusesModeration { get; init; }
    public required bool MayClose { get; init; }

    public bool MaySignOff => RefusesSignOff is null;

    public bool MayModerate => RefusesModeration is null && Problem.State is not ProblemState.EnteredInError;

    public Problem Problem => File.Problem;

    public Record Record => File.Problem.Record;

    public int StepsDone => Steps.Count(s => s.Step.Status is TaskingStatus.Done);

    public int StepsInAll => Steps.Count(s => s.Step.Status is not TaskingStatus.Withdrawn);

    /// <summary>Costs of the steps, in pounds.</summary>
    public decimal StepsCost => Steps.Where(s => s.Step.Status is not TaskingStatus.Withdrawn).Sum(s => s.Step.CostPounds ?? 0);
}

/// <param name="Step">The tasking.</param>
/// <param name="Technique">Its technique's name.</param>
/// <param name="Owner">The person, when one was named.</param>
/// <param name="Agency">Whose agency does it.</param>
/// <param name="Files">Its evidence.</param>
/// <param name="AgencySees">Whether that agency sees this record at all.</param>
public sealed record StepView(
    Tasking Step,
    string Technique,
    string? Owner,
    string Agency,
    IReadOnlyList<Attachment> Files,
    bool AgencySees
);

/// <param name="On">The day it fell due, or falls due.</param>
/// <param name="Made">The measurement; null until its months have come in.</param>
/// <param name="Lasting">What it says of the result.</param>
public sealed record FollowUpView(DateOnly On, Evaluation? Made, Lasting Lasting);
