namespace Wardwise.Statistics.Pooling;

/// <summary>What several records of the same kind of response say together.</summary>
public static class Pool
{
    /// <summary>The mean effect of records, their spread, and how sure both are.</summary>
    /// <remarks>
    /// J. Hartung, G. Knapp, Statistics in Medicine 20 (2001) 3875-3889 for the error; its floor by C. Roever, G. Knapp, T. Friede, BMC
    /// Medical Research Methodology 15:99 (2015). J. P. T. Higgins, S. G. Thompson, Statistics in Medicine 21 (2002) 1539-1558 for I
    /// squared. One independent effect a record, from comparable designs; never pool Cohen's d.
    /// </remarks>
    /// <param name="effects">One record gives its own interval and no spread; none gives reasons only.</param>
    /// <param name="method">How the spread is estimated.</param>
    /// <param name="error">How the error is worked out. For one record, and for a fixed effect, the ordinary one is meant.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Each figure, or the reason why it cannot be had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An effect without a variance, or a confidence outside 0 to 1.</exception>
    public static PooledEffect Effects(
        ReadOnlySpan<Effect> effects,
        PoolingMethod method = PoolingMethod.Reml,
        PooledError error = PooledError.HartungKnappFloored,
        double confidence = 0.95
    )
    {
        Effect.Check(effects, nameof(effects));
        Guard.Confidence(confidence);
        var k = effects.Length;
        if (k == 0)
        {
            var none = Figure.None("there is no record");
            var neither = Interval.None("there is no record");
            return new(
                0,
                method,
                error,
                none,
                none,
                neither,
                none,
                none,
                none,
                neither,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                confidence
            );
        }

        var single = Figure.None(k < 2 ? "one record has no spread" : "one true effect is assumed");
        var random = k > 1 && method != PoolingMethod.Fixed;
        var (tau2, tauError) = random ? BetweenVariance.Find(effects, method) : (0, 0);
        var apart = new Sums(effects, 0);
        var sums = random ? new Sums(effects, tau2) : apart;
        var ordinary = Math.Sqrt(1 / sums.W);
        error = random ? error : PooledError.Normal;
        var scaled = random ? ordinary * Math.Sqrt(sums.Q / (k - 1)) : ordinary;
        var used = error switch
        {
            PooledError.Normal => ordinary,
            PooledError.HartungKnapp => scaled,
            _ => Math.Max(ordinary, scaled),
        };
        var reach = used * (error == PooledError.Normal ? Guard.Z(confidence) : Guard.T(confidence, k - 1));
        var statistic =
            used > 0
                ? Figure.OrNone(sums.Mean / used, "the records agree to the last digit")
                : Figure.None("the records agree to the last digit");
        var p = statistic.Then(t => error == PooledError.Normal ? Tails.TwoSidedNormal(t) : Tails.TwoSidedStudent(t, k - 1));
        const string TooWide = "the range is too wide to write down";
        var interval = new Interval(sums.Mean - reach, sums.Mean + reach);
        // Variance of a typical record, so that I squared has something to be compared with.
        var typical = k > 1 ? (k - 1) / apart.TraceP : 0;
        return new(
            k,
            method,
            error,
            sums.Mean,
            used,
            interval,
            statistic,
            p,
            Figure.OrNone(Math.Exp(sums.Mean), TooWide),
            Interval.OrNone(Math.Exp(sums.Mean - reach), Math.Exp(sums.Mean + reach), TooWide),
            random ? tau2 : single,
            random ? Figure.OrNone(tauError, TooWide) : single,
            k > 1 ? apart.Q : single,
            k > 1 ? Tails.ChiSquared(apart.Q, k - 1) : single,
            k > 1 ? (apart.Q > 0 ? 100 * Math.Max(0, (apart.Q - (k - 1)) / apart.Q) : 0) : single,
            random ? 100 * tau2 / (tau2 + typical) : single,
            random ? 1 + (tau2 / typical) : single,
            confidence
        )
        {
            OrdinaryError = ordinary,
        };
    }

    /// <summary>Each record's effect drawn to the mean, the more the less sure it is (best linear unbiased predictions).</summary>
    /// <remarks>S. W. Raudenbush, A. S. Bryk, J. Educational Statistics 10 (1985) 75-98; the same as metafor::blup.</remarks>
    /// <param name="effects">Two or more.</param>
    /// <param name="method">How the spread is estimated.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default, by the normal.</param>
    /// <returns>One prediction a record, in order; empty under two records or with a fixed effect.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An effect without a variance, or a confidence outside 0 to 1.</exception>
    public static IReadOnlyList<ShrunkEffect> Shrunk(
        ReadOnlySpan<Effect> effects,
        PoolingMethod method = PoolingMethod.Reml,
        double confidence = 0.95
    )
    {
        var pooled = Effects(effects, method, PooledError.Normal, confidence);
        if (pooled.Tau2.Value is not { } tau2)
        {
            return [];
        }

        var (mean, error) = (pooled.Estimate.Value!.Value, pooled.OrdinaryError);
        var z = Guard.Z(confidence);
        var shrunk = new ShrunkEffect[effects.Length];
        for (var i = 0; i < shrunk.Length; i++)
        {
            var own = tau2 / (tau2 + effects[i].Variance);
            var at = (own * effects[i].Estimate) + ((1 - own) * mean);
            var sure = Math.Sqrt((own * effects[i].Variance) + ((1 - own) * (1 - own) * error * error));
            shrunk[i] = new(at, sure, new(at - (z * sure), at + (z * sure)), own);
        }

        return shrunk;
    }

    /// <summary>The pooled effect with each record left out in turn: whether one record carries it all.</summary>
    /// <returns>One result a record, in order; empty under two records.</returns>
    /// <inheritdoc cref="Effects"/>
    public static IReadOnlyList<PooledEffect> LeaveOneOut(
        ReadOnlySpan<Effect> effects,
        PoolingMethod method = PoolingMethod.Reml,
        PooledError error = PooledError.HartungKnappFloored,
        double confidence = 0.95
    )
    {
        if (effects.Length < 2)
        {
            return [];
        }

        var results = new PooledEffect[effects.Length];
        var rest = effects[1..].ToArray();
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Effects(rest, method, error, confidence);
            if (i < rest.Length)
            {
                rest[i] = effects[i];
            }
        }

        return results;
    }

    /// <summary>The pooled effect after the first record, the first two, and so on, in the order given.</summary>
    /// <returns>One result a record.</returns>
    /// <inheritdoc cref="Effects"/>
    public static IReadOnlyList<PooledEffect> Cumulative(
        ReadOnlySpan<Effect> effects,
        PoolingMethod method = PoolingMethod.Reml,
        PooledError error = PooledError.HartungKnappFloored,
        double confidence = 0.95
    )
    {
        var results = new PooledEffect[effects.Length];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Effects(effects[..(i + 1)], method, error, confidence);
        }

        return results;
    }
}

/// <summary>One record's effect drawn to the mean of all.</summary>
/// <param name="Estimate">On the log scale.</param>
/// <param name="StandardError">Of the prediction.</param>
/// <param name="Interval">Of the prediction.</param>
/// <param name="WeightOnOwn">How far it stays its own, 0 to 1.</param>
public readonly record struct ShrunkEffect(double Estimate, double StandardError, Interval Interval, double WeightOnOwn);
