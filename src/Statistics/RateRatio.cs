namespace Wardwise.Statistics;

/// <summary>What two counts over two lengths of time say about the change of the rate.</summary>
/// <param name="Ratio">Rate after over rate before; below 1 is a fall.</param>
/// <param name="PercentChange">100 times (ratio - 1): -46 is a fall of 46 in 100.</param>
/// <param name="Exact">The exact interval of the ratio.</param>
/// <param name="PValue">Two-sided, by minimum likelihood, as R's poisson.test gives it.</param>
/// <param name="Wald">The large-sample interval of the ratio.</param>
/// <param name="LogRatio">Natural logarithm of the ratio.</param>
/// <param name="StandardError">Of the logarithm, on counting noise alone.</param>
public sealed record RateRatio(
    Figure Ratio,
    Figure PercentChange,
    Interval Exact,
    Figure PValue,
    Interval Wald,
    Figure LogRatio,
    Figure StandardError
);
