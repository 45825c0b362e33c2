using Wardwise.Domain.Problems;

namespace Wardwise.App.Measuring;

/// <summary>What was measured, as the aim had it then: the aim may have been changed since.</summary>
public sealed record EvaluationInputs
{
    public string? AreaGeoJson { get; init; }

    public IReadOnlyList<string> PlaceCodes { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Types { get; init; } = [];

    public int BufferMetres { get; init; }

    /// <summary>Places named to compare with; empty when the rule chose.</summary>
    public IReadOnlyList<string> ComparisonCodes { get; init; } = [];

    public string ComparisonBecause { get; init; } = "";

    public DateOnly? StartedOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>When the response started and the aim became what it is measured by.</summary>
    public DateTimeOffset? FixedAt { get; init; }

    /// <summary>Changes between that and the measurement, each in words with who and when.</summary>
    public IReadOnlyList<string> ChangedSince { get; init; } = [];

    public static EvaluationInputs Of(Aim aim, ResponsePlan plan) =>
        new()
        {
            AreaGeoJson = aim.AreaGeoJson,
            PlaceCodes = aim.PlaceCodes,
            Categories = aim.Categories,
            Types = aim.Types,
            BufferMetres = aim.BufferMetres,
            ComparisonCodes = aim.ComparisonCodes,
            ComparisonBecause = aim.ComparisonBecause,
            StartedOn = plan.StartedOn,
            EndedOn = plan.EndedOn,
            FixedAt = aim.FixedAt,
            ChangedSince = aim.ChangedSince,
        };

    public static EvaluationInputs Read(string kept) => EvaluationJson.Read<EvaluationInputs>(kept);
}
