using MathNet.Numerics.Distributions;
using Wardwise.Statistics.Evaluation;

namespace Wardwise.Statistics;

/// <summary>Counts over time: how sure a count is, how two compare, and what could have been seen.</summary>
public static class Rates
{
    /// <summary>Above this count the gamma quantile loses digits, and Byar's approximation is within a millionth of it.</summary>
    private const long GammaIsExactUpTo = 50_000;

    /// <summary>The exact interval for the expected number behind a count.</summary>
    /// <remarks>
    /// F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936) 437-442: half the alpha/2 quantile of chi-squared
    /// with 2k degrees of freedom, and half the 1-alpha/2 quantile with 2k+2. For counts above 50,000 Byar's approximation (Breslow and Day
    /// 1987, p. 69).
    /// </remarks>
    /// <param name="count">How many happened, 0 or more.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Expected numbers, 0 or more, over the same time as the count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or a confidence outside 0 to 1.</exception>
    public static Interval PoissonInterval(long count, double confidence = 0.95)
    {
        Guard.Count(count);
        Guard.Confidence(confidence);
        if (count > GammaIsExactUpTo)
        {
            return ByarInterval(count, confidence);
        }

        var tail = (1 - confidence) / 2;
        return new(count == 0 ? 0 : Gamma.InvCDF(count, 1, tail), Gamma.InvCDF(count + 1, 1, 1 - tail));
    }

    /// <summary>Byar's approximation of the exact interval for the expected number behind a count.</summary>
    /// <remarks>N. E. Breslow, N. E. Day, Statistical Methods in Cancer Research II (1987), p. 69: a cube-root transformation, good from 3
    /// upwards.</remarks>
    /// <param name="count">How many happened, 0 or more.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Expected numbers, 0 or more, over the same time as the count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or a confidence outside 0 to 1.</exception>
    public static Interval ByarInterval(long count, double confidence = 0.95)
    {
        Guard.Count(count);
        Guard.Confidence(confidence);
        var z = Guard.Z(confidence);
        return new(count == 0 ? 0 : Math.Max(0, Byar(count, -z)), Byar(count + 1, z));
    }

    /// <summary>Compares a count after with a count before, without a comparison elsewhere.</summary>
    /// <remarks>
    /// Given their sum, the count after is binomial; its Clopper-Pearson limits, taken to the odds, are those of the rate ratio (J.
    /// Przyborowski, H. Wilenski, Biometrika 31 (1940) 313-323). Wald: log ratio plus and minus z times the root of 1/after + 1/before.
    /// </remarks>
    /// <param name="before">Incidents before, 0 or more.</param>
    /// <param name="after">Incidents after, 0 or more.</param>
    /// <param name="timeBefore">Length of the time before, in any unit, above 0.</param>
    /// <param name="timeAfter">Length of the time after, in the same unit, above 0.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Each figure, or the reason why it cannot be had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a length of 0 or less, or a confidence outside 0 to 1.</exception>
    public static RateRatio Compare(long before, long after, double timeBefore, double timeAfter, double confidence = 0.95)
    {
        Guard.Count(before);
        Guard.Count(after);
        Guard.Length(timeBefore);
        Guard.Length(timeAfter);
        Guard.Confidence(confidence);
        const string NoneBefore = "there were none before, so there is no ratio";
        const string NoneAtAll = "there were none before or after";
        const string NeedsBoth = "this needs at least one before and one after";
        var exact = ExactInterval(before, after, timeBefore / timeAfter, confidence, NoneAtAll, NoneBefore);
        var p =
            before + after == 0 ? Figure.None(NoneAtAll) : MinimumLikelihoodP(after, before + after, timeAfter / (timeAfter + timeBefore));
        if (before == 0)
        {
            var none = Figure.None(after == 0 ? NoneAtAll : NoneBefore);
            return new(none, none, exact, p, Interval.None(NeedsBoth), none, Figure.None(NeedsBoth));
        }

        var ratio = after / timeAfter / (before / timeBefore);
        if (after == 0)
        {
            return new(
                ratio,
                -100,
                exact,
                p,
                Interval.None(NeedsBoth),
                Figure.None("there were none after, so the logarithm is not defined"),
                Figure.None(NeedsBoth)
            );
        }

        var log = Math.Log(ratio);
        var error = Math.Sqrt((1.0 / before) + (1.0 / after));
        var z = Guard.Z(confidence);
        return new(ratio, 100 * (ratio - 1), exact, p, new(Math.Exp(log - (z * error)), Math.Exp(log + (z * error))), log, error);
    }

    /// <summary>The interval of a rate ratio without a comparison elsewhere, when places also drift of their own accord.</summary>
    /// <remarks>Wald, with variance drift^2 + 1/before + 1/after on the log scale: the error of <see cref="RelativeRate.Compare"/> without
    /// a comparison. When a count is 0, and only then, a half is added to both.</remarks>
    /// <param name="before">Incidents before, 0 or more.</param>
    /// <param name="after">Incidents after, 0 or more.</param>
    /// <param name="timeBefore">Length of the time before, above 0.</param>
    /// <param name="timeAfter">Length of the time after, in the same unit, above 0.</param>
    /// <param name="drift">Tau, on the log scale, 0 or more; about 0.25 for a ward.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Of the ratio of the rate after to the rate before; with none at all, the reason why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count or drift, a length of 0 or less, or a confidence outside 0 to
    /// 1.</exception>
    public static Interval DriftingInterval(
        long before,
        long after,
        double timeBefore,
        double timeAfter,
        double drift,
        double confidence = 0.95
    )
    {
        Guard.Count(before);
        Guard.Count(after);
        Guard.Length(timeBefore);
        Guard.Length(timeAfter);
        Guard.Mean(drift);
        Guard.Confidence(confidence);
        if (before + after == 0)
        {
            return Interval.None("there were none before or after");
        }

        var half = before == 0 || after == 0 ? 0.5 : 0;
        var (b, a) = (before + half, after + half);
        var log = Math.Log(a / timeAfter / (b / timeBefore));
        var reach = Guard.Z(confidence) * Math.Sqrt((drift * drift) + (1 / b) + (1 / a));
        const string TooWide = "the range is too wide to write down";
        return Interval.OrNone(Math.Exp(log - reach), Math.Exp(log + reach), TooWide);
    }

