namespace Wardwise.Statistics.Pooling;

/// <summary>Whether small records tell another story than large ones.</summary>
/// <param name="Intercept">How far small records lean, in standard errors: below 0 to falls.</param>
/// <param name="StandardError">Of that.</param>
/// <param name="T">Intercept over error.</param>
/// <param name="PValue">Two-sided, t(k-2).</param>
/// <param name="Enough">Whether there are the ten records without which it should not be shown.</param>
public sealed record EggerResult(Figure Intercept, Figure StandardError, Figure T, Figure PValue, bool Enough);

/// <summary>The pooled effect after the records that seem to be missing are put back as mirror images.</summary>
/// <param name="Missing">How many.</param>
/// <param name="OnTheRight">Whether they are missing among effects above the mean (poor results), rather than below.</param>
/// <param name="Filled">The pooled effect with them.</param>
/// <param name="Enough">Whether there are the ten records without which it should not be shown.</param>
public sealed record TrimAndFillResult(int Missing, bool OnTheRight, PooledEffect Filled, bool Enough);

/// <summary>Signs that records of failures were never written.</summary>
public static class MissingRecords
{
    /// <summary>Records needed before any of it should be shown.</summary>
    public const int Fewest = 10;

    /// <summary>Egger's test.</summary>
    /// <remarks>M. Egger, G. Davey Smith, M. Schneider, C. Minder, BMJ 315 (1997) 629-634; the same as metafor::regtest(model =
    /// "lm").</remarks>
    /// <param name="effects">Three or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An effect without a variance.</exception>
    public static EggerResult Egger(ReadOnlySpan<Effect> effects)
    {
        Effect.Check(effects, nameof(effects));
        var enough = effects.Length >= Fewest;
        // Effect on its standard error with weights 1/v: the coefficient of the error is the intercept of the usual picture.
        var errors = new double[effects.Length];
        for (var i = 0; i < errors.Length; i++)
        {
            errors[i] = Math.Sqrt(effects[i].Variance);
        }

        var fit =
            effects.Length < 3
                ? null
                : MetaRegression.Solve(
                    effects,
                    [
                        [.. errors.Select(_ => 1.0)],
                        errors,
                    ],
                    PoolingMethod.Fixed
                );
        if (fit is null)
        {
            var none = Figure.None(effects.Length < 3 ? "this needs at least three records" : "all records are equally sure");
            return new(none, none, none, none, enough);
        }

        var freedom = effects.Length - 2;
        var error = Math.Sqrt(fit.Covariance[1, 1] * fit.Residual / freedom);
        var t =
            error > 0 ? Figure.OrNone(fit.Coefficients[1] / error, "the records lie on a line") : Figure.None("the records lie on a line");
        return new(fit.Coefficients[1], error, t, t.Then(value => Tails.TwoSidedStudent(value, freedom)), enough);
    }

    /// <summary>Trim and fill, by the estimator L0.</summary>
    /// <remarks>S. Duval, R. Tweedie, Biometrics 56 (2000) 455-463; the same as metafor::trimfill, which finds the side from the slope on
    /// the standard error.</remarks>
    /// <param name="effects">Three or more.</param>
    /// <param name="method">REML, DerSimonian and Laird's moments, or fixed.</param>
    /// <param name="error">How the error is worked out.</param>
    /// <returns>The result, or null under three records or when all are equally sure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An effect without a variance, or Paule and Mandel's method.</exception>
    public static TrimAndFillResult? TrimAndFill(
        ReadOnlySpan<Effect> effects,
        PoolingMethod method = PoolingMethod.Reml,
        PooledError error = PooledError.HartungKnappFloored
    )
    {
        Effect.Check(effects, nameof(effects));
        ArgumentOutOfRangeException.ThrowIfEqual((int)method, (int)PoolingMethod.PauleMandel, nameof(method));
        var k = effects.Length;
        var errors = new double[k];
        for (var i = 0; i < k; i++)
        {
            errors[i] = Math.Sqrt(effects[i].Variance);
        }

        if (
            k < 3
            || MetaRegression.Solve(
                effects,
                [
                    [.. errors.Select(_ => 1.0)],
                    errors,
                ],
                method
            )
                is not { } slope
        )
        {
            return null;
        }

        // Turned so that the missing ones are on the left: those to trim are the largest.
        var right = slope.Coefficients[1] < 0;
        var turned = effects
            .ToArray()
            .Select(e => new Effect(right ? -e.Estimate : e.Estimate, e.Variance))
            .OrderBy(e => e.Estimate)
            .ToArray();
        int missing = 0,
            last = -1;
        double mean = 0;
        for (var round = 0; round < 100 && missing != last; round++)
        {
            last = missing;
            mean = Pool.Effects(turned.AsSpan(0, Math.Max(1, k - missing)), method, PooledError.Normal).Estimate.Value!.Value;
            var ranks = turned.Select((e, i) => (Off: e.Estimate - mean, i)).OrderBy(x => Math.Abs(x.Off)).ThenBy(x => x.i).ToArray();
            double sum = 0;
            for (var rank = 1; rank <= k; rank++)
            {
                sum += ranks[rank - 1].Off > 0 ? rank : 0;
            }

            missing = Math.Clamp((int)Math.Round(((4 * sum) - (k * (k + 1.0))) / ((2 * k) - 1), MidpointRounding.ToEven), 0, k - 1);
        }

        var filled = effects.ToArray().ToList();
        for (var i = k - missing; i < k; i++)
        {
            var mirror = (2 * mean) - turned[i].Estimate;
            filled.Add(Effect.Derived(right ? -mirror : mirror, turned[i].Variance));
        }

        return new(missing, right, Pool.Effects([.. filled], method, error), k >= Fewest);
    }
}
