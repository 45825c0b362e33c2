namespace Wardwise.Statistics;

/// <summary>Small symmetric systems of normal equations: a few terms, so no library's matrix is worth its allocations.</summary>
internal static class PositiveDefinite
{
    /// <summary>The inverse, by Cholesky after scaling to a unit diagonal; null when terms cannot be told apart.</summary>
    public static double[,]? Inverse(double[,] matrix)
    {
        var p = matrix.GetLength(0);
        var scale = new double[p];
        for (var i = 0; i < p; i++)
        {
            if (!(matrix[i, i] > 0) || !double.IsFinite(matrix[i, i]))
            {
                return null;
            }

            scale[i] = 1 / Math.Sqrt(matrix[i, i]);
        }

        var lower = new double[p, p];
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j] * scale[i] * scale[j];
                for (var k = 0; k < j; k++)
                {
                    sum -= lower[i, k] * lower[j, k];
                }

                if (i != j)
                {
                    lower[i, j] = sum / lower[j, j];
                }
                else if (sum > 1e-11)
                {
                    lower[i, i] = Math.Sqrt(sum);
                }
                else
                {
                    return null;
                }
            }
        }

        // The inverse of the triangle, then its square.
        for (var i = 0; i < p; i++)
        {
            lower[i, i] = 1 / lower[i, i];
            for (var j = 0; j < i; j++)
            {
                double sum = 0;
                for (var k = j; k < i; k++)
                {
                    sum -= lower[i, k] * lower[k, j];
                }

                lower[i, j] = sum * lower[i, i];
            }
        }

        var inverse = new double[p, p];
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                double sum = 0;
                for (var k = i; k < p; k++)
                {
                    sum += lower[k, i] * lower[k, j];
                }

                inverse[i, j] = inverse[j, i] = sum * scale[i] * scale[j];
            }
        }

        return inverse;
    }

    /// <summary>X'WX of columns and weights.</summary>
    public static double[,] Cross(IReadOnlyList<double[]> columns, ReadOnlySpan<double> weights)
    {
        var p = columns.Count;
        var cross = new double[p, p];
        for (var i = 0; i < p; i++)
        {
            var x = columns[i];
            for (var j = 0; j <= i; j++)
            {
                var y = columns[j];
                double sum = 0;
                for (var t = 0; t < weights.Length; t++)
                {
                    sum += x[t] * y[t] * weights[t];
                }

                cross[i, j] = cross[j, i] = sum;
            }
        }

        return cross;
    }

    public static double[] Times(double[,] matrix, ReadOnlySpan<double> vector)
    {
        var product = new double[matrix.GetLength(0)];
        for (var i = 0; i < product.Length; i++)
        {
            for (var j = 0; j < vector.Length; j++)
            {
                product[i] += matrix[i, j] * vector[j];
            }
        }

        return product;
    }

    /// <summary>A'VA for one vector.</summary>
    public static double Quadratic(double[,] matrix, ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (var i = 0; i < vector.Length; i++)
        {
            for (var j = 0; j < vector.Length; j++)
            {
                sum += vector[i] * matrix[i, j] * vector[j];
            }
        }

        return sum;
    }

    public static double[,] Product(double[,] a, double[,] b)
    {
        var p = a.GetLength(0);
        var product = new double[p, p];
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < p; j++)
            {
                for (var k = 0; k < p; k++)
                {
                    product[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return product;
    }
}
