namespace Wardwise.Statistics.Evaluation;

/// <summary>What a place and a comparison say together about the change of a rate.</summary>
/// <param name="Ratio">The relative incident rate ratio (RIRR), (T1/T0)/(C1/C0): below 1 is good.</param>
/// <param name="RatioInterval">Of the ratio.</param>
/// <param name="EffectSize">The relative effect size (RES) of Farrington and Welsh, 1/RIRR: above 1 is good. For quoting reviews; show the
/// ratio.</param>
/// <param name="EffectSizeInterval">Of the relative effect size.</param>
/// <param name="LogRatio">Natural logarithm of the ratio: what is pooled.</param>
/// <param name="Variance">Of the logarithm: drift^2 + phi (1/T0 + 1/T1 + 1/C0 + 1/C1).</param>
/// <param name="StandardError">The root of the variance.</param>
/// <param name="Z">Logarithm over standard error.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Expected">Incidents expected after, had the place gone as the comparison: T0 C1/C0.</param>
/// <param name="Prevented">Expected less seen; below 0 there were more than expected.</param>
/// <param name="PreventedInterval">Of what was prevented, from that of the ratio.</param>
/// <param name="AreaPercentChange">Of the rate in the place, in signed points: -40 is a fall of 40 in 100.</param>
/// <param name="ComparisonPercentChange">Of the rate in the comparison.</param>
/// <param name="NetPercentChange">100 (ratio - 1).</param>
/// <param name="ZeroCell">Whether a count was 0, so that a half was added to all four for the ratio and what follows from it.</param>
public sealed record RelativeRateRatio(
    Figure Ratio,
    Interval RatioInterval,
    Figure EffectSize,
    Interval EffectSizeInterval,
    Figure LogRatio,
    Figure Variance,
    Figure StandardError,
    Figure Z,
    Figure PValue,
    Figure Expected,
    Figure Prevented,
    Interval PreventedInterval,
    Figure AreaPercentChange,
    Figure ComparisonPercentChange,
    Figure NetPercentChange,
    bool ZeroCell
);
