namespace Wardwise.Statistics.Pooling;

/// <summary>One term of a meta-regression.</summary>
/// <param name="Estimate">The coefficient.</param>
/// <param name="StandardError">Of the coefficient.</param>
/// <param name="Interval">Of the coefficient.</param>
/// <param name="PValue">Two-sided.</param>
public readonly record struct RegressionTerm(double Estimate, double StandardError, Interval Interval, double PValue);

/// <summary>How effects go with something measured on each record.</summary>
/// <param name="Terms">The constant first, then one a moderator. Empty when there is no fit.</param>
/// <param name="Tau2">The spread left over.</param>
/// <param name="Tau2Error">Its standard error.</param>
/// <param name="R2">How much of the spread the moderators explain, in points, floor 0.</param>
/// <param name="QM">The test of all moderators.</param>
/// <param name="QMPValue">Its p on chi-squared, one degree a moderator.</param>
/// <param name="QE">The test of the spread left over.</param>
/// <param name="QEPValue">Its p.</param>
/// <param name="Enough">Whether there are the ten records without which it should not be shown.</param>
public sealed record MetaRegressionResult(
    IReadOnlyList<RegressionTerm> Terms,
    Figure Tau2,
    Figure Tau2Error,
    Figure R2,
    Figure QM,
    Figure QMPValue,
    Figure QE,
    Figure QEPValue,
    bool Enough
);

/// <summary>Effects explained by what the records are like.</summary>
public static class MetaRegression
{
    /// <summary>Records it needs before it should be shown.</summary>
    public const int Fewest = 10;

    /// <summary>Regresses effects on moderators, with a spread left over.</summary>
    /// <remarks>S. G. Thompson, J. P. T. Higgins, Statistics in Medicine 21 (2002) 1559-1573; R squared by S. W. Raudenbush; the same as
    /// metafor::rma(yi, vi, mods).</remarks>
    /// <param name="effects">More than there are terms.</param>
    /// <param name="moderators">One list a moderator, one value a record.</param>
    /// <param name="method">REML, DerSimonian and Laird's moments, or fixed.</param>
    /// <param name="error">Hartung and Knapp's error scales all terms, with t; the normal is metafor's default.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Each figure, or the reason why it cannot be had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No moderator, not one value a record, a value that is not finite, Paule and Mandel's
    /// method, a confidence outside 0 to 1.</exception>
    public static MetaRegressionResult Fit(
        ReadOnlySpan<Effect> effects,
        IReadOnlyList<double[]> moderators,
        PoolingMethod method = PoolingMethod.Reml,
        PooledError error = PooledError.HartungKnappFloored,
        double confidence = 0.95
    )
    {
        Effect.Check(effects, nameof(effects));
        ArgumentOutOfRangeException.ThrowIfZero(moderators.Count, nameof(moderators));
        ArgumentOutOfRangeException.ThrowIfEqual((int)method, (int)PoolingMethod.PauleMandel, nameof(method));
        Guard.Confidence(confidence);
        var columns = new List<double[]> { Enumerable.Repeat(1.0, effects.Length).ToArray() };
        foreach (var moderator in moderators)
        {
            Guard.SameLength(moderator.Length, effects.Length, nameof(moderators));
            foreach (var value in moderator)
            {
                Guard.Finite(value, nameof(moderators));
            }

            columns.Add(moderator);
        }

        var (k, p) = (effects.Length, columns.Count);
        var enough = k >= Fewest;
        var fit = k > p ? Solve(effects, columns, method) : null;
        if (fit is null)
        {
            var none = Figure.None(k > p ? "the moderators cannot be told apart in these records" : "more terms than records");
            return new([], none, none, none, none, none, none, none, enough);
        }

        double scale = error switch
        {
            PooledError.Normal => 1,
            PooledError.HartungKnapp => fit.Residual / (k - p),
            _ => Math.Max(1, fit.Residual / (k - p)),
        };
        var reach = error == PooledError.Normal ? Guard.Z(confidence) : Guard.T(confidence, k - p);
        var terms = new RegressionTerm[p];
        for (var j = 0; j < p; j++)
        {
            var (at, sure) = (fit.Coefficients[j], Math.Sqrt(scale * fit.Covariance[j, j]));
            var statistic = sure > 0 ? at / sure : 0;
            terms[j] = new(
                at,
                sure,
                new(at - (reach * sure), at + (reach * sure)),
                error == PooledError.Normal ? Tails.TwoSidedNormal(statistic) : Tails.TwoSidedStudent(statistic, k - p)
            );
        }

        var moderated = new double[p - 1, p - 1];
        for (var i = 1; i < p; i++)
        {
            for (var j = 1; j < p; j++)
            {
                moderated[i - 1, j - 1] = fit.Covariance[i, j];
            }
        }

        var inverse = PositiveDefinite.Inverse(moderated);
        var qm = inverse is null
            ? Figure.None("the moderators cannot be told apart")
            : PositiveDefinite.Quadratic(inverse, fit.Coefficients.AsSpan(1));
        var qe = Solve(effects, columns, PoolingMethod.Fixed)!.Residual;
        var random = method != PoolingMethod.Fixed;
        var assumed = Figure.None("one true effect is assumed");
        var without = random ? BetweenVariance.Find(effects, method).Tau2 : 0;
        var r2 =
            !random ? assumed
            : without == 0 ? Figure.None("there is no spread to explain")
            : 100 * Math.Max(0, (without - fit.Tau2) / without);
        return new(
            terms,
            random ? fit.Tau2 : assumed,
            random ? Figure.OrNone(fit.Tau2Error, "the records are too unlike in size") : assumed,
            r2,
            qm,
            qm.Then(q => Tails.ChiSquared(q, p - 1)),
            qe,
            Tails.ChiSquared(qe, k - p),
            enough
        );
    }

