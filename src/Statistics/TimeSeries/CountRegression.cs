namespace Wardwise.Statistics.TimeSeries;

/// <summary>One term of a regression of counts, on the log scale.</summary>
/// <param name="Name">As in the design.</param>
/// <param name="Estimate">The coefficient; its exponential is a rate ratio.</param>
/// <param name="StandardError">Of the coefficient, with the dispersion of the regression.</param>
public readonly record struct Term(string Name, double Estimate, double StandardError);

/// <summary>A regression of counts as fitted, or the reason why it could not be.</summary>
public sealed class CountRegression
{
    internal CountRegression(string reason) => Reason = reason;

    internal CountRegression(
        Design design,
        double[] counts,
        double[] coefficients,
        double[] fitted,
        double[,] covariance,
        double deviance,
        double pearson,
        double logLikelihood,
        double dispersion,
        Figure theta,
        Figure thetaError
    )
    {
        Coefficients = coefficients;
        Counts = counts;
        Columns = design.Columns;
        Fitted = fitted;
        Unscaled = covariance;
        Deviance = deviance;
        PearsonChiSquared = pearson;
        LogLikelihood = logLikelihood;
        Theta = theta;
        ThetaError = thetaError;
        Used = dispersion;
        DegreesOfFreedom = counts.Length - coefficients.Length;
        Dispersion =
            DegreesOfFreedom > 0 ? Figure.OrNone(pearson / DegreesOfFreedom, "not finite") : Figure.None("as many terms as observations");
        Terms = [.. design.Names.Select((name, i) => new Term(name, coefficients[i], Math.Sqrt(dispersion * covariance[i, i])))];
    }

    /// <summary>Why there is no fit, in words for people; null when there is one. Without a fit the lists are empty and the numbers
    /// 0.</summary>
    public string? Reason { get; }

    /// <summary>The terms, in the order of the design.</summary>
    public IReadOnlyList<Term> Terms { get; } = [];

    /// <summary>Expected count of each row.</summary>
    public IReadOnlyList<double> Fitted { get; } = [];

    /// <summary>Twice the log-likelihood short of a perfect fit.</summary>
    public double Deviance { get; }

    /// <summary>The sum of (count - fitted)^2 over variance.</summary>
    public double PearsonChiSquared { get; }

    /// <summary>Of a Poisson, or of a negative binomial.</summary>
    public double LogLikelihood { get; }

    /// <summary>Rows less terms.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>Phi as estimated, Pearson's chi-squared over the degrees of freedom; may be under 1.</summary>
    public Figure Dispersion { get; } = Figure.None("there is no fit");

    /// <summary>The size of a negative binomial: variance is mean + mean^2 / theta. None for a Poisson.</summary>
    public Figure Theta { get; } = Figure.None("there is no fit");

    /// <summary>The standard error of theta.</summary>
    public Figure ThetaError { get; } = Figure.None("there is no fit");

    internal double[] Counts { get; } = [];

    internal double[] Coefficients { get; } = [];

    internal List<double[]> Columns { get; } = [];

    internal double[,] Unscaled { get; } = new double[0, 0];

    /// <summary>The dispersion by which the covariance was multiplied.</summary>
    internal double Used { get; } = 1;

    /// <summary>A term by its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such term, or no fit.</exception>
    public Term this[string name]
    {
        get
        {
            foreach (var term in Terms)
            {
                if (term.Name == name)
                {
                    return term;
                }
            }

            throw new ArgumentOutOfRangeException(nameof(name), name, Reason ?? "There is no such term.");
        }
    }

    /// <summary>Deviance residuals: the signed root of each row's part of the deviance.</summary>
    public double[] DevianceResiduals()
    {
        var residuals = new double[Counts.Length];
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] =
                Math.Sign(Counts[i] - Fitted[i]) * Math.Sqrt(Math.Max(0, CountModel.Deviance(Counts[i], Fitted[i], Theta.Value)));
        }

        return residuals;
    }
}
