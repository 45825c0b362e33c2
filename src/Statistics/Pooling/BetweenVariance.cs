using MathNet.Numerics.Distributions;

namespace Wardwise.Statistics.Pooling;

/// <summary>How the spread of true effects between records is estimated.</summary>
public enum PoolingMethod
{
    /// <summary>Restricted maximum likelihood. The default.</summary>
    Reml,

    /// <summary>DerSimonian and Laird's moments.</summary>
    DerSimonianLaird,

    /// <summary>Paule and Mandel's moments.</summary>
    PauleMandel,

    /// <summary>One true effect, no spread.</summary>
    Fixed,
}

/// <summary>The variance of true effects between records (tau squared).</summary>
public static class BetweenVariance
{
    /// <summary>Tau squared and its standard error.</summary>
    /// <remarks>
    /// R. DerSimonian, N. Laird, Controlled Clinical Trials 7 (1986) 177-188; R. C. Paule, J. Mandel, J. Research NBS 87 (1982) 377-385; W.
    /// Viechtbauer, J. Educational and Behavioral Statistics 30 (2005) 261-293 for REML by Fisher scoring and for the standard errors,
    /// which are those of metafor 3.8.
    /// </remarks>
    /// <param name="effects">Two or more; with fewer there is no spread to see.</param>
    /// <param name="method">The estimator.</param>
    /// <returns>Tau squared, 0 or more, and its standard error; or the reason why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An effect without a variance.</exception>
    public static (Figure Tau2, Figure StandardError) Estimate(ReadOnlySpan<Effect> effects, PoolingMethod method = PoolingMethod.Reml)
    {
        Effect.Check(effects, nameof(effects));
        if (method == PoolingMethod.Fixed || effects.Length < 2)
        {
            var none = Figure.None(method == PoolingMethod.Fixed ? "one true effect is assumed" : "one record has no spread");
            return (none, none);
        }

        var (tau2, error) = Find(effects, method);
        return (Figure.OrNone(tau2, "the records are too unlike in size"), Figure.OrNone(error, "the records are too unlike in size"));
    }

    /// <summary>The interval of tau squared by the Q-profile.</summary>
    /// <remarks>W. Viechtbauer, "Confidence intervals for the amount of heterogeneity in meta-analysis", Statistics in Medicine 26 (2007)
    /// 37-52.</remarks>
    /// <param name="effects">Two or more.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>0 or more each. Both are 0 when the effects agree better than chance would have them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An effect without a variance, or a confidence outside 0 to 1.</exception>
    public static Interval QProfile(ReadOnlySpan<Effect> effects, double confidence = 0.95)
    {
        Effect.Check(effects, nameof(effects));
        Guard.Confidence(confidence);
        if (effects.Length < 2)
        {
            return Interval.None("one record has no spread");
        }

        var tail = (1 - confidence) / 2;
        double freedom = effects.Length - 1;
        const string Beyond = "too wide to write down";
        return Interval.OrNone(
            WhereQIs(effects, ChiSquared.InvCDF(freedom, 1 - tail)),
            WhereQIs(effects, ChiSquared.InvCDF(freedom, tail)),
            Beyond
        );
    }

    internal static (double Tau2, double Error) Find(ReadOnlySpan<Effect> effects, PoolingMethod method)
    {
        var sums = new Sums(effects, 0);
        double k = effects.Length;
        var moments = Math.Max(0, (sums.Q - (k - 1)) / sums.TraceP);
        switch (method)
        {
            case PoolingMethod.DerSimonianLaird:
                var variance = (2 * (k - 1)) + (4 * moments * sums.TraceP) + (2 * moments * moments * sums.TracePP);
                return (moments, Math.Sqrt(variance) / sums.TraceP);
            case PoolingMethod.PauleMandel:
                var tau2 = WhereQIs(effects, k - 1);
                return (tau2, Math.Sqrt(2 * k * k / (k - 1)) / new Sums(effects, tau2).W);
            default:
                return Reml(effects, moments);
        }
    }

    private static (double Tau2, double Error) Reml(ReadOnlySpan<Effect> effects, double tau2)
    {
        var at = new Sums(effects, tau2);
        var (damping, before) = (1.0, 0.0);
        for (var step = 0; step < 1000; step++)
        {
            var move = (at.SquaredResiduals - at.TraceP) / at.TracePP;
            // Steps that turn about overshoot: shorten them.
            damping = move * before < 0 ? damping * 0.7 : Math.Min(1, damping * 1.2);
            var next = Math.Max(0, tau2 + (damping * move));
            before = move;
            var moved = Math.Abs(next - tau2);
            tau2 = next;
            at = new Sums(effects, tau2);
            if (moved <= 1e-13 * (tau2 + at.Typical))
            {
                break;
            }
        }

        return (tau2, Math.Sqrt(2 / at.TracePP));
    }

    /// <summary>The tau squared at which Q with weights 1/(v + tau squared) has this value; 0 when Q is below it from the start. Newton's
    /// steps rise from 0, Q being convex.</summary>
    private static double WhereQIs(ReadOnlySpan<Effect> effects, double target)
    {
        double tau2 = 0;
        for (var step = 0; step < 500; step++)
        {
            var at = new Sums(effects, tau2);
            var move = (at.Q - target) / at.SquaredResiduals;
            if (!(move > 1e-15 * (tau2 + at.Typical)))
            {
                break;
            }

            tau2 += move;
        }

        return tau2;
    }
}

/// <summary>The sums that pooling turns on, with weights 1/(v + tau squared).</summary>
internal readonly ref struct Sums
{
    public Sums(ReadOnlySpan<Effect> effects, double tau2)
    {
        // The traces are sums over pairs of records, all above 0: the usual differences lose every digit when one record outweighs the
        // rest.
        double w = 0,
            w2 = 0,
            wy = 0,
            pairs = 0,
            squaredPairs = 0;
        foreach (var effect in effects)
        {
            var weight = 1 / (effect.Variance + tau2);
            pairs += weight * w;
            squaredPairs += weight * weight * w2;
            w += weight;
            w2 += weight * weight;
            wy += weight * effect.Estimate;
        }

        Mean = wy / w;
        double q = 0,
            squared = 0,
            diagonal = 0;
        foreach (var effect in effects)
        {
            var weight = 1 / (effect.Variance + tau2);
            var off = effect.Estimate - Mean;
            var own = weight * (w - weight) / w;
            q += weight * off * off;
            squared += weight * weight * off * off;
            diagonal += own * own;
        }

        (W, Q, SquaredResiduals) = (w, q, squared);
        TraceP = 2 * pairs / w;
        TracePP = diagonal + (2 * squaredPairs / (w * w));
        Typical = effects.Length / w;
    }

    public double W { get; }

    public double Mean { get; }

    public double Q { get; }

    /// <summary>The sum of squared weights times squared residuals.</summary>
    public double SquaredResiduals { get; }

    public double TraceP { get; }

    public double TracePP { get; }

    public double Typical { get; }
}
