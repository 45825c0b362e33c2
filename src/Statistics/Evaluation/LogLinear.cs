namespace Wardwise.Statistics.Evaluation;

/// <summary>A negative binomial regression with a log link over many places, made for speed: the dispersion by moments, steps by weighted
/// least squares.</summary>
internal static class LogLinear
{
    private const int Rounds = 12;
    private const int Steps = 25;
    private const double LargestSize = 1e6;

    /// <param name="rows">One row a place, the first column 1.</param>
    /// <param name="counts">The count of each.</param>
    /// <returns>A term for each column. Columns that say the same as others share what they say (a trace of ridge keeps the equations
    /// solvable).</returns>
    public static double[] Fit(double[][] rows, double[] counts)
    {
        var terms = new double[rows[0].Length];
        terms[0] = Math.Log(Math.Max(counts.Average(), 0.1));
        var means = new double[rows.Length];
        var size = 10.0;
        for (var round = 0; round < Rounds; round++)
        {
            for (var step = 0; step < Steps; step++)
            {
                var next = Step(rows, counts, terms, size);
                var moved = next.Zip(terms, (a, b) => Math.Abs(a - b)).Max();
                terms = next;
                if (moved < 1e-9)
                {
                    break;
                }
            }

            for (var i = 0; i < rows.Length; i++)
            {
                means[i] = Math.Exp(Linear(rows[i], terms));
            }

            var was = size;
            size = Size(counts, means, terms.Length);
            if (Math.Abs(size - was) <= 1e-5 * was)
            {
                break;
            }
        }

        return terms;
    }

    private static double[] Step(double[][] rows, double[] counts, double[] terms, double size)
    {
        var p = terms.Length;
        var left = new double[p, p];
        var right = new double[p];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            var log = Linear(row, terms);
            var mean = Math.Exp(log);
            var weight = mean / (1 + (mean / size));
            var aim = weight * (log + ((counts[i] - mean) / mean));
            for (var a = 0; a < p; a++)
            {
                right[a] += aim * row[a];
                for (var b = 0; b <= a; b++)
                {
                    left[a, b] += weight * row[a] * row[b];
                }
            }
        }

        for (var a = 0; a < p; a++)
        {
            left[a, a] *= 1 + 1e-9;
            for (var b = 0; b < a; b++)
            {
                left[b, a] = left[a, b];
            }
        }

        return PositiveDefinite.Inverse(left) is { } inverse ? PositiveDefinite.Times(inverse, right) : terms;
    }

    private static double Linear(double[] row, double[] terms)
    {
        var log = 0.0;
        for (var k = 0; k < row.Length; k++)
        {
            log += row[k] * terms[k];
        }

        return Math.Clamp(log, -20, 20);
    }

    /// <summary>The size for which Pearson's chi-squared is its degrees of freedom.</summary>
    private static double Size(double[] counts, double[] means, int terms)
    {
        double Excess(double size)
        {
            var sum = 0.0;
            for (var i = 0; i < counts.Length; i++)
            {
                var off = counts[i] - means[i];
                sum += off * off / (means[i] + (means[i] * means[i] / size));
            }

            return sum - (counts.Length - terms);
        }

        var (low, high) = (1e-2, LargestSize);
        if (Excess(high) <= 0)
        {
            return high;
        }

        for (var i = 0; i < 60 && high / low > 1 + 1e-8; i++)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = Excess(middle) > 0 ? (low, middle) : (middle, high);
        }

        return Math.Sqrt(low * high);
    }
}
