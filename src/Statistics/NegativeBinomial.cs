using MathNet.Numerics;

namespace Wardwise.Statistics;

/// <summary>
/// Counts that vary more than chance alone: a Poisson whose mean is itself drawn from a gamma. Its variance is mean + mean^2 / size;
/// without end of size it is a Poisson.
/// </summary>
/// <remarks>M. Greenwood, G. U. Yule, JRSS 83 (1920) 255-279; the tails by the incomplete beta function, as in R's pnbinom(size,
/// mu).</remarks>
public static class NegativeBinomial
{
    /// <summary>Above this the two cannot be told apart, and the incomplete beta function loses digits.</summary>
    private const double Poisson = 1e7;

    /// <summary>The chance of <paramref name="count"/> or more.</summary>
    /// <param name="count">Any.</param>
    /// <param name="mean">0 or more.</param>
    /// <param name="size">Above 0; positive infinity is a Poisson.</param>
    /// <exception cref="ArgumentOutOfRangeException">A mean that is negative or not finite, a size of 0 or less.</exception>
    public static double AtLeast(long count, double mean, double size) =>
        IsPoisson(mean, size) ? Tails.PoissonAtLeast(count, mean)
        : count <= 0 ? 1
        : mean == 0 ? 0
        : SpecialFunctions.BetaRegularized(count, size, mean / (mean + size));

    /// <summary>The chance of <paramref name="count"/> or fewer.</summary>
    /// <inheritdoc cref="AtLeast"/>
    public static double AtMost(long count, double mean, double size) =>
        IsPoisson(mean, size) ? Tails.PoissonAtMost(count, mean)
        : count < 0 ? 0
        : mean == 0 ? 1
        : SpecialFunctions.BetaRegularized(size, count + 1.0, size / (mean + size));

    /// <summary>The chance of exactly <paramref name="count"/>.</summary>
    /// <inheritdoc cref="AtLeast"/>
    public static double Exactly(long count, double mean, double size) =>
        IsPoisson(mean, size) ? Tails.PoissonExactly(count, mean)
        : count < 0 ? 0
        : mean == 0 ? (count == 0 ? 1 : 0)
        : Math.Exp(
            SpecialFunctions.GammaLn(count + size)
                - SpecialFunctions.GammaLn(size)
                - SpecialFunctions.GammaLn(count + 1.0)
                - (size * Math.Log(1 + (mean / size)))
                - (count * Math.Log(1 + (size / mean)))
        );

    /// <summary>The smallest count with a chance above it of no more than the tail: a count above it signals, one on it does not.</summary>
    /// <param name="mean">0 or more.</param>
    /// <param name="size">Above 0; positive infinity is a Poisson.</param>
    /// <param name="tail">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A mean that is negative or not finite, a size of 0 or less, a tail outside 0 to
    /// 1.</exception>
    public static long UpperLimit(double mean, double size, double tail)
    {
        Guard.Between(tail, nameof(tail));
        return First(mean, size, count => AtLeast(count + 1, mean, size) <= tail);
    }

    /// <summary>The smallest count with a chance of as few of more than the tail: a count under it signals; 0 when none can.</summary>
    /// <inheritdoc cref="UpperLimit"/>
    public static long LowerLimit(double mean, double size, double tail)
    {
        Guard.Between(tail, nameof(tail));
        return First(mean, size, count => AtMost(count, mean, size) > tail);
    }

    private static bool IsPoisson(double mean, double size)
    {
        Guard.Mean(mean);
        if (double.IsNaN(size) || size <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "Above 0.");
        }

        return size > Poisson;
    }

    private static long First(double mean, double size, Func<long, bool> holds)
    {
        IsPoisson(mean, size);
        long low = -1,
            high = (long)(mean + (5 * Math.Sqrt(mean + (mean * mean / size)))) + 5;
        while (!holds(high))
        {
            (low, high) = (high, high * 2);
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
