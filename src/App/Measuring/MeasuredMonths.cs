using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>The months that a kept result compares, and those of them that were in doubt when it was measured.</summary>
internal sealed record MeasuredMonths(
    EvaluationResult.WindowPart? Before,
    EvaluationResult.WindowPart? After,
    IReadOnlyList<string>? Doubted = null
)
{
    /// <summary>Of a measurement as it was kept.</summary>
    public static MeasuredMonths Of(string result, string? working)
    {
        var kept = EvaluationResult.Read(result);
        return new(kept.Before, kept.After, EvaluationWorking.Read(working)?.Doubted);
    }

    /// <summary>Of the months that it compares, those that are in doubt, earliest first.</summary>
    public IReadOnlyList<YearMonth> In(IReadOnlySet<YearMonth> doubted) =>
        [.. doubted.Where(m => Compares(Before, m) || Compares(After, m)).Order()];

    /// <summary>Those of them that were not in doubt when it was measured.</summary>
    public IReadOnlyList<YearMonth> Since(IReadOnlySet<YearMonth> doubted) =>
        [.. In(doubted).Where(m => Doubted?.Contains(m.ToString()) is not true)];

    /// <summary>What is in doubt now was not when it was measured, or the other way round.</summary>
    public bool HasTurned(IReadOnlySet<YearMonth> doubted) => !WasDoubted(In(doubted).Select(m => m.ToString()));

    public bool WasDoubted(IEnumerable<string> months) => months.SequenceEqual(Doubted ?? [], StringComparer.Ordinal);

    /// <summary>Months are written so that their texts are in their order.</summary>
    private static bool Compares(EvaluationResult.WindowPart? window, YearMonth month) =>
        window is not null
        && string.CompareOrdinal(window.From, month.ToString()) <= 0
        && string.CompareOrdinal(month.ToString(), window.To) <= 0;
}
