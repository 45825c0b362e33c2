using System.ComponentModel;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Problems;

/// <summary>A local problem being worked on: what hangs on the record of the same id. Its SARA sections lie beside it, each saved on its
/// own.</summary>
public sealed class Problem
{
    public const string RecordKind = "problem";

    public const int TitleLength = 150;

    /// <summary>Where a step of the plan says it came from, among the taskings of the record.</summary>
    public const string PlanSource = "plan";

    /// <summary>The record's id: this row hangs on that one.</summary>
    public Guid RecordId { get; init; }

    public required Record Record { get; init; }

    [DisplayName("Who suffers from it?")]
    public ProblemCategory? Category { get; set; }

    /// <summary>What sort of trouble, in the words of the force's list ("vehicle nuisance").</summary>
    [DisplayName("Kind")]
    public string Kind { get; set; } = "";

    /// <summary>The kind of problem in the thesaurus, once somebody has said so; until then what its words suggest stands.</summary>
    public string? KindCode { get; set; }

    /// <summary>Kept on the record, in its code.</summary>
    public ProblemState State
    {
        get =>
            EnumCode.Read<ProblemState>(Record.State) ?? throw new InvalidOperationException($"'{Record.State}' is no state of a problem.");
        set
        {
            Record.State = EnumCode.Of(value);
            Record.EnteredInError = value is ProblemState.EnteredInError;
        }
    }

    public required Guid OpenedBy { get; init; }

    [DisplayName("Why it was entered in error")]
    public string? EnteredInErrorBecause { get; set; }

    /// <summary>Where the record came from when it was marked as entered in error, so that the mark can be taken back.</summary>
    public ProblemState? StateBeforeError { get; set; }

    [DisplayName("Why it was reopened")]
    public string? ReopenedBecause { get; set; }

    /// <summary>The last day on which somebody worked on it; what staleness counts from.</summary>
    public DateOnly WorkedOn { get; set; }

    /// <summary>When its owner was last reminded.</summary>
    public DateOnly? ChasedOn { get; set; }

    /// <summary>What is known of the result, in the code of <see cref="ProblemResult"/>, as of the last save.</summary>
    [DisplayName("What came of it")]
    public string Result { get; set; } = ProblemResult.Unknown;

    /// <summary>By how many points of a hundred it changed, when that was measured.</summary>
    public double? ResultPercent { get; set; }

    /// <summary>Whether a survey told the result, and not a count of incidents.</summary>
    public bool ResultBySurvey { get; set; }

    public DateOnly? ClosedOn => Record.ClosedAt is { } at ? LondonTime.DayOf(at) : null;

    /// <summary>As computed at the last save.</summary>
    [DisplayName("Grade")]
    public int Grade { get; set; }

    public List<string> GradeReasons { get; set; } = [];

    public string? GradeNext { get; set; }

    [DisplayName("Moderated grade")]
    public Moderation? Moderation { get; set; }

    /// <summary>The grade that is shown and counted: the moderator's when there is one.</summary>
    public int GradeShown => Moderation?.Grade ?? Grade;

    /// <summary>A record entered in error leaves every statistic (F1).</summary>
    public bool Counts => State is not ProblemState.EnteredInError and not ProblemState.Draft;
}

public enum ProblemState
{
    Draft,
    Open,
    Monitoring,
    Closed,
    Reopened,
    EnteredInError,
}

/// <summary>The three of anti-social behaviour, and crime.</summary>
public enum ProblemCategory
{
    Personal,
    Nuisance,
    Environmental,
    Crime,
}

/// <summary>A second person's view of the grade. The computed value of that moment is kept beside it.</summary>
/// <param name="Grade">What the moderator gives, or null when they agree with the computed grade.</param>
/// <param name="Computed">What was computed when they looked.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">The account.</param>
/// <param name="Name">As it read then.</param>
/// <param name="At">UTC.</param>
public sealed record Moderation(int? Grade, int Computed, string Reason, Guid By, string Name, DateTimeOffset At);
