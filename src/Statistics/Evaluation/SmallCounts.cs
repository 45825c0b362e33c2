using MathNet.Numerics;

namespace Wardwise.Statistics.Evaluation;

/// <summary>Two small counts compared, where a ratio and its standard error say too little.</summary>
public static class SmallCounts
{
    private const long LargeEnoughForTheNormal = 100_000_000;

    /// <summary>The two-sided p that two counts come from the same rate, by the E-test: more powerful than the exact conditional
    /// test.</summary>
    /// <remarks>
    /// K. Krishnamoorthy, J. Thomson, "A more powerful test for comparing two Poisson means", J. Statistical Planning and Inference 119
    /// (2004) 23-35: the chance, at the common rate estimated, of a standardised difference as large as the one seen. Steps grow with the
    /// root of the counts; above a hundred million together the normal is used, to which it has come.
    /// </remarks>
    /// <param name="first">One count, 0 or more.</param>
    /// <param name="second">The other, 0 or more.</param>
    /// <param name="timeFirst">Length of time of the first, above 0.</param>
    /// <param name="timeSecond">Length of time of the second, in the same unit, above 0.</param>
    /// <returns>A probability, or the reason why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or a length of 0 or less.</exception>
    public static Figure ETest(long first, long second, double timeFirst = 1, double timeSecond = 1)
    {
        Guard.Count(first);
        Guard.Count(second);
        Guard.Length(timeFirst);
        Guard.Length(timeSecond);
        if (first + second == 0)
        {
            return Figure.None("there were none in either time");
        }

        double Standardised(long a, long b)
        {
            var (x, y) = (a / timeFirst, b / timeSecond);
            return a + b == 0 ? 0 : (x - y) / Math.Sqrt((x / timeFirst) + (y / timeSecond));
        }

        var seen = Math.Abs(Standardised(first, second)) * (1 - 1e-12);
        if (seen == 0)
        {
            return 1;
        }

        if (first + second > LargeEnoughForTheNormal)
        {
            return Tails.TwoSidedNormal(seen);
        }

        var rate = (first + second) / (timeFirst + timeSecond);
        var (from, to) = Reach(rate * timeFirst);
        var (start, end) = Reach(rate * timeSecond);
        // Chances of the second count up to and from each value: atMost[i] of fewer than start + i, atLeast[i] of that many or more.
        var (atMost, atLeast) = (new double[end - start + 2], new double[end - start + 2]);
        for (var b = start; b <= end; b++)
        {
            atMost[b - start + 1] = atMost[b - start] + Tails.PoissonExactly(b, rate * timeSecond);
        }

        for (var b = end; b >= start; b--)
        {
            atLeast[b - start] = atLeast[b - start + 1] + Tails.PoissonExactly(b, rate * timeSecond);
        }

        // As the first count grows, so do both bounds of the second that are as extreme: one walk for each.
        long below = start,
            above = start;
        double p = 0;
        for (var a = from; a <= to; a++)
        {
            while (below <= end && Standardised(a, below) >= seen)
            {
                below++;
            }

            while (above <= end && Standardised(a, above) > -seen)
            {
                above++;
            }

            p += Tails.PoissonExactly(a, rate * timeFirst) * (atMost[below - start] + atLeast[above - start]);
        }

        return Math.Min(1, p);
    }

    /// <summary>How likely it is that the rate fell, after seeing the counts and with no opinion before.</summary>
    /// <remarks>
    /// Each rate has a gamma distribution with shape count + 1/2 (Jeffreys' prior), so the ratio has a beta one and the chance a closed
    /// form: 1 - BetaCDF(timeBefore / (timeBefore + (1 - by) timeAfter); before + 1/2, after + 1/2).
    /// </remarks>
    /// <param name="before">Incidents before, 0 or more.</param>
    /// <param name="after">Incidents after, 0 or more.</param>
    /// <param name="timeBefore">Length of the time before, above 0.</param>
    /// <param name="timeAfter">Length of the time after, in the same unit, above 0.</param>
    /// <param name="by">Fell by at least this fraction: 0 for any fall, 0.2 for a fall of 20 in 100; 0 or more and under 1.</param>
    /// <returns>A probability; one half with nothing counted in equal times.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a length of 0 or less, a fall outside 0 to 1.</exception>
    public static double ProbabilityFell(long before, long after, double timeBefore = 1, double timeAfter = 1, double by = 0)
    {
        Guard.Count(before);
        Guard.Count(after);
        Guard.Length(timeBefore);
        Guard.Length(timeAfter);
        if (by is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(by), by, "From 0 up to but not including 1.");
        }

        var times = (1 - by) * timeAfter;
        return Math.Clamp(SpecialFunctions.BetaRegularized(after + 0.5, before + 0.5, times / (timeBefore + times)), 0, 1);
    }

    /// <summary>The counts that a Poisson with this mean can give, as far as a double can tell.</summary>
    private static (long From, long To) Reach(double mean)
    {
        var spread = (10 * Math.Sqrt(mean)) + 30;
        return ((long)Math.Max(0, Math.Floor(mean - spread)), (long)Math.Ceiling(mean + spread));
    }
}
