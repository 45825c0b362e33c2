namespace Wardwise.Domain.Problems;

/// <summary>One measurement of a response: its inputs stamped, its result as it was then. Never changed; a later one stands beside it.</summary>
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

    public required DateTimeOffset MadeAt { get; init; }

    public required Guid MadeBy { get; init; }
}
