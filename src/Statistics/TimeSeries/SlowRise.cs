namespace Wardwise.Statistics.TimeSeries;

/// <summary>The cumulative sum of a place's last months against what was expected before them.</summary>
/// <param name="Sums">One a month of the window that is known, with the position of the month.</param>
/// <param name="Limit">A sum of this or more signals.</param>
/// <param name="PValue">The chance of the last sum or a larger one by luck; 1 when the sum is 0.</param>
/// <param name="From">The month with which the last sum began to rise; null when it is 0.</param>
/// <param name="Count">What was counted from that month on.</param>
/// <param name="Expected">What was expected from that month on.</param>
/// <param name="ChanceOfEither">The chance that luck brings the last sum to the limit, or the last month's count above its own.</param>
public sealed record SlowRiseResult(
    IReadOnlyList<(int Month, double Sum)> Sums,
    double Limit,
    double PValue,
    int? From,
    int Count,
    double Expected,
    double ChanceOfEither
);

/// <summary>A rise too small for any one month: a cumulative sum of counts over half a year, with its exact chances, so that it and the
/// month's own limit alarm equally often.</summary>
/// <remarks>
/// J. M. Lucas, "Counted data CUSUM's", Technometrics 27 (1985) 129-144: sum = max(0, sum + count - k), k = (m1 - m0) / (ln m1 - ln m0).
/// The expected numbers differ from month to month and vary more than a Poisson, so run lengths of <see cref="PoissonCusum"/> do not hold:
/// the chances of each sum are worked out month by month from the sum's own start at 0, as D. Brook, D. A. Evans, Biometrika 59 (1972)
/// 539-549 do, on a grid, for several levels that the place may have had, weighted (Gauss-Hermite, five points).
/// </remarks>
public static class SlowRise
{
    /// <summary>Months of the sum.</summary>
    public const int Window = 6;

    /// <summary>Sums beyond so many deviations are put together.</summary>
    private const int Widest = 12;

    private const double Negligible = 1e-10;

    /// <summary>Points of a standard normal and their weights: exact for polynomials up to the ninth degree.</summary>
    private static readonly (double At, double Weight)[] Points =
    [
        (-2.85697001387281, 0.0112574113277207),
        (-1.35562617997427, 0.222075922005613),
        (0, 0.533333333333333),
        (1.35562617997427, 0.222075922005613),
        (2.85697001387281, 0.0112574113277207),
    ];

    /// <summary>The sum of a place's last months.</summary>
    /// <param name="model">What was learned of the group.</param>
    /// <param name="place">Its position.</param>
    /// <param name="tail">The chance of a false alarm, between 0 and 1.</param>
    /// <param name="monthLimit">The last month signals by itself above this.</param>
    /// <returns>The sum, or null when fewer than twelve months before the window are known.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A tail outside 0 to 1.</exception>
    public static SlowRiseResult? Of(EarlyWarning model, int place, double tail, long monthLimit)
    {
        Guard.Between(tail, nameof(tail));
        var (shape, learned, months) = model.Since(place, Window);
        if (learned < EarlyWarning.FewestMonths || months.Count < 2)
        {
            return null;
        }

        var unrest = model.UnrestOf(place);
        var usual = months.Average(m => m.Mean);
        var deviation = Math.Max(1, Math.Sqrt(usual + (usual * usual * unrest)));
        var grid =
            deviation < 2 ? 0.25
            : deviation < 4 ? 0.5
            : deviation < 40 ? 1
            : Math.Floor(deviation / 20);
        // One deviation more is the rise to look for; the reference lies on the grid.
        int Reference(double mean) => Math.Max(1, (int)Math.Round(PoissonCusum.Reference(mean, mean + deviation) / grid));
        var steps = months.Select(m => (m.Mean, Reference: Reference(m.Mean))).ToArray();
        var states = (int)Math.Ceiling(Widest * deviation / grid);
        var last = new double[states + 1];
        var either = new double[states + 2];
        foreach (var (at, weight) in Points)
        {
            var level = Level(shape, at);
            Spread(steps, level, unrest, grid, states, weight, last, either, monthLimit);
        }

        // From the chance of each sum to that of it or more.
        for (var s = states - 1; s >= 0; s--)
        {
            last[s] += last[s + 1];
        }

        for (var s = states; s >= 0; s--)
        {
            either[s] += either[s + 1];
        }

        var limit = Array.FindIndex(last, chance => chance <= tail);
        limit = limit < 0 ? states + 1 : Math.Max(1, limit);
        return Result(model, place, months, steps, grid, last, limit, either[Math.Min(limit, states + 1)]);
    }

