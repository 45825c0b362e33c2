using Wardwise.Statistics.Evaluation;

namespace Wardwise.Statistics.Pooling;

/// <summary>One record's effect on the log scale, and how sure it is. Below 0 is a fall.</summary>
public readonly record struct Effect
{
    /// <param name="estimate">Natural logarithm of a ratio, from -700 to 700: beyond, the ratio itself cannot be written down.</param>
    /// <param name="variance">Its variance, from 1e-12 to 1e12.</param>
    /// <exception cref="ArgumentOutOfRangeException">An estimate or variance outside those bounds, or not a number.</exception>
    public Effect(double estimate, double variance)
    {
        if (!(Math.Abs(estimate) <= 700))
        {
            throw new ArgumentOutOfRangeException(nameof(estimate), estimate, "The logarithm of a ratio, from -700 to 700.");
        }

        if (variance is not (>= 1e-12 and <= 1e12))
        {
            throw new ArgumentOutOfRangeException(nameof(variance), variance, "A variance from 1e-12 to 1e12.");
        }

        (Estimate, Variance) = (estimate, variance);
    }

    private Effect((double Estimate, double Variance) unbounded) => (Estimate, Variance) = unbounded;

    /// <summary>An effect worked out from others, which may lie outside the bounds of a record.</summary>
    internal static Effect Derived(double estimate, double variance) => new((estimate, variance));

    /// <summary>Natural logarithm of a ratio.</summary>
    public double Estimate { get; }

    /// <summary>Its variance.</summary>
    public double Variance { get; }

    /// <summary>The log relative rate of a place against a comparison; null when the place or the comparison had none.</summary>
    /// <param name="counts">0 or more each; a half is added to all four when one is 0.</param>
    /// <param name="phi">How much more than Poisson they vary, 1 or more.</param>
    /// <param name="drift">How places drift of their own, tau on the log scale.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a phi under 1, a negative drift.</exception>
    public static Effect? RelativeRate(in FourCounts counts, double phi = 1, double drift = 0) =>
        Evaluation.RelativeRate.TryLog(counts, out var log, out var variance, phi, drift) ? new(log, variance) : null;

    /// <summary>The log risk ratio of two groups; a half is added to all four counts when one is 0. Null when a group is empty or nobody
    /// had the event.</summary>
    /// <remarks>The same as metafor::escalc(measure = "RR").</remarks>
    /// <param name="events">In the group treated, 0 or more.</param>
    /// <param name="without">In the group treated without the event.</param>
    /// <param name="comparisonEvents">In the comparison group.</param>
    /// <param name="comparisonWithout">In the comparison group without the event.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static Effect? RiskRatio(long events, long without, long comparisonEvents, long comparisonWithout) =>
        Halved(events, without, comparisonEvents, comparisonWithout) is var (a, b, c, d)
            ? new(Math.Log(a / (a + b)) - Math.Log(c / (c + d)), (1 / a) - (1 / (a + b)) + (1 / c) - (1 / (c + d)))
            : null;

    /// <summary>The log odds ratio of two groups; a half is added to all four counts when one is 0. Null when a group is empty or nobody
    /// had the event.</summary>
    /// <remarks>The same as metafor::escalc(measure = "OR").</remarks>
    /// <inheritdoc cref="RiskRatio"/>
    public static Effect? OddsRatio(long events, long without, long comparisonEvents, long comparisonWithout) =>
        Halved(events, without, comparisonEvents, comparisonWithout) is var (a, b, c, d)
            ? new(Math.Log(a * d / (b * c)), (1 / a) + (1 / b) + (1 / c) + (1 / d))
            : null;

    private static (double A, double B, double C, double D)? Halved(long a, long b, long c, long d)
    {
        Guard.Count(a);
        Guard.Count(b);
        Guard.Count(c);
        Guard.Count(d);
        if (a + b == 0 || c + d == 0 || a + c == 0)
        {
            return null;
        }

        var half = a == 0 || b == 0 || c == 0 || d == 0 ? 0.5 : 0;
        return (a + half, b + half, c + half, d + half);
    }

    internal static void Check(ReadOnlySpan<Effect> effects, string name)
    {
        foreach (var effect in effects)
        {
            Guard.Positive(effect.Variance, name);
        }
    }
}
