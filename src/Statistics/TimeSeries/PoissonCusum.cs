using MathNet.Numerics.LinearAlgebra;

namespace Wardwise.Statistics.TimeSeries;

/// <summary>The upward cumulative sum of counts: a rise from one mean to another is seen soonest, at a chosen number of false
/// alarms.</summary>
public static class PoissonCusum
{
    /// <summary>Reference and limit are read as multiples of one tenth: the sum then has few enough states to count exactly.</summary>
    private const int Finest = 10;

    /// <summary>The reference value k between the mean that is right and the mean to look for.</summary>
    /// <remarks>
    /// J. M. Lucas, "Counted data CUSUM's", Technometrics 27 (1985) 129-144: (m1 - m0) / (ln m1 - ln m0). Round it to one tenth for the
    /// chart, so that the run lengths worked out here, which read it so, are those of the chart.
    /// </remarks>
    /// <param name="usual">The mean when all is well, above 0.</param>
    /// <param name="raised">The mean to look for, above the usual.</param>
    /// <exception cref="ArgumentOutOfRangeException">A mean of 0 or less, or a raised one no larger than the usual.</exception>
    public static double Reference(double usual, double raised)
    {
        Guard.Positive(usual);
        Guard.Positive(raised);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(raised, usual);
        return (raised - usual) / (Math.Log(raised) - Math.Log(usual));
    }

    /// <summary>The sums of a series of counts: max(0, sum + count - k); a signal at h or above.</summary>
    /// <param name="counts">0 or more each, in the order of time.</param>
    /// <param name="reference">k, above 0.</param>
    /// <param name="limit">h, above 0.</param>
    /// <param name="fastStart">Begin at half the limit.</param>
    /// <returns>The sums (the low side stays empty) and the first signal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a reference or limit of 0 or less.</exception>
    public static CusumResult Chart(ReadOnlySpan<long> counts, double reference, double limit, bool fastStart = false)
    {
        Guard.Positive(reference);
        Guard.Positive(limit);
        var sums = new double[counts.Length];
        var sum = fastStart ? limit / 2 : 0;
        int? signal = null;
        for (var i = 0; i < counts.Length; i++)
        {
            Guard.Count(counts[i], nameof(counts));
            sums[i] = sum = Math.Max(0, sum + counts[i] - reference);
            signal ??= sum >= limit - 1e-9 ? i : null;
        }

        return new(sums, [], signal);
    }

    /// <summary>How many months there are on average to a signal: false alarms at the usual mean, delay at a raised one.</summary>
    /// <remarks>D. Brook, D. A. Evans, Biometrika 59 (1972) 539-549: the exact Markov chain of the sum; R's surveillance::arlCusum gives
    /// the same.</remarks>
    /// <param name="mean">The true mean, above 0.</param>
    /// <param name="reference">k, above 0; read to one tenth.</param>
    /// <param name="limit">h, above 0; read to one tenth.</param>
    /// <param name="fastStart">Begin at half the limit.</param>
    /// <returns>Months, 1 or more; or the reason why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A mean, reference or limit of 0 or less, or a limit above 100.</exception>
    public static Figure AverageRunLength(double mean, double reference, double limit, bool fastStart = false)
    {
        Guard.Positive(mean);
        Guard.Positive(reference);
        Guard.Positive(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 100);
        var (k, states, parts) = Lattice(reference, limit);
        if (k == 0)
        {
            return Figure.None("a reference under a twentieth cannot be told from none: count longer periods");
        }

        // State i is a sum of i parts; from it, count x leads to i + parts x - k. Solve (I - transitions) runs = 1.
        var equations = Matrix<double>.Build.DenseIdentity(states);
        for (var i = 0; i < states; i++)
        {
            // All counts that bring the sum to 0 or under.
            var toZero = Math.DivRem(k - i, parts, out var rest);
            toZero -= rest < 0 ? 1 : 0;
            equations[i, 0] -= toZero < 0 ? 0 : Tails.PoissonAtMost(toZero, mean);
            for (var x = Math.Max(0, toZero + 1); i + (parts * x) - k < states; x++)
            {
                equations[i, i + (parts * x) - k] -= Tails.PoissonExactly(x, mean);
            }
        }

        var runs = equations.LU().Solve(Vector<double>.Build.Dense(states, 1));
        var found = runs[fastStart ? states / 2 : 0];
        return found is >= 1 and < 1e12 ? found : Figure.None("so long that it cannot be told from never");
    }

    /// <summary>The smallest limit h, in tenths or in the steps of the reference, with at least so many months between false
    /// alarms.</summary>
    /// <param name="usual">The mean when all is well, above 0.</param>
    /// <param name="reference">k, above the usual mean; read to one tenth.</param>
    /// <param name="months">Between false alarms, above 1; 40 by default.</param>
    /// <returns>h, or the reason why there is none up to 100.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A mean of 0 or less, a reference no larger, months of 1 or less.</exception>
    public static Figure LimitFor(double usual, double reference, double months = 40)
    {
        Guard.Positive(usual);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(reference, usual);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(months, 1);
        var parts = Parts(reference);
        int low = 0,
            high = 1;
        bool Enough(int steps) =>
            AverageRunLength(usual, reference, steps / (double)parts) is var run && (run.Value is null || run.Value >= months);
        while (!Enough(high))
        {
            low = high;
            high *= 2;
            if (high > 100 * parts)
            {
                return Figure.None("no limit up to 100 gives so few false alarms: look for a larger rise");
            }
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Enough(middle) ? (low, middle) : (middle, high);
        }

        return high / (double)parts;
    }

    private static (int Reference, int Limit, int Parts) Lattice(double reference, double limit)
    {
        var parts = 1;
        while (parts < Finest && !(Whole(reference, parts) && Whole(limit, parts)))
        {
            parts++;
        }

        return ((int)Math.Round(Math.Round(reference, 1) * parts), Math.Max(1, (int)Math.Round(Math.Round(limit, 1) * parts)), parts);
    }

    private static int Parts(double reference)
    {
        var parts = 1;
        while (parts < Finest && !Whole(reference, parts))
        {
            parts++;
        }

        return parts;
    }

    private static bool Whole(double value, int parts) =>
        Math.Abs((Math.Round(value, 1) * parts) - Math.Round(Math.Round(value, 1) * parts)) < 1e-9;
}