    private static SlowRiseResult Result(
        EarlyWarning model,
        int place,
        IReadOnlyList<(int Month, double Mean)> months,
        (double Mean, int Reference)[] steps,
        double grid,
        double[] chances,
        int limit,
        double either
    )
    {
        var sums = new List<(int, double)>();
        double sum = 0,
            expected = 0;
        int? from = null;
        var counted = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            var count = model.CountOf(place, months[i].Month);
            var next = Math.Max(0, sum + count - (steps[i].Reference * grid));
            (from, counted, expected) =
                next <= 0 ? (null, 0, 0)
                : sum > 0 ? (from, counted + count, expected + steps[i].Mean)
                : (months[i].Month, count, steps[i].Mean);
            sum = next;
            sums.Add((months[i].Month, sum));
        }

        var at = Math.Min(chances.Length - 1, (int)Math.Floor((sum / grid) + 1e-9));
        return new(sums, limit * grid, at == 0 ? 1 : chances[at], from, counted, expected, either);
    }

    /// <summary>The gamma's value at a point of the normal, against its mean (E. B. Wilson, M. M. Hilferty, PNAS 17 (1931)
    /// 684-688).</summary>
    private static double Level(double shape, double at)
    {
        var root = 1 - (1 / (9 * shape)) + (at / (3 * Math.Sqrt(shape)));
        return root <= 0 ? 0 : root * root * root;
    }

    /// <summary>Adds the chances of the last sum at one level of the place, and of either signal for each limit that may be
    /// chosen.</summary>
    private static void Spread(
        (double Mean, int Reference)[] steps,
        double level,
        double unrest,
        double grid,
        int states,
        double weight,
        double[] last,
        double[] either,
        long monthLimit
    )
    {
        var now = new double[states + 1];
        now[0] = weight;
        for (var i = 0; i < steps.Length; i++)
        {
            var chances = Chances(steps[i].Mean * level, unrest);
            var (first, most) = (Array.FindIndex(chances, c => c > Negligible), Array.FindLastIndex(chances, c => c > Negligible));
            var next = i == steps.Length - 1 ? last : new double[states + 1];
            for (var s = 0; s <= states; s++)
            {
                if (now[s] < Negligible)
                {
                    continue;
                }

                for (var count = first; count <= most; count++)
                {
                    var to = Math.Clamp(s + (int)Math.Round(count / grid) - steps[i].Reference, 0, states);
                    var chance = now[s] * chances[count];
                    next[to] += chance;
                    if (i == steps.Length - 1)
                    {
                        // Either signals for every limit up to the sum, or for all when the month signals by itself.
                        either[count > monthLimit ? states + 1 : to] += chance;
                    }
                }
            }

            now = next;
        }
    }

    /// <summary>The chances of 0, 1, 2 ... up to where they no longer matter.</summary>
    private static double[] Chances(double mean, double unrest)
    {
        var size = unrest > 0 ? 1 / unrest : double.PositiveInfinity;
        var most = (int)(mean + (9 * Math.Sqrt(mean + (mean * mean * unrest))) + 12);
        var chances = new double[most + 1];
        var mode = (int)mean;
        chances[mode] = NegativeBinomial.Exactly(mode, mean, size);
        // From one to the next: both distributions step by (size + count) / (count + 1) * mean / (mean + size).
        double Up(int count) => double.IsPositiveInfinity(size) ? mean / (count + 1) : (size + count) / (count + 1) * mean / (mean + size);
        for (var count = mode; count < most; count++)
        {
            chances[count + 1] = chances[count] * Up(count);
        }

        for (var count = mode; count > 0; count--)
        {
            chances[count - 1] = Up(count - 1) > 0 ? chances[count] / Up(count - 1) : 0;
        }

        return chances;
    }
}