    /// <summary>Coefficients by weighted least squares at the spread left over; null when columns cannot be told apart.</summary>
    internal static Solution? Solve(ReadOnlySpan<Effect> effects, IReadOnlyList<double[]> columns, PoolingMethod method)
    {
        if (At(effects, columns, 0) is not { } start)
        {
            return null;
        }

        var freedom = effects.Length - columns.Count;
        if (method == PoolingMethod.Fixed || freedom < 1)
        {
            return start;
        }

        var tau2 = Math.Max(0, (start.Residual - freedom) / start.TraceP);
        if (method == PoolingMethod.DerSimonianLaird)
        {
            var error = Math.Sqrt((2 * freedom) + (4 * tau2 * start.TraceP) + (2 * tau2 * tau2 * start.TracePP)) / start.TraceP;
            return At(effects, columns, tau2)! with { Tau2Error = error };
        }

        var at = At(effects, columns, tau2)!;
        var (damping, before) = (1.0, 0.0);
        for (var step = 0; step < 1000; step++)
        {
            var move = (at.SquaredResidual - at.TraceP) / at.TracePP;
            if (!double.IsFinite(move))
            {
                break;
            }

            damping = move * before < 0 ? damping * 0.7 : Math.Min(1, damping * 1.2);
            before = move;
            var next = Math.Max(0, tau2 + (damping * move));
            var moved = Math.Abs(next - tau2);
            tau2 = next;
            at = At(effects, columns, tau2)!;
            if (moved <= 1e-13 * (tau2 + (1 / start.TraceP)))
            {
                break;
            }
        }

        return at with
        {
            Tau2Error = Math.Sqrt(2 / at.TracePP),
        };
    }

    private static Solution? At(ReadOnlySpan<Effect> effects, IReadOnlyList<double[]> columns, double tau2)
    {
        var (w, w2, w3) = (new double[effects.Length], new double[effects.Length], new double[effects.Length]);
        double sum = 0,
            squares = 0;
        for (var i = 0; i < w.Length; i++)
        {
            w[i] = 1 / (effects[i].Variance + tau2);
            (w2[i], w3[i]) = (w[i] * w[i], w[i] * w[i] * w[i]);
            (sum, squares) = (sum + w[i], squares + w2[i]);
        }

        if (PositiveDefinite.Inverse(PositiveDefinite.Cross(columns, w)) is not { } inverse)
        {
            return null;
        }

        var right = new double[columns.Count];
        for (var j = 0; j < right.Length; j++)
        {
            for (var i = 0; i < w.Length; i++)
            {
                right[j] += columns[j][i] * w[i] * effects[i].Estimate;
            }
        }

        var coefficients = PositiveDefinite.Times(inverse, right);
        double residual = 0,
            squared = 0;
        for (var i = 0; i < w.Length; i++)
        {
            var off = effects[i].Estimate;
            for (var j = 0; j < right.Length; j++)
            {
                off -= coefficients[j] * columns[j][i];
            }

            residual += w[i] * off * off;
            squared += w2[i] * off * off;
        }

        var second = PositiveDefinite.Product(inverse, PositiveDefinite.Cross(columns, w2));
        var third = PositiveDefinite.Product(inverse, PositiveDefinite.Cross(columns, w3));
        return new(
            coefficients,
            inverse,
            residual,
            squared,
            sum - Trace(second),
            squares - (2 * Trace(third)) + Trace(PositiveDefinite.Product(second, second)),
            tau2,
            0
        );
    }

    private static double Trace(double[,] matrix)
    {
        double sum = 0;
        for (var i = 0; i < matrix.GetLength(0); i++)
        {
            sum += matrix[i, i];
        }

        return sum;
    }

    internal sealed record Solution(
        double[] Coefficients,
        double[,] Covariance,
        double Residual,
        double SquaredResidual,
        double TraceP,
        double TracePP,
        double Tau2,
        double Tau2Error
    );
}
