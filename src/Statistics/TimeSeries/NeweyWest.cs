namespace Wardwise.Statistics.TimeSeries;

/// <summary>Standard errors that hold when what is left over is correlated from month to month, or varies unevenly.</summary>
public static class NeweyWest
{
    /// <summary>The covariance of the terms, rows being in the order of time.</summary>
    /// <remarks>
    /// W. K. Newey, K. D. West, "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix",
    /// Econometrica 55 (1987) 703-708: Bartlett weights 1 - l/(lag+1), no prewhitening, no adjustment for small samples (R:
    /// sandwich::NeweyWest(fit, lag, prewhite = FALSE)).
    /// </remarks>
    /// <param name="fit">A fit.</param>
    /// <param name="lag">Months back, 0 or more; 3 by default. With 0 only uneven variance is allowed for.</param>
    /// <param name="series">Rows of one series that follow each other, when the rows hold several one after another; all rows by
    /// default.</param>
    /// <returns>One row and column a term; empty without a fit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative lag, or series that do not divide the rows.</exception>
    public static double[,] Covariance(CountRegression fit, int lag = 3, int series = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lag);
        var n = fit.Counts.Length;
        var length = series == 0 ? n : series;
        if (n > 0 && (length < 0 || n % length != 0))
        {
            throw new ArgumentOutOfRangeException(nameof(series), series, "The rows are so many series of this length.");
        }

        var p = fit.Coefficients.Length;
        var score = new double[n];
        for (var i = 0; i < n; i++)
        {
            score[i] = (fit.Counts[i] - fit.Fitted[i]) / (1 + (fit.Theta.Value is { } theta ? fit.Fitted[i] / theta : 0));
        }

        var meat = new double[p, p];
        for (var t = 0; t < n; t++)
        {
            var from = Math.Max(t / length * length, t - lag);
            for (var s = from; s <= t; s++)
            {
                var weight = (1 - ((t - s) / (lag + 1.0))) * score[t] * score[s];
                for (var i = 0; i < p; i++)
                {
                    for (var j = 0; j < p; j++)
                    {
                        var one = fit.Columns[i][t] * fit.Columns[j][s];
                        meat[i, j] += weight * (s == t ? one : one + (fit.Columns[i][s] * fit.Columns[j][t]));
                    }
                }
            }
        }

        return PositiveDefinite.Product(PositiveDefinite.Product(fit.Unscaled, meat), fit.Unscaled);
    }
}
