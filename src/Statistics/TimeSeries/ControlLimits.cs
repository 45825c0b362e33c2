namespace Wardwise.Statistics.TimeSeries;

/// <summary>A count against an expected number.</summary>
/// <param name="PValue">The chance of as many or more by luck.</param>
/// <param name="MidPValue">The same with half the chance of exactly as many: less cautious for small counts.</param>
/// <param name="OnceIn">Once in how many such periods luck does it: 47 is once in 47 months.</param>
public readonly record struct ExceedanceResult(double PValue, double MidPValue, Figure OnceIn);

/// <summary>Limits of a count by its own chances, beside those of three sigma.</summary>
/// <param name="Lower">A count under this signals; 0 when none can.</param>
/// <param name="Upper">A count above this signals.</param>
/// <param name="ChanceAbove">The chance of such a signal by luck.</param>
/// <param name="ChanceBelow">The chance of a count under the lower limit by luck.</param>
/// <param name="ThreeSigmaUpper">The largest count within mean + 3 root mean: only for comparison, it alarms too often under a mean of
/// 10.</param>
/// <param name="ChanceAboveThreeSigma">The chance of a count above that.</param>
public readonly record struct CountLimits(
    long Lower,
    long Upper,
    double ChanceAbove,
    double ChanceBelow,
    long ThreeSigmaUpper,
    double ChanceAboveThreeSigma
);

/// <summary>A chart of counts with limits at three sigma.</summary>
/// <param name="Center">The mean.</param>
/// <param name="Lower">Mean - 3 root mean, floor 0.</param>
/// <param name="Upper">Mean + 3 root mean.</param>
/// <param name="Signals">Positions, from 0, beyond a limit. A point on a limit is no signal.</param>
public sealed record CountChart(double Center, double Lower, double Upper, IReadOnlyList<int> Signals);

/// <summary>When a count is worth a look.</summary>
public static class ControlLimits
{
    /// <summary>One tail of three sigma on a normal.</summary>
    public const double ThreeSigmaTail = 0.00135;

    /// <summary>How unusual a count is against an expected number, if that is known.</summary>
    /// <param name="observed">0 or more.</param>
    /// <param name="expected">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count or expected number.</exception>
    public static ExceedanceResult Exceedance(long observed, double expected)
    {
        Guard.Count(observed);
        Guard.Mean(expected);
        var p = Tails.PoissonAtLeast(observed, expected);
        return new(
            p,
            Math.Max(0, p - (Tails.PoissonExactly(observed, expected) / 2)),
            p > 0 ? Figure.OrNone(1 / p, "luck as good as never does it") : Figure.None("luck as good as never does it")
        );
    }

    /// <summary>Limits by the chances of a Poisson: the smallest upper limit with a chance above it of no more than the tail, and the lower
    /// likewise.</summary>
    /// <remarks>Probability limits, D. C. Montgomery, Introduction to Statistical Quality Control, 7.3. Three sigma alarms 3.4 times as
    /// often as it says at a mean of 2.</remarks>
    /// <param name="mean">Expected count, 0 or more.</param>
    /// <param name="upperTail">Between 0 and 1.</param>
    /// <param name="lowerTail">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative mean, or a tail outside 0 to 1.</exception>
    public static CountLimits Probability(double mean, double upperTail = ThreeSigmaTail, double lowerTail = ThreeSigmaTail)
    {
        Guard.Mean(mean);
        Guard.Between(upperTail, nameof(upperTail));
        Guard.Between(lowerTail, nameof(lowerTail));
        var upper = First(mean, count => Tails.PoissonAtLeast(count + 1, mean) <= upperTail);
        var lower = First(mean, count => Tails.PoissonAtMost(count, mean) > lowerTail);
        var sigma = (long)Math.Floor(mean + (3 * Math.Sqrt(mean)));
        return new(
            lower,
            upper,
            Tails.PoissonAtLeast(upper + 1, mean),
            Tails.PoissonAtMost(lower - 1, mean),
            sigma,
            Tails.PoissonAtLeast(sigma + 1, mean)
        );
    }

    /// <summary>The c chart: limits at three sigma about the mean of the counts themselves.</summary>
    /// <remarks>NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.1. For means of 10 or more; under that use <see
    /// cref="Probability"/>.</remarks>
    /// <param name="counts">0 or more each.</param>
    /// <returns>The chart, or null without counts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static CountChart? CChart(ReadOnlySpan<long> counts)
    {
        if (counts.IsEmpty)
        {
            return null;
        }

        double mean = 0;
        foreach (var count in counts)
        {
            Guard.Count(count, nameof(counts));
            mean += (double)count / counts.Length;
        }

        // Means of whole counts may miss a whole number by a rounding; a point on the limit must stay on it.
        var slack = 1e-9 * (1 + mean);
        var reach = 3 * Math.Sqrt(mean);
        var signals = new List<int>();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > mean + reach + slack || counts[i] < mean - reach - slack)
            {
                signals.Add(i);
            }
        }

        return new(mean, Math.Max(0, mean - reach), mean + reach, signals);
    }

    /// <summary>Runs of one side of a centre: positions, from 0, where a run is as long as asked or longer.</summary>
    /// <remarks>A value on the centre neither lengthens a run nor ends it. Eight in a row is rule 4 of the Western Electric handbook
    /// (1956).</remarks>
    /// <param name="values">In the order of time.</param>
    /// <param name="center">The median of the values when null.</param>
    /// <param name="length">8 by default; 2 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value that is not finite, or a length under 2.</exception>
    public static IReadOnlyList<int> Runs(ReadOnlySpan<double> values, double? center = null, int length = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        foreach (var value in values)
        {
            Guard.Finite(value, nameof(values));
        }

        var signals = new List<int>();
        var middle = center ?? Median(values);
        int run = 0,
            side = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var now = Math.Sign(values[i] - middle);
            if (now == 0)
            {
                continue;
            }

            run = now == side ? run + 1 : 1;
            side = now;
            if (run >= length)
            {
                signals.Add(i);
            }
        }

        return signals;
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        var sorted = values.ToArray();
        Array.Sort(sorted);
        var half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// <summary>The first count from 0 for which a rising condition holds, by halving.</summary>
    private static long First(double mean, Func<long, bool> holds)
    {
        long low = -1,
            high = (long)(mean + (10 * Math.Sqrt(mean)) + 20);
        while (!holds(high))
        {
            high *= 2;
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