    /// <summary>The two-sided p of a count given its total: the chance of any split no likelier than the one seen.</summary>
    /// <remarks>The definition of R's binom.test and poisson.test, with their relative tolerance of 1e-7 for ties.</remarks>
    /// <param name="count">The count in question, 0 to <paramref name="total"/>.</param>
    /// <param name="total">Both counts together, up to two thousand million.</param>
    /// <param name="share">The share expected when nothing changed, between 0 and 1.</param>
    /// <returns>A probability.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count below 0 or above the total, or a share outside 0 to 1.</exception>
    public static double MinimumLikelihoodP(long count, long total, double share)
    {
        Guard.Count(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, total);
        Guard.Between(share, nameof(share));
        var logOdds = Math.Log(share) - Math.Log(1 - share);
        // From the expected split outwards, in logarithms, so that neither end underflows before it counts.
        var top = (long)Math.Floor((total + 1) * share);
        top = Math.Min(top, total);
        var atTop = Binomial.PMFLn(share, checked((int)total), (int)top);
        var logs = new List<double> { atTop };
        double? seen = top == count ? atTop : null;
        var log = atTop;
        for (var i = top; i < total && log > atTop - 800; i++)
        {
            log += Math.Log((double)(total - i) / (i + 1)) + logOdds;
            logs.Add(log);
            seen = i + 1 == count ? log : seen;
        }

        log = atTop;
        for (var i = top; i > 0 && log > atTop - 800; i--)
        {
            log += Math.Log((double)i / (total - i + 1)) - logOdds;
            logs.Add(log);
            seen = i - 1 == count ? log : seen;
        }

        if (seen is null)
        {
            // Further out than a double can tell from 0.
            return 0;
        }

        var limit = seen.Value + Math.Log(1 + 1e-7);
        return Math.Min(1, logs.Where(l => l <= limit).Order().Sum(Math.Exp));
    }

    /// <summary>The counts that would surprise nobody: the middle 95% (or as asked) of what a Poisson process with this mean
    /// gives.</summary>
    /// <param name="mean">Expected number, 0 or more.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>The smallest and the largest such count; outside them lies at most half the rest on each side.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A mean that is negative or not finite, or a confidence outside 0 to 1.</exception>
    public static (int? Low, int? High) ExpectedRange(double mean, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mean);
        if (!double.IsFinite(mean))
        {
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean is finite.");
        }

        Guard.Confidence(confidence);
        if (mean == 0)
        {
            return (0, 0);
        }

        var tail = (1 - confidence) / 2;
        var low = 0;
        while (Poisson.CDF(mean, low) < tail)
        {
            low++;
        }

        var high = low;
        while (Poisson.CDF(mean, high) < 1 - tail)
        {
            high++;
        }

        return (low, high);
    }

    /// <summary>The same where the mean itself drifts: a negative binomial of size 1/drift^2, whose variance is mean + (drift
    /// mean)^2.</summary>
    /// <param name="mean">Expected number, 0 or more.</param>
    /// <param name="drift">Standard deviation of the mean relative to itself, 0 or more; 0 is Poisson.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>The smallest and the largest count that would surprise nobody.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A mean or drift that is negative or not finite, or a confidence outside 0 to
    /// 1.</exception>
    public static (int Low, int High) ExpectedRange(double mean, double drift, double confidence)
    {
        Guard.Mean(mean);
        Guard.Mean(drift);
        Guard.Confidence(confidence);
        if (mean == 0)
        {
            return (0, 0);
        }

        // Probabilities one after the other: each is the last times (size + k) / (size + mean) * mean / (k + 1), or mean / (k + 1) for
        // Poisson.
        var size = drift < 1e-6 ? double.PositiveInfinity : 1 / (drift * drift);
        var log = double.IsInfinity(size) ? -mean : size * Math.Log(size / (size + mean));
        var (tail, sum, low) = ((1 - confidence) / 2, 0.0, -1);
        for (var k = 0; ; k++)
        {
            sum += Math.Exp(log);
            low = low < 0 && sum >= tail ? k : low;
            if (sum >= 1 - tail - 1e-12)
            {
                return (low, k);
            }

            log += double.IsInfinity(size) ? Math.Log(mean / (k + 1)) : Math.Log((size + k) / (size + mean) * mean / (k + 1));
        }
    }

    private static Interval ExactInterval(long before, long after, double times, double confidence, string noneAtAll, string noneBefore)
    {
        if (before + after == 0)
        {
            return Interval.None(noneAtAll);
        }

        double Odds(double share) => share / (1 - share) * times;
        var share = Proportions.ClopperPearson(after, before + after, confidence);
        return new(Odds(share.Low.Value!.Value), before == 0 ? Figure.None(noneBefore) : Odds(share.High.Value!.Value));
    }

    private static double Byar(long count, double z) => count * Math.Pow(1 - (1.0 / (9 * count)) + (z / (3 * Math.Sqrt(count))), 3);
}
