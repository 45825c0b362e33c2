namespace Wardwise.Statistics.Pooling;

/// <summary>How the error of a pooled effect is worked out.</summary>
public enum PooledError
{
    /// <summary>Hartung and Knapp's error or the ordinary one, whichever is larger, with t(k-1). The default: without the floor, few
    /// records that agree look far too sure.</summary>
    HartungKnappFloored,

    /// <summary>Hartung and Knapp's error with t(k-1), as metafor's test = "knha". For comparison: three agreeing records may give an
    /// interval 23 times too narrow.</summary>
    HartungKnapp,

    /// <summary>The ordinary error with the normal, as metafor's default.</summary>
    Normal,
}

/// <summary>Which of the intervals for a new place is meant: all are in use.</summary>
public enum PredictionMethod
{
    /// <summary>Student's t with k - 2 degrees of freedom (Higgins, Thompson and Spiegelhalter 2009). The default.</summary>
    StudentKMinusTwo,

    /// <summary>Student's t with k - 1.</summary>
    StudentKMinusOne,

    /// <summary>The normal.</summary>
    Normal,
}

/// <summary>What several records say together.</summary>
/// <param name="Count">How many records (k).</param>
/// <param name="Method">How the spread was estimated.</param>
/// <param name="Error">How the error was worked out.</param>
/// <param name="Estimate">The mean effect on the log scale.</param>
/// <param name="StandardError">Of the mean.</param>
/// <param name="Interval">Of the mean.</param>
/// <param name="Statistic">Mean over error.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Ratio">The mean as a ratio.</param>
/// <param name="RatioInterval">Of the ratio.</param>
/// <param name="Tau2">The variance of true effects between records.</param>
/// <param name="Tau2Error">Its standard error.</param>
/// <param name="Q">Cochran's Q.</param>
/// <param name="QPValue">The p that there is no spread.</param>
/// <param name="I2FromQ">I squared of Higgins and Thompson, 100 (Q - (k-1)) / Q, floor 0.</param>
/// <param name="I2FromTau2">I squared as metafor prints it, 100 tau2 / (tau2 + typical variance): the same only for DerSimonian and
/// Laird.</param>
/// <param name="H2">1 + tau2 over the typical variance.</param>
/// <param name="Confidence">Of the intervals.</param>
public sealed record PooledEffect(
    int Count,
    PoolingMethod Method,
    PooledError Error,
    Figure Estimate,
    Figure StandardError,
    Interval Interval,
    Figure Statistic,
    Figure PValue,
    Figure Ratio,
    Interval RatioInterval,
    Figure Tau2,
    Figure Tau2Error,
    Figure Q,
    Figure QPValue,
    Figure I2FromQ,
    Figure I2FromTau2,
    Figure H2,
    double Confidence
)
{
    /// <summary>The ordinary standard error, the root of 1 / sum of weights: what the chances for a new place are worked out
    /// from.</summary>
    internal double OrdinaryError { get; init; }

    /// <summary>Where the effect of a new place lies.</summary>
    /// <remarks>
    /// J. P. T. Higgins, S. G. Thompson, D. J. Spiegelhalter, JRSS A 172 (2009) 137-159: mean +/- t times the root of tau2 + error^2. Three
    /// definitions are in use: see
    /// <see cref="PredictionMethod"/>. What to show is for <see cref="Showing"/>: only from five records.
    /// </remarks>
    /// <returns>On the log scale; or the reason why there is none.</returns>
    public Interval Prediction(PredictionMethod method = PredictionMethod.StudentKMinusTwo)
    {
        var freedom = method switch
        {
            PredictionMethod.StudentKMinusTwo => Count - 2,
            PredictionMethod.StudentKMinusOne => Count - 1,
            _ => int.MaxValue,
        };
        if (Estimate.Value is not { } mean || StandardError.Value is not { } error || Tau2.Value is not { } tau2)
        {
            return Interval.None(Tau2.Reason ?? Estimate.Reason ?? "there is no pooled effect");
        }

        if (freedom < 1)
        {
            return Interval.None("too few records to say where a new place would lie");
        }

        var reach =
            (method == PredictionMethod.Normal ? Guard.Z(Confidence) : Guard.T(Confidence, freedom)) * Math.Sqrt(tau2 + (error * error));
        return new(mean - reach, mean + reach);
    }

    /// <summary>The chance that a new place has a fall of at least this much.</summary>
    /// <remarks>By the normal with variance tau2 + (ordinary error)^2.</remarks>
    /// <param name="by">0 for any fall, 0.2 for a fall of 20 in 100; 0 or more and under 1.</param>
    /// <returns>A probability, or the reason why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A fall outside 0 to 1.</exception>
    public Figure ChanceOfFall(double by = 0)
    {
        if (by is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(by), by, "From 0 up to but not including 1.");
        }

        return Estimate.Value is { } mean && Tau2.Value is { } tau2
            ? Tails.Normal((mean - Math.Log(1 - by)) / Math.Sqrt(tau2 + (OrdinaryError * OrdinaryError)))
            : Figure.None(Tau2.Reason ?? Estimate.Reason ?? "there is no pooled effect");
    }
}
