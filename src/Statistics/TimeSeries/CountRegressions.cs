namespace Wardwise.Statistics.TimeSeries;

/// <summary>Regressions of counts with a log link.</summary>
public static class CountRegressions
{
    private const string NotTold = "the terms cannot be told apart in these counts, or the fit does not settle";
    private const string Unbounded = "one of the terms covers only months without a count, so its size has no bound";

    /// <summary>Poisson regression: variance equals mean.</summary>
    /// <remarks>P. McCullagh, J. A. Nelder, Generalized Linear Models (1989): iteratively reweighted least squares, to a relative change of
    /// deviance under 1e-12.</remarks>
    /// <param name="counts">One a row of the design, 0 or more.</param>
    /// <param name="design">The terms.</param>
    /// <param name="exposure">Population or time of each row, above 0, its logarithm an offset; null for none.</param>
    /// <returns>The fit, or the reason why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, an exposure of 0 or less, lengths that differ from the
    /// design.</exception>
    public static CountRegression Poisson(ReadOnlySpan<double> counts, Design design, ReadOnlySpan<double> exposure = default) =>
        Fit(counts, design, exposure, false);

    /// <summary>Quasi-Poisson regression: variance is phi times the mean, with phi as estimated but never under 1 in the standard
    /// errors.</summary>
    /// <remarks>McCullagh and Nelder 1989, 6.2; phi is Pearson's chi-squared over the degrees of freedom.</remarks>
    /// <inheritdoc cref="Poisson"/>
    public static CountRegression QuasiPoisson(ReadOnlySpan<double> counts, Design design, ReadOnlySpan<double> exposure = default) =>
        Fit(counts, design, exposure, true);

    /// <summary>Negative binomial regression: variance is mean + mean^2 / theta.</summary>
    /// <remarks>
    /// W. N. Venables, B. D. Ripley, Modern Applied Statistics with S (2002), 7.4 (glm.nb): alternates the regression at a given theta with
    /// the maximum likelihood of theta at given means. Use it when phi is above 3 or the variance grows with the mean.
    /// </remarks>
    /// <returns>The fit with theta, or the reason why there is none: counts that vary no more than chance have no theta, and a Poisson will
    /// do.</returns>
    /// <inheritdoc cref="Poisson"/>
    public static CountRegression NegativeBinomial(ReadOnlySpan<double> counts, Design design, ReadOnlySpan<double> exposure = default)
    {
        var (y, offset) = Check(counts, design, exposure);
        if (Refusal(y, design) is { } refusal)
        {
            return new(refusal);
        }

        var fit = CountModel.Fit(design, y, offset, null, null);
        double theta = 0,
            error = 0;
        for (var round = 0; fit is { } at && round < 500; round++)
        {
            if (NegativeBinomialSize.MaximumLikelihood(y, at.Fitted, round == 0 ? null : theta) is not { } size)
            {
                return new("the counts vary no more than chance, so there is no theta: use a Poisson");
            }

            var settled = Math.Abs(size.Theta - theta) <= 1e-12 * size.Theta;
            (theta, error) = (size.Theta, size.Error);
            if (settled)
            {
                break;
            }

            fit = CountModel.Fit(design, y, offset, theta, at.Fitted);
        }

        return fit is not { } last ? new(NotTold)
            : last.Fitted.Min() < 1e-9 ? new(Unbounded)
            : new(
                design,
                y,
                last.Coefficients,
                last.Fitted,
                last.Unscaled,
                last.Deviance,
                Pearson(y, last.Fitted, theta),
                CountModel.LogLikelihood(y, last.Fitted, theta),
                1,
                theta,
                error
            );
    }

    private static CountRegression Fit(ReadOnlySpan<double> counts, Design design, ReadOnlySpan<double> exposure, bool quasi)
    {
        var (y, offset) = Check(counts, design, exposure);
        if (Refusal(y, design) is { } refusal)
        {
            return new(refusal);
        }

        if (CountModel.Fit(design, y, offset, null, null) is not { } fit)
        {
            return new(NotTold);
        }

        if (fit.Fitted.Min() < 1e-9)
        {
            return new(Unbounded);
        }

        var pearson = Pearson(y, fit.Fitted, null);
        var freedom = y.Length - design.Columns.Count;
        var none = Figure.None("a Poisson has no theta");
        return new(
            design,
            y,
            fit.Coefficients,
            fit.Fitted,
            fit.Unscaled,
            fit.Deviance,
            pearson,
            CountModel.LogLikelihood(y, fit.Fitted, null),
            quasi && freedom > 0 ? Math.Max(1, pearson / freedom) : 1,
            none,
            none
        );
    }

    private static double Pearson(double[] y, double[] mu, double? theta)
    {
        double sum = 0;
        for (var i = 0; i < y.Length; i++)
        {
            sum += (y[i] - mu[i]) * (y[i] - mu[i]) / (mu[i] * (1 + (theta is { } size ? mu[i] / size : 0)));
        }

        return sum;
    }

    private static (double[] Counts, double[]? Offset) Check(ReadOnlySpan<double> counts, Design design, ReadOnlySpan<double> exposure)
    {
        Guard.SameLength(counts.Length, design.Rows, nameof(counts));
        foreach (var count in counts)
        {
            Guard.Mean(count, nameof(counts));
        }

        if (exposure.IsEmpty)
        {
            return (counts.ToArray(), null);
        }

        Guard.SameLength(exposure.Length, design.Rows, nameof(exposure));
        var offset = new double[exposure.Length];
        for (var i = 0; i < offset.Length; i++)
        {
            Guard.Positive(exposure[i], nameof(exposure));
            offset[i] = Math.Log(exposure[i]);
        }

        return (counts.ToArray(), offset);
    }

    private static string? Refusal(double[] y, Design design) =>
        design.Columns.Count == 0 ? "there are no terms"
        : design.Columns.Count > y.Length ? "there are more terms than observations"
        : y.Sum() == 0 ? "nothing was counted"
        : null;
}
