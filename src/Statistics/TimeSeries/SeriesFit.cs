namespace Wardwise.Statistics.TimeSeries;

/// <summary>The work behind an interrupted series, with or without a comparison.</summary>
internal static class SeriesFit
{
    private const double Doubt = 0.05;

    public static SeriesResult Run(
        ReadOnlySpan<long?> counts,
        ReadOnlySpan<long?> comparison,
        int start,
        SeriesOptions options,
        ReadOnlySpan<double> population
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, counts.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FirstMonth, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.FirstMonth, 12, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Harmonics, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Harmonics, 6, nameof(options));
        Guard.Confidence(options.Confidence);
        var months = new List<int>();
        for (var t = 0; t < counts.Length; t++)
        {
            Guard.Count(counts[t] ?? 0, nameof(counts));
            Guard.Count(comparison.IsEmpty ? 0 : comparison[t] ?? 0, nameof(comparison));
            if (counts[t] is not null && (comparison.IsEmpty || comparison[t] is not null))
            {
                months.Add(t);
            }
        }

        var before = months.Count(t => t < start);
        var after = months.Count - before;
        var cautions = new List<string>();
        var harmonics = before >= InterruptedSeries.FewestBeforeForSeason ? options.Harmonics : 0;
        Note(cautions, harmonics < options.Harmonics, "fewer than 24 months before, so the season is not allowed for");
        Note(cautions, after < InterruptedSeries.FewestAfter, "short series: fewer than 6 months after");
        Note(cautions, months.Count < counts.Length, "some months are missing and were left out");
        if (before < InterruptedSeries.FewestBefore || after == 0)
        {
            return None(after == 0 ? "there is no month after" : "this needs at least 12 months before", counts.Length, cautions);
        }

        var all = new double[comparison.IsEmpty ? months.Count : 2 * months.Count];
        for (var i = 0; i < months.Count; i++)
        {
            all[i] = counts[months[i]]!.Value;
            if (!comparison.IsEmpty)
            {
                all[months.Count + i] = comparison[months[i]]!.Value;
            }
        }

