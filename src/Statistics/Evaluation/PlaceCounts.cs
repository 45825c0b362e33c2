namespace Wardwise.Statistics.Evaluation;

/// <summary>What happened in one place, counted over the same months as in every other.</summary>
/// <param name="Before">Each month before, oldest first; 0 or more each.</param>
/// <param name="After">All the months after together, 0 or more.</param>
public sealed record PlaceCounts(IReadOnlyList<int> Before, long After)
{
    /// <summary>All the months before together.</summary>
    public long TotalBefore { get; } = Before.Sum(b => (long)b);
}

/// <summary>A place against what places like it lead one to expect.</summary>
/// <param name="Expected">How many were to be expected after, 0 or more.</param>
/// <param name="ExpectedRange">The counts that would surprise nobody, at the confidence asked for; in places too small to show much, wider
/// by their weight.</param>
/// <param name="Ratio">After over expected; below 1 is fewer. A half is added to both.</param>
/// <param name="RatioInterval">Of the ratio, in the same way.</param>
/// <param name="Z">The log ratio over its spread among places of its size.</param>
/// <param name="PValue">Two-sided, from the places' own distribution.</param>
/// <param name="Placebo">The same test on every place learned from.</param>
/// <param name="SmallestFall">The smallest fall whose weighted p would be low enough four times in five, a fraction: the drift of places
/// included.</param>
public sealed record PanelTest(
    double Expected,
    (double Low, double High) ExpectedRange,
    double Ratio,
    (double Low, double High) RatioInterval,
    double Z,
    double PValue,
    PlaceboTest Placebo,
    double SmallestFall
)
{
    /// <summary>The p to decide by: raised in places too small to show much of a real fall. Never under <see cref="PValue"/>, 1 at
    /// most.</summary>
    public double WeightedPValue { get; init; } = PValue;
}
