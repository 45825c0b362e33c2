using MathNet.Numerics.Distributions;

namespace Wardwise.Statistics;

/// <summary>Intervals for a share of a whole.</summary>
public static class Proportions
{
    /// <summary>The exact interval: it holds the true share at least as often as it says.</summary>
    /// <remarks>
    /// C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26
    /// (1934) 404-413, by its beta form: the lower limit is the alpha/2 quantile of Beta(x, n-x+1), the upper the 1-alpha/2 quantile of
    /// Beta(x+1, n-x).
    /// </remarks>
    /// <param name="found">How many have it, 0 to <paramref name="of"/>.</param>
    /// <param name="of">How many were looked at, 0 or more. With none the interval is undefined.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Shares from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, more found than looked at, or a confidence outside 0 to
    /// 1.</exception>
    public static Interval ClopperPearson(long found, long of, double confidence = 0.95)
    {
        Check(found, of, confidence);
        if (of == 0)
        {
            return Interval.None("nothing was counted");
        }

        var tail = (1 - confidence) / 2;
        var low = found == 0 ? 0 : Beta.InvCDF(found, of - found + 1, tail);
        var high = found == of ? 1 : Beta.InvCDF(found + 1, of - found, 1 - tail);
        return new(low, high);
    }

    /// <summary>The score interval: close to its confidence on average, and never outside 0 to 1. The one that screens show.</summary>
    /// <remarks>E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212.</remarks>
    /// <param name="found">How many have it, 0 to <paramref name="of"/>.</param>
    /// <param name="of">How many were looked at, 0 or more. With none the interval is undefined.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Shares from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, more found than looked at, or a confidence outside 0 to
    /// 1.</exception>
    public static Interval Wilson(long found, long of, double confidence = 0.95)
    {
        Check(found, of, confidence);
        if (of == 0)
        {
            return Interval.None("nothing was counted");
        }

        var z = Guard.Z(confidence);
        double n = of;
        var share = found / n;
        var middle = share + (z * z / (2 * n));
        var half = z * Math.Sqrt((share * (1 - share) / n) + (z * z / (4 * n * n)));
        var scale = 1 + (z * z / n);
        return new(found == 0 ? 0 : Math.Max(0, (middle - half) / scale), found == of ? 1 : Math.Min(1, (middle + half) / scale));
    }

    private static void Check(long found, long of, double confidence)
    {
        Guard.Count(found);
        Guard.Count(of);
        Guard.Confidence(confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(found, of);
    }
}
