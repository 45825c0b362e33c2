namespace Wardwise.Statistics.TimeSeries;

/// <summary>How much luck alone will alarm when many things are watched, and how to allow for it.</summary>
public static class FalseAlarms
{
    /// <summary>False alarms to expect: areas times types times months times the chance of one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, or a chance outside 0 to 1.</exception>
    public static double Expected(int areas, int types, int months, double chance)
    {
        Guard.Count(areas);
        Guard.Count(types);
        Guard.Count(months);
        Guard.Mean(chance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chance, 1);
        return (double)areas * types * months * chance;
    }

    /// <summary>P values adjusted so that, of those under a limit, no more than that share are false on average.</summary>
    /// <remarks>Y. Benjamini, Y. Hochberg, JRSS B 57 (1995) 289-300; the same as R's p.adjust(p, "BH").</remarks>
    /// <param name="pValues">0 to 1 each.</param>
    /// <returns>Adjusted values in the same order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value outside 0 to 1.</exception>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> pValues)
    {
        var order = new int[pValues.Length];
        var keys = pValues.ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            Guard.Mean(keys[i], nameof(pValues));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(keys[i], 1, nameof(pValues));
            order[i] = i;
        }

        Array.Sort(keys, order);
        var adjusted = new double[order.Length];
        var smallest = 1.0;
        for (var rank = order.Length; rank > 0; rank--)
        {
            smallest = Math.Min(smallest, keys[rank - 1] * order.Length / rank);
            adjusted[order[rank - 1]] = smallest;
        }

        return adjusted;
    }
}
