using Wardwise.Domain.Problems;
using Wardwise.Statistics;
using Wardwise.Statistics.Evaluation;
using Wardwise.Statistics.TimeSeries;

namespace Wardwise.App.Measuring;

/// <summary>What the counts of an area and of places like it say about a change, and the verdict.</summary>
/// <param name="Verdict">By <see cref="Comparison"/> where there is enough to learn from; else by the simple comparison.</param>
/// <param name="Naive">The area against itself.</param>
/// <param name="Relative">The area against the places like it added up; null without any.</param>
/// <param name="Drift">How far places go their own way (tau), in the error of the simple comparison.</param>
/// <param name="DriftIsUsual">Whether that is the usual figure, there being too few places to take it from.</param>
/// <param name="Forecast">Against what was learned from all places where nothing was done; null where that cannot be had.</param>
/// <param name="Deviations">How far each of the places like it strayed, over the spread of places of its size; in their order.</param>
/// <param name="Placebo">The same test on the places like it; null without any.</param>
/// <param name="Expected">Incidents after, had nothing been done.</param>
/// <param name="SmallestFall">That would be seen four times in five, drift included.</param>
/// <param name="Usual">The change with the luck of being chosen at its worst taken out; null where the usual level is not known.</param>
/// <param name="Average">Of all places of the level over the months before.</param>
internal sealed record Judgement(
    Verdict Verdict,
    RateRatio Naive,
    RelativeRateRatio? Relative,
    double Drift,
    bool DriftIsUsual,
    PanelTest? Forecast,
    IReadOnlyList<double?> Deviations,
    PlaceboTest? Placebo,
    double Expected,
    double? SmallestFall,
    CorrectedChange? Usual,
    double? Average
)
{
    /// <summary>How far places drift where there are too few to tell (methods, "the evaluation of a response", 4): of the size of a
    /// ward.</summary>
    public const double UsualDrift = 0.25;

    private const double FallThatMatters = 0.5;

    /// <summary>Confidence of the ranges that go with the verdict: a range that leaves out "no change" is a clear change.</summary>
    public const double Confidence = 1 - Comparison.ClearBelow;

    /// <param name="own">The area.</param>
    /// <param name="monthsBefore">1 or more.</param>
    /// <param name="monthsAfter">1 or more.</param>
    /// <param name="places">The places it is held against; null where there are none.</param>
    public static Judgement Of(PlaceCounts own, int monthsBefore, int monthsAfter, ComparisonPlaces? places)
    {
        var naive = Rates.Compare(own.TotalBefore, own.After, monthsBefore, monthsAfter);
        var like = places?.Like.Select(p => new Pair(p.Counts.TotalBefore, p.Counts.After)).ToArray() ?? [];
        var (drift, isUsual) = DriftOf(like, places);
        var around = new Pair(like.Sum(l => l.Before), like.Sum(l => l.After));
        var relative =
            around.Before > 0
                ? RelativeRate.Compare(new FourCounts(own.TotalBefore, own.After, around.Before, around.After), drift: drift)
                : null;
        relative = relative is { Ratio.Value: not null } ? relative : null;
        var learned = places is null ? null : Learned(own, places);
        var forecast = learned?.Test(own, Confidence);
        var deviations = DeviationsOf(places, learned, like, drift);
        var z = forecast?.Z ?? (relative is { Z.Value: { } simple } ? simple : null);
        var held = deviations.OfType<double>().ToArray();
        var expected = forecast?.Expected ?? relative?.Expected.Value ?? own.TotalBefore * (double)monthsAfter / monthsBefore;
        double? elsewhereBefore = around is { Before: > 0, After: > 0 } ? around.Before : null;
        double? elsewhereAfter = elsewhereBefore is null ? null : around.After;
        var smallest =
            forecast?.SmallestFall ?? Detection.SmallestFall(own.TotalBefore, expected, elsewhereBefore, elsewhereAfter, drift).Value;
        var byChance = Detection.SmallestFall(own.TotalBefore, expected).Value;
        var way = forecast is not null
            ? Comparison.ClearWay(forecast, own.After)
            : Comparison.Enough(
                Way(relative?.RatioInterval ?? Rates.DriftingInterval(own.TotalBefore, own.After, monthsBefore, monthsAfter, UsualDrift)),
                expected,
                own.After
            );
        var verdict =
            way < 0 ? Verdict.ClearFall
            : way > 0 ? Verdict.ClearRise
            : expected < Comparison.Fewest || byChance is null or > FallThatMatters ? Verdict.TooFew
            : Verdict.NoClearChange;
        var (usual, average) = Usually(own, places, (double)monthsAfter / monthsBefore);
        return new(
            verdict,
            naive,
            relative,
            drift,
            isUsual,
            forecast,
            deviations,
            z is { } deviation && held.Length > 0 ? Statistics.Evaluation.Placebo.Test(deviation, held) : null,
            expected,
            smallest,
            usual,
            average
        );
    }

    internal static (double Drift, bool IsUsual) DriftOf(Pair[] like, ComparisonPlaces? places)
    {
        var all = places?.Untreated.Select(p => new Pair(p.Counts.TotalBefore, p.Counts.After)).ToArray() ?? [];
        var of = like.Length >= PanelForecast.FewestPlaces ? like : all;
        var drift = Statistics.Evaluation.Drift.Between(of).Value;
        // A spread taken from a handful of places is too often far too small: then the usual one is the least.
        return of.Length >= PanelForecast.FewestPlaces && drift is { } known
            ? (known, false)
            : (Math.Max(drift ?? 0, UsualDrift), !(drift > UsualDrift));
    }

    /// <summary>Learns only where the area is of a size among those of the places learned from.</summary>
    private static PanelForecast? Learned(PlaceCounts own, ComparisonPlaces places)
    {
        return places.CanBeLearnedFor(own) ? PanelForecast.Learn([.. places.Untreated.Select(p => p.Counts)]) : null;
    }

    private static List<double?> DeviationsOf(ComparisonPlaces? places, PanelForecast? learned, Pair[] like, double drift)
    {
        if (places is null)
        {
            return [];
        }

        if (learned is not null)
        {
            var at = places.Untreated.Select((p, i) => (p.Code, i)).ToDictionary(p => p.Code, p => p.i, StringComparer.Ordinal);
            return [.. places.Like.Select(p => (double?)learned.Quotients[at[p.Code]])];
        }

        var all = new Pair(like.Sum(l => l.Before), like.Sum(l => l.After));
        return
        [
            .. like.Select(l =>
                like.Length < 2 || all.Before == l.Before
                    ? null
                    : RelativeRate
                        .Compare(new FourCounts(l.Before, l.After, all.Before - l.Before, all.After - l.After), drift: drift)
                        .Z.Value
            ),
        ];
    }

    private static int Way(Interval ratio) =>
        ratio is { High.Value: < 1 } ? -1
        : ratio is { Low.Value: > 1 } ? 1
        : 0;

    private static (CorrectedChange? Change, double? Average) Usually(PlaceCounts own, ComparisonPlaces? places, double times)
    {
        if (places is not { Untreated.Count: >= PanelForecast.FewestPlaces })
        {
            return (null, null);
        }

        var (mean, size) = NegativeBinomialSize.MaximumLikelihood([.. places.Untreated.Select(p => (double)p.Counts.TotalBefore)]);
        return mean.Value is > 0 and var average && size.Value is { } spread
            ? (RegressionToTheMean.Correct(own.TotalBefore, own.After, average, spread, times), average)
            : (null, mean.Value);
    }
}
