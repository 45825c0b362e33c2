using MathNet.Numerics;

namespace Wardwise.Statistics.TimeSeries;

/// <summary>The iterations behind the regressions of counts, log link, Poisson (no theta) or negative binomial.</summary>
internal static class CountModel
{
    private const int Steps = 100;

    public static double Deviance(double y, double mu, double? theta) =>
        theta is { } size
            ? 2 * ((y == 0 ? 0 : y * Math.Log(y / mu)) - ((y + size) * Math.Log((y + size) / (mu + size))))
            : 2 * ((y == 0 ? 0 : y * Math.Log(y / mu)) - (y - mu));

    public static double LogLikelihood(double[] y, double[] mu, double? theta)
    {
        double sum = 0;
        for (var i = 0; i < y.Length; i++)
        {
            sum += (y[i] == 0 ? 0 : y[i] * Math.Log(mu[i])) - SpecialFunctions.GammaLn(y[i] + 1);
            sum += theta is { } size
                ? SpecialFunctions.GammaLn(size + y[i])
                    - SpecialFunctions.GammaLn(size)
                    + (size * Math.Log(size))
                    - ((size + y[i]) * Math.Log(size + mu[i]))
                : -mu[i];
        }

        return sum;
    }

    /// <summary>Iteratively reweighted least squares from fitted values; null when terms cannot be told apart or the steps do not
    /// settle.</summary>
    public static (double[] Coefficients, double[] Fitted, double[,] Unscaled, double Deviance)? Fit(
        Design design,
        double[] y,
        double[]? offset,
        double? theta,
        double[]? start
    )
    {
        var n = y.Length;
        var columns = design.Columns;
        var mu = start is null ? [.. y.Select(count => count + 0.1)] : (double[])start.Clone();
        var (work, weights, right) = (new double[n], new double[n], new double[columns.Count]);
        double[] coefficients = [];
        double[,]? inverse = null;
        var before = double.PositiveInfinity;
        for (var step = 0; step < Steps; step++)
        {
            for (var i = 0; i < n; i++)
            {
                weights[i] = theta is { } size ? mu[i] / (1 + (mu[i] / size)) : mu[i];
                work[i] = Math.Log(mu[i]) - (offset?[i] ?? 0) + ((y[i] - mu[i]) / mu[i]);
            }

            inverse = PositiveDefinite.Inverse(PositiveDefinite.Cross(columns, weights));
            if (inverse is null)
            {
                return null;
            }

            for (var j = 0; j < right.Length; j++)
            {
                right[j] = 0;
                for (var i = 0; i < n; i++)
                {
                    right[j] += columns[j][i] * weights[i] * work[i];
                }
            }

            var next = PositiveDefinite.Times(inverse, right);
            var deviance = Take(columns, y, offset, theta, next, mu);
            for (
                var halves = 0;
                coefficients.Length > 0 && !(deviance <= before + (1e-8 * (Math.Abs(before) + 1))) && halves < 40;
                halves++
            )
            {
                for (var j = 0; j < next.Length; j++)
                {
                    next[j] = (next[j] + coefficients[j]) / 2;
                }

                deviance = Take(columns, y, offset, theta, next, mu);
            }

            coefficients = next;
            if (!double.IsFinite(deviance))
            {
                return null;
            }

            if (Math.Abs(deviance - before) / (Math.Abs(deviance) + 0.1) < 1e-12)
            {
                for (var i = 0; i < n; i++)
                {
                    weights[i] = theta is { } size ? mu[i] / (1 + (mu[i] / size)) : mu[i];
                }

                return PositiveDefinite.Inverse(PositiveDefinite.Cross(columns, weights)) is { } last
                    ? (coefficients, mu, last, deviance)
                    : null;
            }

            before = deviance;
        }

        return null;
    }

    /// <summary>Fitted values at these coefficients, and the deviance there.</summary>
    private static double Take(List<double[]> columns, double[] y, double[]? offset, double? theta, double[] coefficients, double[] mu)
    {
        double deviance = 0;
        for (var i = 0; i < y.Length; i++)
        {
            var eta = offset?[i] ?? 0;
            for (var j = 0; j < coefficients.Length; j++)
            {
                eta += coefficients[j] * columns[j][i];
            }

            mu[i] = Math.Exp(Math.Clamp(eta, -300, 300));
            deviance += Deviance(y[i], mu[i], theta);
        }

        return deviance;
    }
}
