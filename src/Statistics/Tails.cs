using MathNet.Numerics;

namespace Wardwise.Statistics;

/// <summary>Chances beyond a value, worked out as such: one minus the chance below it is 0 where these still have their digits.</summary>
public static class Tails
{
    /// <summary>The chance that a standard normal exceeds <paramref name="z"/>.</summary>
    public static double Normal(double z) => SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2;

    /// <summary>The two-sided p of a standard normal <paramref name="z"/>.</summary>
    public static double TwoSidedNormal(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>The two-sided p of a Student <paramref name="t"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom of 0 or less.</exception>
    public static double TwoSidedStudent(double t, double degreesOfFreedom)
    {
        Guard.Positive(degreesOfFreedom);
        return t == 0 ? 1 : SpecialFunctions.BetaRegularized(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + (t * t)));
    }

    /// <summary>The chance that a chi-squared exceeds <paramref name="x"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom of 0 or less.</exception>
    public static double ChiSquared(double x, double degreesOfFreedom)
    {
        Guard.Positive(degreesOfFreedom);
        return x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2, x / 2);
    }

    /// <summary>The chance of <paramref name="count"/> or more from a Poisson.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A mean that is negative or not finite.</exception>
    public static double PoissonAtLeast(long count, double mean)
    {
        Guard.Mean(mean);
        return count <= 0 ? 1
            : mean == 0 ? 0
            : SpecialFunctions.GammaLowerRegularized(count, mean);
    }

    /// <summary>The chance of <paramref name="count"/> or fewer from a Poisson.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A mean that is negative or not finite.</exception>
    public static double PoissonAtMost(long count, double mean)
    {
        Guard.Mean(mean);
        return count < 0 ? 0
            : mean == 0 ? 1
            : SpecialFunctions.GammaUpperRegularized(count + 1.0, mean);
    }

    /// <summary>The chance of exactly <paramref name="count"/> from a Poisson.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A mean that is negative or not finite.</exception>
    public static double PoissonExactly(long count, double mean)
    {
        Guard.Mean(mean);
        return count < 0 ? 0
            : mean == 0 ? (count == 0 ? 1 : 0)
            : Math.Exp((count * Math.Log(mean)) - mean - SpecialFunctions.GammaLn(count + 1.0));
    }
}
