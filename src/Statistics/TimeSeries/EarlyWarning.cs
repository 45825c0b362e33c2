namespace Wardwise.Statistics.TimeSeries;

/// <summary>What was to be expected of a place in a month, and how far a count may stray from it by chance.</summary>
/// <param name="Mean">The number to expect.</param>
/// <param name="Size">Of the negative binomial about it: the smaller, the further it strays.</param>
/// <param name="Months">Earlier months that it was learned from.</param>
public readonly record struct MonthExpected(double Mean, double Size, int Months)
{
    /// <summary>The chance of as many or more by luck.</summary>
    public double ChanceOf(long count) => NegativeBinomial.AtLeast(count, Mean, Size);
}

/// <summary>
/// What to expect of each place of a group next month, learned from its own earlier months, from what the rest of the group had in the same
/// month (which carries the season and whatever happens everywhere), and from how far such forecasts strayed before.
/// </summary>
/// <remarks>
/// The level of a place is a gamma, worn a little each month so that recent months count more: A. C. Harvey, C. Fernandes, "Time series
/// models for count or qualitative observations", Journal of Business and Economic Statistics 7 (1989) 407-417. It starts at the group's
/// mean, with the weight that the differences between places give it (empirical Bayes). The forecast is therefore negative binomial, and
/// holds what is not known of the level; months that are livelier for no reason known widen it further.
/// </remarks>
public sealed class EarlyWarning
{
    /// <summary>A place is not judged from fewer earlier months.</summary>
    public const int FewestMonths = 12;

    /// <summary>Forecasts are scored from the month that has this many before it.</summary>
    private const int Start = 6;

    /// <summary>With fewer places little is known of how they differ: each starts almost from nothing.</summary>
    private const int FewestPlaces = 5;

    private static readonly double[] Keeps = [1, 0.98, 0.95, 0.92, 0.88, 0.84, 0.8];

    private readonly int[][] _counts;
    private readonly bool[] _known;
    private readonly double[][] _factors;
    private readonly int[] _totals;
    private readonly double _groupSpread;
    private readonly double _startSize;
    private readonly double _startRate;
    private readonly double[] _placeUnrest;

    private readonly int[] _starts;

    private EarlyWarning(int[][] counts, bool[] known, int[] starts)
    {
        (_counts, _known, _starts, _placeUnrest) = (counts, known, starts, new double[counts.Length]);
        _totals = [.. Enumerable.Range(0, known.Length).Select(m => counts.Sum(place => place[m]))];
        _groupSpread = GroupSpread();
        _factors = [.. counts.Select(Factors)];
        (_startRate, _startSize) = Starting();
        Keep = Scored() < FewestMonths / 2 ? 0.95 : Keeps.MaxBy(Score);
        Unrest = Strays();
    }

    /// <summary>The share of what is known of a level that is kept from month to month: 1 where places keep their level, less where they
    /// drift.</summary>
    public double Keep { get; }

    /// <summary>1 / size of the months' own unrest, over all places: 0 when months vary no more than chance.</summary>
    public double Unrest { get; }

    /// <summary>The same of one place: what its own months show, drawn towards that of all.</summary>
    /// <param name="place">Its position.</param>
    public double UnrestOf(int place) => _placeUnrest[place];

    /// <summary>Learns from a group. The last month is the one to judge: its counts serve for the rest of the group alone.</summary>
    /// <param name="counts">A place each, a month each, 0 or more; where a month is not known what stands there is not read.</param>
    /// <param name="known">Whether a month is known.</param>
    /// <param name="starts">For each place the first month that is like the last (its boundary was the same); from the first on when
    /// null.</param>
    /// <returns>The model, or null when nothing was counted before the last month.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Series of different lengths, a negative count.</exception>
    public static EarlyWarning? Learn(IReadOnlyList<int[]> counts, IReadOnlyList<bool> known, IReadOnlyList<int>? starts = null)
    {
        Guard.SameLength(starts?.Count ?? counts.Count, counts.Count, nameof(starts));
        var copies = new int[counts.Count][];
        long before = 0;
        for (var place = 0; place < copies.Length; place++)
        {
            Guard.SameLength(counts[place].Length, known.Count, nameof(counts));
            copies[place] = [.. counts[place].Select((count, m) => known[m] ? count : 0)];
            foreach (var count in copies[place])
            {
                Guard.Count(count, nameof(counts));
            }

            before += copies[place].SkipLast(1).Sum(count => (long)count);
        }

        return before == 0 ? null : new(copies, [.. known], starts is null ? new int[copies.Length] : [.. starts]);
    }

    /// <summary>What to expect of a place in a month that is known, from the months before it.</summary>
    /// <param name="place">Its position.</param>
    /// <param name="month">Its position, 0 or more.</param>
    public MonthExpected Expected(int place, int month) => Forecast(place, month, month, Keep);

    /// <summary>The same for the last months, from those before them all.</summary>
    /// <param name="place">Its position.</param>
    /// <param name="window">How many months, the last included, 1 or more.</param>
    /// <returns>The level at which the window began, with its uncertainty as the size of a gamma; and the months of the window that are
    /// known.</returns>
    internal (double Shape, int Learned, IReadOnlyList<(int Month, double Mean)> Months) Since(int place, int window)
    {
        var first = Math.Max(0, _known.Length - window);
        var level = Level(place, first, Keep);
        // Half of the window has worn it on average.
        var worn = Math.Pow(Keep, window / 2.0);
        var (shape, rate) = (_startSize + (level.Seen * worn), (_startSize / _startRate) + (level.Exposed * worn));
        return (
            shape,
            level.Months,
            [.. Enumerable.Range(first, _known.Length - first).Where(m => _known[m]).Select(m => (m, shape / rate * _factors[place][m]))]
        );
    }

