using MathNet.Numerics;

namespace Wardwise.Statistics.Evaluation;

/// <summary>A Student t about 0 fitted to values by maximum likelihood.</summary>
/// <remarks>The scale for given degrees of freedom by the EM steps of K. L. Lange, R. J. A. Little, J. M. G. Taylor, JASA 84 (1989)
/// 881-896; the degrees of freedom from a grid.</remarks>
internal readonly record struct StudentFit(double Freedom, double Scale)
{
    private static readonly double[] Freedoms = [3, 4, 5, 6, 8, 10, 15, 20, 30, 60, 200];

    public static StudentFit Of(ReadOnlySpan<double> values)
    {
        var (best, found) = (double.NegativeInfinity, default(StudentFit));
        foreach (var freedom in Freedoms)
        {
            var square = Square(values, freedom);
            var likelihood =
                values.Length
                * (
                    SpecialFunctions.GammaLn((freedom + 1) / 2)
                    - SpecialFunctions.GammaLn(freedom / 2)
                    - (0.5 * Math.Log(freedom * Math.PI * square))
                );
            foreach (var value in values)
            {
                likelihood -= (freedom + 1) / 2 * Math.Log(1 + (value * value / (freedom * square)));
            }

            if (likelihood > best)
            {
                (best, found) = (likelihood, new(freedom, Math.Sqrt(square)));
            }
        }

        return found;
    }

    private static double Square(ReadOnlySpan<double> values, double freedom)
    {
        var square = 1.0;
        for (var step = 0; step < 200; step++)
        {
            var sum = 0.0;
            foreach (var value in values)
            {
                sum += (freedom + 1) / (freedom + (value * value / square)) * value * value;
            }

            var next = Math.Max(sum / values.Length, 1e-12);
            var moved = Math.Abs(next - square);
            square = next;
            if (moved < 1e-9 * square)
            {
                break;
            }
        }

        return square;
    }
}
