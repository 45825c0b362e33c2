namespace Wardwise.Statistics.TimeSeries;

/// <summary>Whether the level of a series of months changed when a response came in, trend and season allowed for.</summary>
public static class InterruptedSeries
{
    /// <summary>Months before without which nothing is fitted.</summary>
    public const int FewestBefore = 12;

    /// <summary>Months before without which the season is left out.</summary>
    public const int FewestBeforeForSeason = 24;

    /// <summary>Months after under which the series is called short.</summary>
    public const int FewestAfter = 6;

    /// <summary>Fits one series with a step, and a bend if asked, at the response.</summary>
    /// <remarks>
    /// J. Lopez Bernal, S. Cummins, A. Gasparrini, "Interrupted time series regression for the evaluation of public health interventions: a
    /// tutorial", International Journal of Epidemiology 46 (2017) 348-355. ln mean = ln population + intercept + trend t + level D + slope
    /// (t - start) D + waves of the year. Standard errors widen by the root of phi, and to those of Newey and West (lag 3) when the
    /// Ljung-Box test of the deviance residuals (lags 1 to 3) has a p under 0.05; they never shrink.
    /// </remarks>
    /// <param name="counts">One a month without gaps in the calendar, 0 or more; null for a month that was not imported.</param>
    /// <param name="start">Position, from 0, of the first month with the response.</param>
    /// <param name="options">What to allow for; season, level and overdispersion by default.</param>
    /// <param name="population">People or homes each month, above 0; null for none.</param>
    /// <returns>Each figure, or the reason why it cannot be had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a start outside the series, a month outside 1 to 12, a population of
    /// 0 or less or of another length.</exception>
    public static SeriesResult Fit(
        ReadOnlySpan<long?> counts,
        int start,
        SeriesOptions? options = null,
        ReadOnlySpan<double> population = default
    ) => SeriesFit.Run(counts, [], start, options ?? new(), population);

    /// <summary>Fits the series of a place together with a comparison: the change of level beyond that of the comparison.</summary>
    /// <remarks>
    /// J. Lopez Bernal, S. Cummins, A. Gasparrini, "The use of controls in interrupted time series studies of public health interventions",
    /// International Journal of Epidemiology 47 (2018) 2082-2093: adds area, post and area by post; trend and season are shared. The level
    /// change is that of area by post.
    /// </remarks>
    /// <param name="counts">One a month in the place, as for <see cref="Fit"/>.</param>
    /// <param name="comparison">The same months in the comparison. A month missing from either is left out of both.</param>
    /// <param name="start">Position, from 0, of the first month with the response.</param>
    /// <param name="options">What to allow for.</param>
    /// <returns>Each figure, or the reason why it cannot be had. Fitted, expected and prevented are those of the place.</returns>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Fit"/>, or series of different length.</exception>
    public static SeriesResult Controlled(
        ReadOnlySpan<long?> counts,
        ReadOnlySpan<long?> comparison,
        int start,
        SeriesOptions? options = null
    )
    {
        Guard.SameLength(comparison.Length, counts.Length, nameof(comparison));
        return SeriesFit.Run(counts, comparison, start, options ?? new(), default);
    }
}
