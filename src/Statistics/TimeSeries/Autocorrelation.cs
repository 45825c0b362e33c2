namespace Wardwise.Statistics.TimeSeries;

/// <summary>Whether what is left over in one month says something about the next: then plain standard errors are too small.</summary>
public static class Autocorrelation
{
    /// <summary>Autocorrelations at lag 1, 2 and so on.</summary>
    /// <remarks>G. E. P. Box, G. M. Jenkins, Time Series Analysis (1976), 2.1.6; the same as R's acf.</remarks>
    /// <param name="residuals">In the order of time, evenly spaced.</param>
    /// <param name="lags">How many, 1 or more and fewer than the residuals.</param>
    /// <returns>-1 to 1 each; empty when all residuals are alike or there are too few.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one lag.</exception>
    public static double[] At(ReadOnlySpan<double> residuals, int lags = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lags, 1);
        double mean = 0,
            all = 0;
        foreach (var residual in residuals)
        {
            Guard.Finite(residual, nameof(residuals));
            mean += residual / residuals.Length;
        }

        foreach (var residual in residuals)
        {
            all += (residual - mean) * (residual - mean);
        }

        if (residuals.Length <= lags || all <= 1e-300)
        {
            return [];
        }

        var found = new double[lags];
        for (var lag = 1; lag <= lags; lag++)
        {
            for (var t = lag; t < residuals.Length; t++)
            {
                found[lag - 1] += (residuals[t] - mean) * (residuals[t - lag] - mean) / all;
            }
        }

        return found;
    }

    /// <summary>The p that all autocorrelations up to a lag are 0.</summary>
    /// <remarks>G. M. Ljung, G. E. P. Box, "On a measure of lack of fit in time series models", Biometrika 65 (1978) 297-303.</remarks>
    /// <param name="residuals">In the order of time, evenly spaced.</param>
    /// <param name="lags">How many, 1 or more.</param>
    /// <returns>The statistic and its p on chi-squared with as many degrees of freedom as lags, or the reason why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one lag.</exception>
    public static (Figure Statistic, Figure PValue) LjungBox(ReadOnlySpan<double> residuals, int lags = 3)
    {
        var found = At(residuals, lags);
        if (found.Length == 0)
        {
            var none = Figure.None("there are too few residuals, or all are alike");
            return (none, none);
        }

        double n = residuals.Length,
            sum = 0;
        for (var lag = 1; lag <= lags; lag++)
        {
            sum += found[lag - 1] * found[lag - 1] / (n - lag);
        }

        var statistic = n * (n + 2) * sum;
        return (statistic, Tails.ChiSquared(statistic, lags));
    }
}