    internal int CountOf(int place, int month) => _counts[place][month];

    private MonthExpected Forecast(int place, int month, int from, double keep)
    {
        var level = Level(place, from, keep);
        var (shape, rate) = (_startSize + level.Seen, (_startSize / _startRate) + level.Exposed);
        var rest = _totals[month] - _counts[place][month];
        var spread = (1 / shape) + _placeUnrest[place] + (_groupSpread / (1 + (_groupSpread * rest)));
        return new(shape / rate * _factors[place][month], 1 / spread, level.Months);
    }

    /// <summary>What has been seen of a place before a month, and over how much of the group's time, both worn.</summary>
    private (double Seen, double Exposed, int Months) Level(int place, int before, double keep)
    {
        double seen = 0,
            exposed = 0;
        var months = 0;
        for (var m = _starts[place]; m < before; m++)
        {
            if (_known[m])
            {
                seen += _counts[place][m];
                exposed += _factors[place][m];
                months++;
            }

            seen *= keep;
            exposed *= keep;
        }

        return (seen, exposed, months);
    }

    /// <summary>How much the group's months vary beyond chance, relative to their mean: season, trend and all.</summary>
    private double GroupSpread()
    {
        var known = _totals.Where((_, m) => _known[m]).ToList();
        var mean = known.Average();
        return known.Count < 2 || mean == 0
            ? 0
            : Math.Max(0, ((known.Sum(t => (t - mean) * (t - mean)) / (known.Count - 1)) - mean) / (mean * mean));
    }

    /// <summary>A month of the rest of the group against its mean; where the rest is few, drawn towards that mean.</summary>
    private double[] Factors(int[] own)
    {
        var rest = own.Select((count, m) => (double)(_totals[m] - count)).ToArray();
        var mean = rest.Where((_, m) => _known[m]).Average();
        return [.. rest.Select(r => (1 + (_groupSpread * r)) / (1 + (_groupSpread * mean)))];
    }

    /// <summary>The rate of a place of which nothing is known yet, and the size of the gamma about it.</summary>
    private (double Rate, double Size) Starting()
    {
        var last = _known.Length - 1;
        var levels = Enumerable.Range(0, _counts.Length).Select(place => Level(place, last, 1)).ToList();
        var (seen, exposed) = (levels.Sum(l => l.Seen), levels.Sum(l => l.Exposed));
        // Nobody's months are like the last: half an incident over all that is known, so that nothing is divided by 0.
        var rate = Math.Max(seen, 0.5) / Math.Max(exposed, 1);
        double beyond = 0,
            squares = 0;
        foreach (var level in levels)
        {
            var mean = rate * level.Exposed;
            beyond += ((level.Seen - mean) * (level.Seen - mean)) - mean;
            squares += mean * mean;
        }

        return (rate, _counts.Length < FewestPlaces ? 0.5 : Math.Clamp(squares / Math.Max(beyond, 1e-9), 0.5, 100));
    }

    private IEnumerable<int> ScoredMonths()
    {
        var before = 0;
        for (var m = 0; m < _known.Length - 1; m++)
        {
            if (_known[m] && before++ >= Start)
            {
                yield return m;
            }
        }
    }

    private int Scored() => ScoredMonths().Count();

    /// <summary>How well each month was foretold from those before it.</summary>
    private double Score(double keep)
    {
        double score = 0;
        foreach (var (place, m) in Pairs())
        {
            var mean = Forecast(place, m, m, keep).Mean;
            score += (_counts[place][m] * Math.Log(mean)) - mean;
        }

        return score;
    }

    /// <summary>What the forecasts missed by, beyond chance and beyond what was not known of the level: over all places, and of
    /// each.</summary>
    private double Strays()
    {
        var (beyond, squares, means, months) = (
            new double[_counts.Length],
            new double[_counts.Length],
            new double[_counts.Length],
            Scored()
        );
        foreach (var (place, m) in Pairs())
        {
            var expected = Forecast(place, m, m, Keep);
            var miss = _counts[place][m] - expected.Mean;
            beyond[place] += (miss * miss) - expected.Mean - (expected.Mean * expected.Mean / expected.Size);
            squares[place] += expected.Mean * expected.Mean;
            means[place] += expected.Mean / months;
        }

        var all = squares.Sum() == 0 ? 0 : Math.Max(0, beyond.Sum() / squares.Sum());
        for (var place = 0; place < _counts.Length; place++)
        {
            // What its months can tell against how far places are taken to differ: by as much as the unrest itself.
            var telling = months / 2.0 * Math.Pow(all * means[place] / (1 + (all * means[place])), 2);
            _placeUnrest[place] =
                squares[place] == 0 ? all : Math.Max(0, (all + (telling * beyond[place] / squares[place])) / (1 + telling));
        }

        return all;
    }

    private IEnumerable<(int Place, int Month)> Pairs()
    {
        foreach (var m in ScoredMonths())
        {
            for (var place = 0; place < _counts.Length; place++)
            {
                if (m >= _starts[place])
                {
                    yield return (place, m);
                }
            }
        }
    }
}
