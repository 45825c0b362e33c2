namespace Wardwise.Statistics.TimeSeries;

/// <summary>Cumulative sums either side of a target.</summary>
/// <param name="High">Upward sums, one a value.</param>
/// <param name="Low">Downward sums, one a value.</param>
/// <param name="FirstSignal">Position, from 0, of the first sum beyond the limit; null when there is none.</param>
public sealed record CusumResult(IReadOnlyList<double> High, IReadOnlyList<double> Low, int? FirstSignal);

/// <summary>A smoothed series with its limits.</summary>
/// <param name="Smoothed">One a value.</param>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
/// <param name="Signals">Positions, from 0, beyond a limit.</param>
public sealed record EwmaResult(IReadOnlyList<double> Smoothed, double Lower, double Upper, IReadOnlyList<int> Signals);

/// <summary>Charts that add up small changes which a limit on each month would miss.</summary>
public static class Cusum
{
    /// <summary>The tabular cumulative sum of measurements, both ways.</summary>
    /// <remarks>
    /// E. S. Page, Biometrika 41 (1954); NIST/SEMATECH e-Handbook 6.3.2.3: high = max(0, high + value - target - slack), low likewise
    /// downwards; a signal is a sum above the limit. Fast start: J. M. Lucas, R. B. Crosier, Technometrics 24 (1982) 199-205, with the sums
    /// begun at half the limit.
    /// </remarks>
    /// <param name="values">In the order of time.</param>
    /// <param name="target">What they should be.</param>
    /// <param name="slack">k: half the change to look for, in the unit of the values, 0 or more.</param>
    /// <param name="limit">h, above 0.</param>
    /// <param name="fastStart">Begin at half the limit, as after a change.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value or target that is not finite, a negative slack, a limit of 0 or
    /// less.</exception>
    public static CusumResult Tabular(ReadOnlySpan<double> values, double target, double slack, double limit, bool fastStart = false)
    {
        Guard.Finite(target);
        Guard.Mean(slack);
        Guard.Positive(limit);
        var (highs, lows) = (new double[values.Length], new double[values.Length]);
        var (high, low) = fastStart ? (limit / 2, limit / 2) : (0, 0);
        int? signal = null;
        for (var i = 0; i < values.Length; i++)
        {
            Guard.Finite(values[i], nameof(values));
            highs[i] = high = Math.Max(0, high + values[i] - target - slack);
            lows[i] = low = Math.Max(0, low + target - slack - values[i]);
            signal ??= high > limit || low > limit ? i : null;
        }

        return new(highs, lows, signal);
    }

    /// <summary>The exponentially weighted moving average, with its limits in the long run.</summary>
    /// <remarks>S. W. Roberts, Technometrics 1 (1959); NIST/SEMATECH e-Handbook 6.3.2.4: limits target +/- width times the root of variance
    /// weight / (2 - weight).</remarks>
    /// <param name="values">In the order of time.</param>
    /// <param name="target">Where it begins and what it should be.</param>
    /// <param name="variance">Of one value, above 0: the target itself for counts.</param>
    /// <param name="weight">Of the newest value (lambda), above 0 and at most 1; 0.3 by default.</param>
    /// <param name="width">L, above 0; 3 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value or target that is not finite, a variance or width of 0 or less, a weight
    /// outside 0 to 1.</exception>
    public static EwmaResult Ewma(ReadOnlySpan<double> values, double target, double variance, double weight = 0.3, double width = 3)
    {
        Guard.Finite(target);
        Guard.Positive(variance);
        Guard.Positive(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 1);
        Guard.Positive(width);
        var reach = width * Math.Sqrt(weight / (2 - weight) * variance);
        var smoothed = new double[values.Length];
        var signals = new List<int>();
        var now = target;
        for (var i = 0; i < values.Length; i++)
        {
            Guard.Finite(values[i], nameof(values));
            smoothed[i] = now = (weight * values[i]) + ((1 - weight) * now);
            if (Math.Abs(now - target) > reach)
            {
                signals.Add(i);
            }
        }

        return new(smoothed, target - reach, target + reach, signals);
    }
}
