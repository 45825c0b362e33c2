namespace Wardwise.Statistics.Evaluation;

/// <summary>A place against a comparison, before and after.</summary>
public static class RelativeRate
{
    /// <summary>Compares the change in a place with the change elsewhere.</summary>
    /// <remarks>
    /// D. P. Farrington, B. C. Welsh (and M. Gill et al. 2007, appendix): the log of (T1/T0)/(C1/C0) has variance phi (1/T0 + 1/T1 + 1/C0 +
    /// 1/C1), the same as the interaction of a Poisson regression on area and period. Lengths of time cancel, as place and comparison are
    /// counted over the same two times. When a count is 0, and only then, a half is added to all four.
    /// </remarks>
    /// <param name="counts">0 or more each. With none at all in the place, or in the comparison, the ratio is undefined.</param>
    /// <param name="phi">How much more than Poisson the counts vary, 1 or more (see <see cref="Overdispersion"/>).</param>
    /// <param name="drift">How places drift of their own, tau on the log scale, 0 or more (see <see cref="Drift"/>).</param>
    /// <param name="timeBefore">Length of the time before, above 0: for the changes of each rate only.</param>
    /// <param name="timeAfter">Length of the time after, in the same unit, above 0.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Each figure, or the reason why it cannot be had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a phi under 1, a negative drift, a length of 0 or less, a confidence
    /// outside 0 to 1.</exception>
    public static RelativeRateRatio Compare(
        in FourCounts counts,
        double phi = 1,
        double drift = 0,
        double timeBefore = 1,
        double timeAfter = 1,
        double confidence = 0.95
    )
    {
        counts.Check(nameof(counts));
        Guard.Phi(phi);
        Guard.Mean(drift);
        Guard.Length(timeBefore);
        Guard.Length(timeAfter);
        Guard.Confidence(confidence);
        var areaChange = PercentChange(counts.Area, timeBefore / timeAfter, "there were none before in the place");
        var comparisonChange = PercentChange(counts.Comparison, timeBefore / timeAfter, "there were none before in the comparison");
        if (Empty(counts) is { } reason)
        {
            var none = Figure.None(reason);
            var neither = Interval.None(reason);
            return new(
                none,
                neither,
                none,
                neither,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                neither,
                areaChange,
                comparisonChange,
                none,
                true
            );
        }

        var zero = counts.AnyZero;
        var half = zero ? 0.5 : 0;
        var (t0, t1) = (counts.Area.Before + half, counts.Area.After + half);
        var (c0, c1) = (counts.Comparison.Before + half, counts.Comparison.After + half);
        var log = Math.Log(t1 * c0 / (t0 * c1));
        var variance = (drift * drift) + (phi * ((1 / t0) + (1 / t1) + (1 / c0) + (1 / c1)));
        var error = Math.Sqrt(variance);
        var reach = Guard.Z(confidence) * error;
        var ratio = Math.Exp(log);
        var (low, high) = (Math.Exp(log - reach), Math.Exp(log + reach));
        var expected = t0 * c1 / c0;
        const string TooWide = "the range is too wide to write down";
        return new(
            ratio,
            Interval.OrNone(low, high, TooWide),
            1 / ratio,
            Interval.OrNone(1 / high, 1 / low, TooWide),
            log,
            Figure.OrNone(variance, TooWide),
            Figure.OrNone(error, TooWide),
            log / error,
            Tails.TwoSidedNormal(log / error),
            expected,
            expected - t1,
            Interval.OrNone(expected - (expected * high), expected - (expected * low), TooWide),
            areaChange,
            comparisonChange,
            100 * (ratio - 1),
            zero
        );
    }

    /// <summary>Log ratio and variance alone, for hundreds of places at once: no figure is allocated.</summary>
    /// <param name="counts">0 or more each; a half is added to all when one is 0.</param>
    /// <param name="log">Natural logarithm of the ratio.</param>
    /// <param name="variance">Of the logarithm.</param>
    /// <param name="phi">1 or more.</param>
    /// <param name="drift">Tau on the log scale, 0 or more.</param>
    /// <returns>False when the place or the comparison had none at all.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a phi under 1, a negative drift.</exception>
    public static bool TryLog(in FourCounts counts, out double log, out double variance, double phi = 1, double drift = 0)
    {
        counts.Check(nameof(counts));
        Guard.Phi(phi);
        Guard.Mean(drift);
        (log, variance) = (0, 0);
        if (Empty(counts) is not null)
        {
            return false;
        }

        var half = counts.AnyZero ? 0.5 : 0;
        var (t0, t1) = (counts.Area.Before + half, counts.Area.After + half);
        var (c0, c1) = (counts.Comparison.Before + half, counts.Comparison.After + half);
        log = Math.Log(t1 * c0 / (t0 * c1));
        variance = (drift * drift) + (phi * ((1 / t0) + (1 / t1) + (1 / c0) + (1 / c1)));
        return true;
    }

    private static string? Empty(in FourCounts counts) =>
        counts.Area is { Before: 0, After: 0 } ? "there were none in the place, before or after"
        : counts.Comparison is { Before: 0, After: 0 } ? "there were none in the comparison, before or after"
        : null;

    private static Figure PercentChange(Pair counts, double times, string none) =>
        counts.Before == 0
            ? Figure.None(none)
            : Figure.OrNone(100 * ((counts.After * times / counts.Before) - 1), "the change is too large to write down");
}
