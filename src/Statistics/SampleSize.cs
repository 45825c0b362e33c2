using MathNet.Numerics.Distributions;

namespace Wardwise.Statistics;

/// <summary>How many people to ask, before anybody is asked.</summary>
public static class SampleSize
{
    /// <summary>People to ask in each of two surveys, so that a change from one share to another would be seen.</summary>
    /// <remarks>
    /// J. L. Fleiss, B. Levin, M. C. Paik, "Statistical Methods for Rates and Proportions", 3rd ed. (2003), section 4.2, without the
    /// correction for continuity, as R's
    /// <c>power.prop.test</c>: (z[alpha/2] root(2 p q) + z[power] root(p1 q1 + p2 q2))^2 / (p2 - p1)^2, with p the mean of the two shares.
    /// </remarks>
    /// <param name="before">The share in the first, from 0 to 1.</param>
    /// <param name="after">The share in the second, from 0 to 1.</param>
    /// <param name="power">The chance of seeing the change, between 0 and 1; 0.8 by default.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>People, not rounded: round up to plan. Or the reason why there is no number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share outside 0 to 1, or a power or confidence that is not between them.</exception>
    public static Figure OfEach(double before, double after, double power = 0.8, double confidence = 0.95)
    {
        Share(before, nameof(before));
        Share(after, nameof(after));
        Guard.Between(power, nameof(power));
        Guard.Confidence(confidence);
        var change = after - before;
        if (change == 0)
        {
            return Figure.None("there is no change to see");
        }

        var mean = (before + after) / 2;
        var root =
            (Guard.Z(confidence) * Math.Sqrt(2 * mean * (1 - mean)))
            + (Normal.InvCDF(0, 1, power) * Math.Sqrt((before * (1 - before)) + (after * (1 - after))));
        return Figure.OrNone(root / change * (root / change), "the change is too small to be seen");
    }

    private static void Share(double value, string name)
    {
        if (value is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "A share from 0 to 1.");
        }
    }
}
