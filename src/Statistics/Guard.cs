using System.Runtime.CompilerServices;
using MathNet.Numerics.Distributions;

namespace Wardwise.Statistics;

/// <summary>What every public door of the library asks of its arguments.</summary>
internal static class Guard
{
    public static void Count(long value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);

    public static void Confidence(double value, [CallerArgumentExpression(nameof(value))] string? name = null) => Between(value, name);

    public static void Between(double value, string? name)
    {
        if (value is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "Between 0 and 1, neither included.");
        }
    }

    public static void Length(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value) || value <= 0)
        {
            throw new ArgumentOutOfRangeException(name, value, "A length of time above 0.");
        }
    }

    public static void Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value) || value <= 0)
        {
            throw new ArgumentOutOfRangeException(name, value, "A finite number above 0.");
        }
    }

    public static void Mean(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value) || value < 0)
        {
            throw new ArgumentOutOfRangeException(name, value, "A finite number, 0 or more.");
        }
    }

    public static void Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "A finite number.");
        }
    }

    public static void Phi(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value) || value < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, "1 or more: intervals widen for overdispersion and never shrink.");
        }
    }

    public static void SameLength(int length, int wanted, string name)
    {
        if (length != wanted)
        {
            throw new ArgumentOutOfRangeException(name, length, $"As long as the other: {wanted}.");
        }
    }

    /// <summary>The two-sided Student quantile: 2.228 for 0.95 with 10 degrees of freedom.</summary>
    public static double T(double confidence, double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, 0.5 + (confidence / 2));

    /// <summary>The two-sided standard normal quantile: 1.959964 for 0.95.</summary>
    public static double Z(double confidence) => Normal.InvCDF(0, 1, 0.5 + (confidence / 2));
}