        Note(
            cautions,
            all.AsSpan(0, months.Count).ToArray().Average() < 2,
            "fewer than 2 a month: add months up to quarters, or compare the two totals"
        );
        var design = Terms(months, start, all.Length, options with { Harmonics = harmonics });
        double[] exposure = population.IsEmpty ? [] : Exposure(population, counts.Length, months);
        var fit = options.Variation switch
        {
            CountVariation.Poisson => CountRegressions.Poisson(all, design, exposure),
            CountVariation.NegativeBinomial => CountRegressions.NegativeBinomial(all, design, exposure),
            _ => CountRegressions.QuasiPoisson(all, design, exposure),
        };
        return fit.Reason is { } reason
            ? None(reason, counts.Length, cautions)
            : Read(fit, months, start, counts.Length, options, cautions);
    }

    private static Design Terms(List<int> months, int start, int rows, SeriesOptions options)
    {
        var controlled = rows > months.Count;
        int Month(int row) => months[row % months.Count];
        bool InArea(int row) => row < months.Count;
        bool Post(int row) => Month(row) >= start;
        var design = new Design(rows).Intercept().With("trend", row => Month(row) + 1);
        if (controlled)
        {
            design.With("area", row => InArea(row) ? 1 : 0).With("post", row => Post(row) ? 1 : 0);
        }

        design.With("level", row => InArea(row) && Post(row) ? 1 : 0);
        if (options.Slope)
        {
            if (controlled)
            {
                design.With("slope after", row => Post(row) ? Month(row) - start + 1 : 0);
            }

            design.With("slope", row => InArea(row) && Post(row) ? Month(row) - start + 1 : 0);
        }

        return design.Season(row => ((options.FirstMonth - 1 + Month(row)) % 12) + 1, options.Harmonics);
    }

    private static SeriesResult Read(
        CountRegression fit,
        List<int> months,
        int start,
        int length,
        SeriesOptions options,
        List<string> cautions
    )
    {
        var covariance = fit.Unscaled;
        var widening = fit.Used;
        var residuals = fit.DevianceResiduals().AsSpan(0, months.Count);
        var (_, p) = Autocorrelation.LjungBox(residuals);
        var robust = p.Value < Doubt ? NeweyWest.Covariance(fit, 3, months.Count) : null;
        double Variance(Func<double[,], double> of) => Math.Max(widening * of(covariance), robust is null ? 0 : of(robust));
        var z = Guard.Z(options.Confidence);
        (Figure, Interval, Figure) Change(string name)
        {
            var at = IndexOf(fit, name);
            if (at < 0)
            {
                return (Figure.None("not asked for"), Interval.None("not asked for"), Figure.None("not asked for"));
            }

            var (estimate, error) = (fit.Coefficients[at], Math.Sqrt(Variance(matrix => matrix[at, at])));
            const string Beyond = "too uncertain to write down";
            return (
                Figure.OrNone(Math.Exp(estimate), Beyond),
                Interval.OrNone(Math.Exp(estimate - (z * error)), Math.Exp(estimate + (z * error)), Beyond),
                Tails.TwoSidedNormal(estimate / error)
            );
        }

        var (level, levelInterval, levelP) = Change("level");
        var (slope, slopeInterval, _) = Change("slope");
        var (fitted, without) = (new double?[length], new double?[length]);
        var gradient = new double[fit.Coefficients.Length];
        double expected = 0,
            seen = 0;
        for (var i = 0; i < months.Count; i++)
        {
            var mean = fit.Fitted[i];
            var counter = mean * Math.Exp(-Part(fit, "level", i) - Part(fit, "slope", i));
            (fitted[months[i]], without[months[i]]) = (mean, counter);
            if (months[i] < start)
            {
                continue;
            }

            (expected, seen) = (expected + counter, seen + fit.Counts[i]);
            for (var j = 0; j < gradient.Length; j++)
            {
                var response = fit.Terms[j].Name is "level" or "slope";
                gradient[j] += fit.Columns[j][i] * ((response ? 0 : counter) - mean);
            }
        }

        var reach = z * Math.Sqrt(Variance(matrix => PositiveDefinite.Quadratic(matrix, gradient)));
        const string TooWide = "too uncertain to write down";
        return new(
            fit,
            level,
            levelInterval,
            levelP,
            slope,
            slopeInterval,
            fit.Dispersion,
            Autocorrelation.At(residuals),
            p,
            robust is not null,
            Figure.OrNone(expected, TooWide),
            Figure.OrNone(expected - seen, TooWide),
            Interval.OrNone(expected - seen - reach, expected - seen + reach, TooWide),
            fitted,
            without,
            cautions
        );
    }

    private static double Part(CountRegression fit, string name, int row)
    {
        var at = IndexOf(fit, name);
        return at < 0 ? 0 : fit.Coefficients[at] * fit.Columns[at][row];
    }

    private static int IndexOf(CountRegression fit, string name)
    {
        for (var i = 0; i < fit.Terms.Count; i++)
        {
            if (fit.Terms[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static double[] Exposure(ReadOnlySpan<double> population, int length, List<int> months)
    {
        Guard.SameLength(population.Length, length, nameof(population));
        var exposure = new double[months.Count];
        for (var i = 0; i < exposure.Length; i++)
        {
            exposure[i] = population[months[i]];
        }

        return exposure;
    }

    private static void Note(List<string> cautions, bool applies, string words)
    {
        if (applies)
        {
            cautions.Add(words);
        }
    }

    private static SeriesResult None(string reason, int length, List<string> cautions)
    {
        var none = Figure.None(reason);
        var neither = Interval.None(reason);
        return new(
            new CountRegression(reason),
            none,
            neither,
            none,
            none,
            neither,
            none,
            [],
            none,
            false,
            none,
            none,
            neither,
            new double?[length],
            new double?[length],
            cautions
        );
    }
}
