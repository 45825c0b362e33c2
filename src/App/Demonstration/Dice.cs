using System.Numerics;

namespace Wardwise.App.Demonstration;

/// <summary>
/// Chance that comes out the same on every machine and in every version of the runtime (SplitMix64; Steele, Lea and Flood 2014).
/// Each part of the county draws from a stream of its own, so that a change in one does not move the others.
/// </summary>
internal sealed class Dice
{
    private ulong _state;

    public Dice(int seed, string stream)
    {
        _state = (ulong)seed * 0x9E3779B97F4A7C15;
        foreach (var letter in stream)
        {
            _state = (BitOperations.RotateLeft(_state, 7) ^ letter) * 0x100000001B3;
        }

        Next();
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 up to but not including 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + (Share() * (high - low));

    /// <summary>From low to high, both included.</summary>
    public int Whole(int low, int high) => low + (int)(Share() * (high - low + 1));

    public bool Falls(double probability) => Share() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[(int)(Share() * from.Count)];

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share());

    /// <summary>Skewed to the right, with mean 1.</summary>
    public double LogNormal(double sigma) => Math.Exp((sigma * Normal()) - (sigma * sigma / 2));

    public int Poisson(double mean)
    {
        if (mean > 30)
        {
            // Halves keep the product below from running out of digits.
            return Poisson(mean / 2) + Poisson(mean / 2);
        }

        var (limit, product, count) = (Math.Exp(-mean), Share(), 0);
        while (product > limit)
        {
            product *= Share();
            count++;
        }

        return count;
    }

    /// <summary>An index, as likely as its weight; the weights are given as running totals.</summary>
    public int Index(double[] runningTotals)
    {
        var found = Array.BinarySearch(runningTotals, Share() * runningTotals[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, runningTotals.Length - 1);
    }

    public static double[] RunningTotals(IEnumerable<double> weights)
    {
        var sum = 0.0;
        return [.. weights.Select(w => sum += w)];
    }

    public void Shuffle<T>(IList<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Whole(0, i);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }
}
