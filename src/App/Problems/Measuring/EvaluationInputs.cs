using System.Text.Json;

namespace Wardwise.App.Problems;

/// <summary>What was measured, as the aim had it then: the aim may have been changed since.</summary>
public sealed record EvaluationInputs
{
    public string? AreaGeoJson { get; init; }

    public IReadOnlyList<string> PlaceCodes { get; init; } = [];

    public int BufferMetres { get; init; }

    public DateOnly? StartedOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>When the response started and the aim became what it is measured by.</summary>
    public DateTimeOffset? FixedAt { get; init; }

    /// <summary>Changes between that and the measurement, each in words with who and when.</summary>
    public IReadOnlyList<string> ChangedSince { get; init; } = [];

    public static EvaluationInputs Read(string kept) => JsonSerializer.Deserialize<EvaluationInputs>(kept, MeasureProblem.Json)!;
}
