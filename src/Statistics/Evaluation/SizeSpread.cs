namespace Wardwise.Statistics.Evaluation;

/// <summary>How far places of a size stray from what is expected of them: a part that counting makes, which shrinks with the number
/// expected, and a part of their own, which does not.</summary>
/// <remarks>
/// Residuals on the log scale have mean a + b/E and variance c + d/E for E expected, both fitted by weighted least squares on all places,
/// variances by their squares in rounds (R. J. Carroll, D. Ruppert, Transformation and Weighting in Regression, 1988, ch. 3). c is the
/// drift of places, tau squared. A place that strays far counts less, as for a Student t (K. L. Lange, R. J. A. Little, J. M. G. Taylor,
/// JASA 84 (1989) 881-896): the few that do would else widen the spread of all of their size.
/// </remarks>
internal readonly record struct SizeSpread(double A, double B, double C, double D)
{
    /// <summary>How many numbers are fitted.</summary>
    public const int Terms = 4;

    private const double Smallest = 1e-4;
    private const int Rounds = 12;
    private const double Freedom = 4;

    public double Mean(double log) => A + (B * Math.Exp(-log));

    public double Deviation(double log) => Math.Sqrt(Math.Max(Smallest, C + (D * Math.Exp(-log))));

    public static SizeSpread Of(double[] logs, double[] residuals)
    {
        var spread = new SizeSpread(0, 0, 1, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var held = spread;
            var heeds = residuals
                .Select((r, i) => (Freedom + 1) / (Freedom + (Math.Pow(r - held.Mean(logs[i]), 2) / Square(held, logs[i]))))
                .ToArray();
            var (a, b) = Line(logs, residuals, i => heeds[i] / Square(held, logs[i]));
            var squares = residuals.Select((r, i) => heeds[i] * Math.Pow(r - a - (b * Math.Exp(-logs[i])), 2)).ToArray();
            double Weight(int i) => 1 / (Square(held, logs[i]) * Square(held, logs[i]));
            var (c, d) = Line(logs, squares, Weight);
            if (c < 0)
            {
                (c, d) = (0, Alone(logs, squares, l => Math.Exp(-l), Weight));
            }
            else if (d < 0)
            {
                (c, d) = (Alone(logs, squares, _ => 1, Weight), 0);
            }

            spread = new(a, b, c, d);
        }

        return spread;
    }

    private static double Square(SizeSpread spread, double log) => Math.Pow(spread.Deviation(log), 2);

    /// <summary>Weighted least squares on a constant and one over the number expected.</summary>
    private static (double Constant, double Slope) Line(double[] logs, double[] values, Func<int, double> weight)
    {
        double w = 0,
            x = 0,
            y = 0,
            xx = 0,
            xy = 0;
        for (var i = 0; i < logs.Length; i++)
        {
            var (k, at) = (weight(i), Math.Exp(-logs[i]));
            (w, x, y, xx, xy) = (w + k, x + (k * at), y + (k * values[i]), xx + (k * at * at), xy + (k * at * values[i]));
        }

        var spread = (w * xx) - (x * x);
        if (spread <= 1e-12 * w * xx)
        {
            return (y / w, 0);
        }

        var slope = ((w * xy) - (x * y)) / spread;
        return ((y - (slope * x)) / w, slope);
    }

    private static double Alone(double[] logs, double[] values, Func<double, double> term, Func<int, double> weight)
    {
        double up = 0,
            down = 0;
        for (var i = 0; i < logs.Length; i++)
        {
            var (k, at) = (weight(i), term(logs[i]));
            (up, down) = (up + (k * at * values[i]), down + (k * at * at));
        }

        return up / down;
    }
}
