using MathNet.Numerics;

namespace Wardwise.Statistics.TimeSeries;

/// <summary>The size (theta) of a negative binomial: how far places or months differ beyond chance. The smaller, the further.</summary>
public static class NegativeBinomialSize
{
    /// <summary>Above this the negative binomial is a Poisson.</summary>
    private const double Poisson = 1e7;

    /// <summary>The mean and size of a reference group by their moments: size is mean^2 / (variance - mean).</summary>
    /// <param name="counts">One a place of the group, 0 or more, over the same time.</param>
    /// <returns>The mean, and the size or the reason why there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static (Figure Mean, Figure Size) Moments(ReadOnlySpan<double> counts)
    {
        if (Few(counts) is { } reason)
        {
            return (Figure.None(reason), Figure.None(reason));
        }

        var mean = Mean(counts);
        double squares = 0;
        foreach (var count in counts)
        {
            squares += (count - mean) * (count - mean);
        }

        var beyond = (squares / (counts.Length - 1)) - mean;
        return (
            mean,
            beyond <= 0
                ? Figure.None("these places differ no more than chance")
                : Figure.OrNone(mean * mean / beyond, "these places differ no more than chance")
        );
    }

    /// <summary>The mean and size of a reference group by maximum likelihood.</summary>
    /// <remarks>R. A. Fisher, Biometrics 9 (1953) 197-200; the same as MASS::glm.nb with a constant alone.</remarks>
    /// <inheritdoc cref="Moments"/>
    public static (Figure Mean, Figure Size) MaximumLikelihood(ReadOnlySpan<double> counts)
    {
        if (Few(counts) is { } reason)
        {
            return (Figure.None(reason), Figure.None(reason));
        }

        var mean = Mean(counts);
        var means = new double[counts.Length];
        Array.Fill(means, mean);
        return (
            mean,
            MaximumLikelihood(counts.ToArray(), means, null) is { } size
                ? size.Theta
                : Figure.None("these places differ no more than chance")
        );
    }

    /// <summary>Newton's steps on the logarithm of theta, at given means; null when theta runs away to a Poisson.</summary>
    internal static (double Theta, double Error)? MaximumLikelihood(double[] y, double[] mu, double? start)
    {
        double spread = 0;
        for (var i = 0; i < y.Length; i++)
        {
            spread += Math.Pow((y[i] / mu[i]) - 1, 2);
        }

        var theta = start ?? (spread > 0 ? y.Length / spread : Poisson);
        for (var step = 0; step < 200; step++)
        {
            var (score, information) = Slopes(y, mu, theta);
            // On the log scale the slope is theta * score; where it curves the wrong way a step of a factor two is taken uphill.
            var curve = (theta * theta * information) - (theta * score);
            var move = curve > 0 ? Math.Clamp(theta * score / curve, -2, 2) : Math.Sign(score) * 0.7;
            theta *= Math.Exp(move);
            if (theta > Poisson || !double.IsFinite(theta))
            {
                return null;
            }

            if (Math.Abs(move) < 1e-13)
            {
                break;
            }
        }

        var last = Slopes(y, mu, theta).Information;
        return last > 0 ? (theta, Math.Sqrt(1 / last)) : null;
    }

    private static (double Score, double Information) Slopes(double[] y, double[] mu, double theta)
    {
        double score = 0,
            information = 0;
        for (var i = 0; i < y.Length; i++)
        {
            var both = mu[i] + theta;
            var (digammas, trigammas) = Rises(y[i], theta);
            score += digammas + Math.Log(theta / both) + 1 - ((y[i] + theta) / both);
            information += trigammas - (1 / theta) + (2 / both) - ((y[i] + theta) / (both * both));
        }

        return (score, information);
    }

    /// <summary>digamma(theta + y) - digamma(theta), and trigamma(theta) - trigamma(theta + y): sums over whole counts, with every
    /// digit.</summary>
    private static (double Digammas, double Trigammas) Rises(double y, double theta)
    {
        if (y > 5_000 || y != Math.Floor(y))
        {
            return (SpecialFunctions.DiGamma(theta + y) - SpecialFunctions.DiGamma(theta), Trigamma(theta) - Trigamma(theta + y));
        }

        double first = 0,
            second = 0;
        for (var k = 0; k < y; k++)
        {
            var one = 1 / (theta + k);
            first += one;
            second += one * one;
        }

        return (first, second);
    }

    private static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < 20; x++)
        {
            sum += 1 / (x * x);
        }

        var z = 1 / (x * x);
        return sum + (1 / x) + (z / 2) + (z / x * ((1.0 / 6) - (z * ((1.0 / 30) - (z * ((1.0 / 42) - (z / 30)))))));
    }

    private static string? Few(ReadOnlySpan<double> counts)
    {
        foreach (var count in counts)
        {
            Guard.Mean(count, nameof(counts));
        }

        return counts.Length < 2 ? "this needs at least two places"
            : Mean(counts) == 0 ? "nothing was counted"
            : null;
    }

    private static double Mean(ReadOnlySpan<double> counts)
    {
        double sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum / counts.Length;
    }
}
