namespace Wardwise.Statistics.TimeSeries;

/// <summary>What places chosen for being bad do on their own.</summary>
/// <param name="Z">The cut in standard deviations above the mean.</param>
/// <param name="ExpectedFirst">The mean of those chosen when they were chosen.</param>
/// <param name="Fall">How far they come down with nothing done.</param>
/// <param name="ExpectedSecond">Their mean the next time.</param>
/// <param name="FallPercent">The fall in points of the first, positive for a fall.</param>
public sealed record ChanceFall(double Z, Figure ExpectedFirst, Figure Fall, Figure ExpectedSecond, Figure FallPercent);

/// <summary>A count before with the luck of being chosen taken out.</summary>
/// <param name="WeightOnAverage">How far it is drawn to the mean of places like it, 0 to 1.</param>
/// <param name="Expected">The true number behind the count, as far as can be told.</param>
/// <param name="Variance">Of that.</param>
public readonly record struct ShrunkCount(double WeightOnAverage, double Expected, double Variance);

/// <summary>A change with the luck of being chosen taken out, beside the naive one.</summary>
/// <param name="NaiveRatio">After over before.</param>
/// <param name="NaivePercentChange">100 (naive ratio - 1).</param>
/// <param name="Before">The count before, corrected.</param>
/// <param name="Ratio">The corrected ratio (theta).</param>
/// <param name="PercentChange">100 (corrected ratio - 1).</param>
/// <param name="StandardError">Of the corrected ratio.</param>
/// <param name="RatioInterval">Of the corrected ratio, by the logarithm.</param>
public sealed record CorrectedChange(
    Figure NaiveRatio,
    Figure NaivePercentChange,
    ShrunkCount Before,
    Figure Ratio,
    Figure PercentChange,
    Figure StandardError,
    Interval RatioInterval
);

/// <summary>Places chosen at their worst get better on their own: by how much.</summary>
public static class RegressionToTheMean
{
    /// <summary>The fall by chance of places chosen because they were above a cut, for measures that are about normal.</summary>
    /// <remarks>
    /// C. E. Davis, American Journal of Epidemiology 104 (1976) 493-498; A. G. Barnett, J. C. van der Pols, A. J. Dobson, International
    /// Journal of Epidemiology 34 (2005) 215-220: sd (1 - rho) phi(z) / (1 - Phi(z)).
    /// </remarks>
    /// <param name="mean">Of all places that could have been chosen.</param>
    /// <param name="deviation">Standard deviation of all places, above 0.</param>
    /// <param name="correlation">Between one time and the next with nothing done, -1 to 1.</param>
    /// <param name="cut">Chosen because above this.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number that is not finite, a deviation of 0 or less, a correlation outside -1 to
    /// 1.</exception>
    public static ChanceFall AboveCut(double mean, double deviation, double correlation, double cut)
    {
        Guard.Finite(mean);
        Guard.Positive(deviation);
        Guard.Finite(cut);
        if (correlation is not (>= -1 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "From -1 to 1.");
        }

        var z = (cut - mean) / deviation;
        // Beyond 30 the tail underflows; there its hazard has this series, to ten digits.
        var hazard =
            z > 30
                ? z + (1 / z) - (2 / (z * z * z)) + (10 / Math.Pow(z, 5))
                : Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / Tails.Normal(z);
        var first = mean + (deviation * hazard);
        var fall = deviation * (1 - correlation) * hazard;
        const string TooLarge = "too large to write down";
        return new(
            z,
            Figure.OrNone(first, TooLarge),
            Figure.OrNone(fall, TooLarge),
            Figure.OrNone(first - fall, TooLarge),
            first > 0 ? Figure.OrNone(100 * fall / first, TooLarge) : Figure.None("the expected number is not above 0")
        );
    }

    /// <summary>The number behind a count before, drawn to the mean of places like it (empirical Bayes).</summary>
    /// <remarks>
    /// E. Hauer, Observational Before-After Studies in Road Safety (1997), ch. 11: weight 1 / (1 + mean / size) on the mean of a reference
    /// group whose counts are negative binomial (<see cref="NegativeBinomialSize"/>); the variance is (1 - weight) times the expected
    /// number.
    /// </remarks>
    /// <param name="before">The count, 0 or more.</param>
    /// <param name="referenceMean">Of places like it over the same time, above 0.</param>
    /// <param name="size">Of the negative binomial of those places, above 0: the smaller, the more they differ.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a mean or size of 0 or less.</exception>
    public static ShrunkCount Shrink(long before, double referenceMean, double size)
    {
        Guard.Count(before);
        Guard.Positive(referenceMean);
        Guard.Positive(size);
        var weight = 1 / (1 + (referenceMean / size));
        var expected = (weight * referenceMean) + ((1 - weight) * before);
        return new(weight, expected, (1 - weight) * expected);
    }

    /// <summary>The change of a place with the luck of being chosen taken out.</summary>
    /// <remarks>
    /// Hauer 1997, 6.2: theta = (after / expected) / (1 + variance / expected^2), with the standard error theta root(1/after +
    /// variance/expected^2) / (1 + variance/expected^2). The interval is that of the logarithm, which stays above 0.
    /// </remarks>
    /// <param name="before">The count before, 0 or more.</param>
    /// <param name="after">The count after, 0 or more.</param>
    /// <param name="referenceMean">Of places like it over the time before, above 0.</param>
    /// <param name="size">Of the negative binomial of those places, above 0.</param>
    /// <param name="times">What the expected number is multiplied by for the time after: its length, and the trend elsewhere; above 0, 1 by
    /// default.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count; a mean, size or multiple of 0 or less; a confidence outside 0 to
    /// 1.</exception>
    public static CorrectedChange Correct(
        long before,
        long after,
        double referenceMean,
        double size,
        double times = 1,
        double confidence = 0.95
    )
    {
        Guard.Count(after);
        Guard.Positive(times);
        Guard.Confidence(confidence);
        var shrunk = Shrink(before, referenceMean, size);
        var naive =
            before == 0 ? Figure.None("there were none before") : Figure.OrNone(after / (before * times), "too large to write down");
        var relative = shrunk.Variance / (shrunk.Expected * shrunk.Expected);
        var ratio = after / (shrunk.Expected * times) / (1 + relative);
        Figure percent = Figure.OrNone(100 * (ratio - 1), "too large to write down");
        if (after == 0)
        {
            const string NoneAfter = "there were none after, so there is no range";
            return new(naive, naive.Then(r => 100 * (r - 1)), shrunk, ratio, percent, Figure.None(NoneAfter), Interval.None(NoneAfter));
        }

        var log = Math.Sqrt((1.0 / after) + relative);
        var reach = Guard.Z(confidence) * log;
        const string TooWide = "too uncertain to write down";
        return new(
            naive,
            naive.Then(r => 100 * (r - 1)),
            shrunk,
            Figure.OrNone(ratio, TooWide),
            percent,
            Figure.OrNone(ratio * log / (1 + relative), TooWide),
            Interval.OrNone(ratio * Math.Exp(-reach), ratio * Math.Exp(reach), TooWide)
        );
    }
}
