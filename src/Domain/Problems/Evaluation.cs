namespace Wardwise.Domain.Problems;

/// <summary>One measurement of a response: its inputs stamped, its result as it was then. Never changed; a later one stands beside
/// it.</summary>
public sealed class Evaluation
{
    public required Guid Id { get; init; }

    public required Guid RecordId { get; init; }

    /// <summary>JSON: area, categories, dates, as they were fixed.</summary>
    public required string Inputs { get; init; }

    /// <summary>JSON in the shape that <c>wardwise evaluate</c> prints.</summary>
    public required string Result { get; init; }

    /// <summary>Null while it is too early for one.</summary>
    public Verdict? Verdict { get; init; }

    public double? Percent { get; init; }

    public required string Sentence { get; init; }

    /// <summary>Which version of the method made it.</summary>
    public required string Method { get; init; }

    /// <summary>JSON: what lies behind the result, for the page that explains it.</summary>
    public string? Working { get; init; }

    public required EvaluationOccasion Occasion { get; init; }

    /// <summary>The day on which the follow-up fell due that this answers.</summary>
    public DateOnly? FollowUpOn { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required Guid MadeBy { get; init; }
}

/// <summary>Why a measurement was made.</summary>
public enum EvaluationOccasion
{
    /// <summary>Somebody asked for it.</summary>
    Asked,

    /// <summary>The months after had come in.</summary>
    MonthsCame,

    /// <summary>To see whether the result lasts.</summary>
    FollowUp,
}
