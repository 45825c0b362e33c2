namespace Wardwise.Statistics.Evaluation;

/// <summary>The relative rate with an error that the months themselves gave.</summary>
/// <param name="LogRatio">Natural logarithm of the relative incident rate ratio.</param>
/// <param name="Estimated">The dispersion as estimated, Pearson's chi-squared over its degrees of freedom; may be under 1.</param>
/// <param name="Phi">The dispersion used: never under 1.</param>
/// <param name="StandardError">Of the logarithm, with the dispersion used.</param>
/// <param name="T">Logarithm over standard error.</param>
/// <param name="DegreesOfFreedom">Months of all four less 4.</param>
/// <param name="PValue">Two-sided, by Student's t.</param>
/// <param name="Ratio">The relative incident rate ratio.</param>
/// <param name="RatioInterval">Of the ratio, by Student's t.</param>
/// <param name="Totals">The four counts.</param>
public sealed record MonthlyRatio(
    Figure LogRatio,
    Figure Estimated,
    Figure Phi,
    Figure StandardError,
    Figure T,
    int DegreesOfFreedom,
    Figure PValue,
    Figure Ratio,
    Interval RatioInterval,
    FourCounts Totals
);

/// <summary>How much more than Poisson the months of a place vary.</summary>
public static class Overdispersion
{
    /// <summary>The relative rate of monthly counts, with the dispersion of a quasi-Poisson regression on area and period.</summary>
    /// <remarks>
    /// P. McCullagh, J. A. Nelder, Generalized Linear Models (1989), 4.5 and 6.2. With a mean for each of the four stretches the fit has a
    /// closed form: phi is the sum of (count - mean)^2 / mean over the months less 4. It says nothing of the drift between places, which is
    /// slower than months.
    /// </remarks>
    /// <param name="areaBefore">Counts a month, 0 or more, in the place before; missing months left out in the place and the comparison
    /// alike.</param>
    /// <param name="areaAfter">In the place after.</param>
    /// <param name="comparisonBefore">In the comparison before: as many months as the place.</param>
    /// <param name="comparisonAfter">In the comparison after: as many months as the place.</param>
    /// <param name="confidence">Between 0 and 1; 0.95 by default.</param>
    /// <returns>Each figure, or the reason why it cannot be had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, lengths that differ, a confidence outside 0 to 1.</exception>
    public static MonthlyRatio Monthly(
        ReadOnlySpan<int> areaBefore,
        ReadOnlySpan<int> areaAfter,
        ReadOnlySpan<int> comparisonBefore,
        ReadOnlySpan<int> comparisonAfter,
        double confidence = 0.95
    )
    {
        Guard.SameLength(comparisonBefore.Length, areaBefore.Length, nameof(comparisonBefore));
        Guard.SameLength(comparisonAfter.Length, areaAfter.Length, nameof(comparisonAfter));
        Guard.Confidence(confidence);
        var totals = new FourCounts(Total(areaBefore), Total(areaAfter), Total(comparisonBefore), Total(comparisonAfter));
        var freedom = (2 * (areaBefore.Length + areaAfter.Length)) - 4;
        if (freedom < 1 || areaBefore.IsEmpty || areaAfter.IsEmpty)
        {
            return None("this needs at least three months, one before and one after", totals, freedom);
        }

        var phi =
            (
                Pearson(areaBefore, totals.Area.Before)
                + Pearson(areaAfter, totals.Area.After)
                + Pearson(comparisonBefore, totals.Comparison.Before)
                + Pearson(comparisonAfter, totals.Comparison.After)
            ) / freedom;
        var used = Math.Max(1, phi);
        if (!RelativeRate.TryLog(totals, out var log, out var variance, used))
        {
            return None("there were none in the place, or none in the comparison", totals, freedom);
        }

        var error = Math.Sqrt(variance);
        var reach = Guard.T(confidence, freedom) * error;
        return new(
            log,
            phi,
            used,
            error,
            log / error,
            freedom,
            Tails.TwoSidedStudent(log / error, freedom),
            Math.Exp(log),
            Interval.OrNone(Math.Exp(log - reach), Math.Exp(log + reach), "the range is too wide to write down"),
            totals
        );
    }

    private static MonthlyRatio None(string reason, FourCounts totals, int freedom)
    {
        var none = Figure.None(reason);
        return new(none, none, none, none, none, Math.Max(0, freedom), none, none, Interval.None(reason), totals);
    }

    private static long Total(ReadOnlySpan<int> counts)
    {
        long total = 0;
        foreach (var count in counts)
        {
            Guard.Count(count);
            total += count;
        }

        return total;
    }

    private static double Pearson(ReadOnlySpan<int> counts, long total)
    {
        var mean = (double)total / counts.Length;
        double sum = 0;
        foreach (var count in counts)
        {
            sum += (count - mean) * (count - mean);
        }

        return total == 0 ? 0 : sum / mean;
    }
}
