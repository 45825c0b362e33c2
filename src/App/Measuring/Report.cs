using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;
using Wardwise.Statistics.Evaluation;
using Wardwise.Statistics.TimeSeries;

namespace Wardwise.App.Measuring;

/// <summary>Puts what was counted and judged into the result, and what lies behind it into the working.</summary>
internal sealed class Report(
    Measurement.Asked asked,
    PlacePanel panel,
    int[] own,
    ResponseWindows windows,
    ComparisonPlaces? places,
    Judgement judged,
    AreaAndRing ground,
    PlaceIndex index,
    bool overlaps,
    IReadOnlyList<YearMonth> doubted
)
{
    private const int EarlierShown = 12;
    private const int LongestSeries = 72;
    private const double FewestAMonth = 2;

    private readonly List<string> _cautions = [];
    private readonly (int Before, int After) _area = (panel.Sum(own, windows.Before), panel.Sum(own, windows.After));
    private readonly FourPlaces _like = FourPlaces.Of(places);

    private sealed record FourPlaces(int Before, int After, int Places)
    {
        public static FourPlaces Of(ComparisonPlaces? places) =>
            new(
                (int)(places?.Like.Sum(p => p.Counts.TotalBefore) ?? 0),
                (int)(places?.Like.Sum(p => p.Counts.After) ?? 0),
                places?.Like.Count ?? 0
            );
    }

    public Measurement.Measured Write()
    {
        Qualify();
        var (displacement, ring) = Displaced();
        var (series, behind) = Series();
        var isLook = windows.IsShort;
        var change = new EvaluationResult.ChangePart(
            judged.Naive.PercentChange.Value,
            Percent(judged.Naive.Exact.Low),
            Percent(judged.Naive.Exact.High)
        );
        var what = Measurement.What(asked.Categories, asked.Types);
        var relative = judged.Relative;
        var result = new EvaluationResult
        {
            Area = new(asked.Area.Name, asked.Area.SquareKilometres),
            Measure = new(asked.Categories.Count > 0 ? asked.Categories : [.. IncidentCodes.Categories.Select(c => c.Key)]),
            Before = Measurement.Window(windows.Before),
            After = Measurement.Window(windows.After),
            Counts = new(
                new(_area.Before, _area.After),
                _like.Places > 0 ? new(_like.Before, _like.After, _like.Places) : null,
                ground.Ring is { } r ? new(r.Before, r.After) : null
            ),
            Change = change,
            Relative = relative is null
                ? null
                : new(
                    relative.Ratio.Value!.Value,
                    relative.RatioInterval.Low.Value,
                    relative.RatioInterval.High.Value,
                    judged.Drift * judged.Drift,
                    relative.Prevented.Value,
                    relative.PreventedInterval.Low.Value,
                    relative.PreventedInterval.High.Value
                ),
            Series = series,
            RegressionToMean = Usual() is { } usual
                ? new(100 * ((usual.Before.Expected / _area.Before) - 1), usual.Ratio.Value!.Value)
                : null,
            Placebo = judged.Placebo is { PValue.Value: { } p } placebo ? new(placebo.Places, placebo.AsExtreme, p) : null,
            Displacement = displacement,
            SmallestDetectableFall = judged.SmallestFall,
            Verdict = isLook || doubted.Count > 0 ? Verdict.TooFew : judged.Verdict,
            Sentence =
                doubted.Count > 0 ? VerdictWords.Doubted(what, change.Percent, _area.Before, _area.After, doubted)
                : isLook ? VerdictWords.Look(what, change.Percent, _area.Before, _area.After, windows.Before.Count, windows.After.Count)
                : VerdictWords.Sentence(
                    what,
                    judged.Verdict,
                    change.Percent,
                    _area,
                    relative?.Ratio.Value,
                    judged.Forecast?.Ratio,
                    judged.SmallestFall
                ),
            Cautions = _cautions,
        };
        return new(
            result,
            new()
            {
                Level = places?.Level.InWords(),
                Months = [.. Months()],
                Forecast = Forecast(),
                Places = places is null
                    ? []
                    :
                    [
                        .. places.Like.Select(
                            (l, i) =>
                                new EvaluationWorking.PlacePart(
                                    l.Code,
                                    NameOf(l.Code),
                                    (int)l.Counts.TotalBefore,
                                    (int)l.Counts.After,
                                    judged.Deviations[i]
                                )
                        ),
                    ],
                Chosen = places?.Chosen ?? new(panel.Places.Count, 0, 0, 0, 0, 0, 0, null),
                Ring = ring,
                Others = OtherKinds.Of(asked, _area, ground.Categories, windows, judged.Drift),
                Usual = Usual() is { } corrected
                    ? new(
                        judged.Average!.Value,
                        corrected.Before.WeightOnAverage,
                        corrected.Before.Expected,
                        corrected.NaivePercentChange.Value,
                        corrected.PercentChange.Value
                    )
                    : null,
                Series = behind,
                ForcePercent = ForceChange(),
                Drift = judged.Drift,
                Doubted = [.. doubted.Select(m => m.ToString())],
            }
        );
    }

    private CorrectedChange? Usual() => judged.Usual is { Ratio.Value: not null } usual && _area.Before > 0 ? usual : null;

    private EvaluationWorking.ForecastPart? Forecast() =>
        judged.Forecast is not { } f
            ? null
            : new(
                places!.Untreated.Count,
                f.Expected,
                f.ExpectedRange.Low,
                f.ExpectedRange.High,
                f.Ratio,
                f.RatioInterval.Low,
                f.RatioInterval.High,
                f.Z,
                f.WeightedPValue,
                f.Expected - _area.After,
                f.ExpectedRange.Low - _area.After,
                f.ExpectedRange.High - _area.After
            );

    private string NameOf(string code) => index.Boundaries.FirstOrDefault(b => b.Code == code && b.Level == places!.Level)?.Name ?? code;

    /// <summary>Every month held from a year before the first compared, with what the places like it lead one to expect.</summary>
    private IEnumerable<EvaluationWorking.MonthPart> Months()
    {
        var elsewhere = places is null ? null : Elsewhere();
        double Share(YearMonth month, IReadOnlyList<YearMonth> of) =>
            elsewhere is { } sums && of.Sum(m => sums[m.Index - panel.First.Index]) is > 0 and var total
                ? sums[month.Index - panel.First.Index] / (double)total
                : 1.0 / of.Count;
        var (before, after) = (windows.Before.ToHashSet(), windows.After.ToHashSet());
        foreach (var month in windows.Before[0].Plus(-EarlierShown).To(windows.After[^1]).Where(m => panel.At(own, m) is not null))
        {
            var isAfter = month >= windows.After[0];
            var expected = isAfter ? judged.Expected * Share(month, windows.After) : _area.Before * Share(month, windows.Before);
            var (low, high) = Rates.ExpectedRange(expected, judged.Drift, 0.95);
            yield return new(
                month.ToString(),
                panel.At(own, month)!.Value,
                expected,
                low,
                high,
                before.Contains(month) ? "before"
                    : after.Contains(month) ? "after"
                    : month < windows.Before[0] ? "earlier"
                    : month == windows.Dropped ? "dropped"
                    : "between"
            );
        }
    }

    private int[] Elsewhere()
    {
        var sums = new int[panel.Months];
        foreach (var like in places!.Like.Count > 0 ? places.Like : places.Untreated)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += like.Series[i];
            }
        }

        return sums;
    }

    private (EvaluationResult.DisplacementPart? Part, EvaluationWorking.RingPart? Ring) Displaced()
    {
        if (ground.Ring is not { } ring)
        {
            _cautions.Add(Cautions.NoBuffer);
            return (null, null);
        }

        var times = (double)windows.Before.Count / windows.After.Count;
        double? percent = ring.Before > 0 ? 100 * ((ring.After * times / ring.Before) - 1) : null;
        if (_like.Places == 0)
        {
            return (
                null,
                new(asked.Metres, ring.Before, ring.After, percent, null, null, null, EnumCode.Of(DisplacementBand.NotAssessed), null, null)
            );
        }

        var ratio = RelativeRate.Compare(new FourCounts(ring.Before, ring.After, _like.Before, _like.After), drift: judged.Drift);
        var measured = Displacement.Measure(new SixCounts(_area.Before, _area.After, ring.Before, ring.After, _like.Before, _like.After));
        var working = new EvaluationWorking.RingPart(
            asked.Metres,
            ring.Before,
            ring.After,
            percent,
            ratio.Ratio.Value,
            ratio.RatioInterval.Low.Value,
            ratio.RatioInterval.High.Value,
            EnumCode.Of(measured.Band),
            measured.TotalNetEffectInterval.Low.Value,
            measured.TotalNetEffectInterval.High.Value
        );
        if (measured.Band is DisplacementBand.NotAssessed)
        {
            _cautions.Add(Cautions.FewForDisplacement);
            return (null, working);
        }

        // The places compared with are many: weighed down to the size of the area and of the ring, so that differences are of like size.
        var difference = DisplacementDifference.Test(
            new Pair(_area.Before, _area.After),
            new Pair(_like.Before, _like.After),
            new Pair(ring.Before, ring.After),
            new Pair(_like.Before, _like.After),
            new DifferenceWeights(
                1,
                (double)windows.After.Count / windows.Before.Count,
                1,
                (double)_like.Before / _area.Before,
                1,
                (double)_like.Before / ring.Before
            )
        );
        if (
            judged.Relative is { Ratio.Value: { } rirr }
            && Math.Sign(Math.Round(rirr - 1, 2)) * Math.Sign(Math.Round(difference.Local.Value ?? 0, 1)) < 0
        )
        {
            _cautions.Add(Cautions.Disagree);
        }

        return (new(measured.Quotient.Value, difference.Total.Value, difference.Z.Value, measured.TotalNetEffect.Value), working);
    }

    private (EvaluationResult.SeriesPart? Part, EvaluationWorking.SeriesWorking? Working) Series()
    {
        // A follow-up leaves months out between start and after: what the trend says then is said by the first measurement.
        var first = windows.Before[^1];
        while (panel.At(own, first.Plus(-1)) is not null && first.Plus(LongestSeries) > windows.Before[^1])
        {
            first = first.Plus(-1);
        }

        var before = windows.Before[^1].Index - first.Index + 1;
        var months = first.To(windows.After[^1]).ToList();
        var counts = months.Select(m => m == windows.Dropped || panel.At(own, m) is not { } count ? (long?)null : count).ToArray();
        if (
            before < InterruptedSeries.FewestBeforeForSeason
            || windows.After.Count < InterruptedSeries.FewestAfter
            || asked.Until is not null
            || counts.OfType<long>().Average() < FewestAMonth
        )
        {
            _cautions.Add(Cautions.NoSeries);
            return (null, null);
        }

        var start = months.FindIndex(m => m >= YearMonth.Of(windows.Start));
        var fit = InterruptedSeries.Fit(counts, start, new SeriesOptions(FirstMonth: first.Month));
        if (fit.LevelChange.Value is not { } level)
        {
            _cautions.Add(Cautions.NoSeries);
            return (null, null);
        }

        return (
            new(
                fit.NeweyWest ? "quasi-Poisson, Newey-West" : "quasi-Poisson",
                level,
                fit.LevelInterval.Low.Value,
                fit.LevelInterval.High.Value
            ),
            new(
                before,
                fit.Dispersion.Value,
                fit.LjungBoxPValue.Value,
                fit.Prevented.Value,
                fit.PreventedInterval.Low.Value,
                fit.PreventedInterval.High.Value
            )
        );
    }

    private void Qualify()
    {
        void When(bool holds, string caution)
        {
            if (holds)
            {
                _cautions.Add(caution);
            }
        }

        var untreated = places?.Untreated.Count ?? 0;
        When(doubted.Count > 0, Cautions.DoubtedMonths);
        When(windows.IsShort, Cautions.ShortSeries);
        When(judged.Relative is null && judged.Forecast is null, Cautions.NoComparison);
        When(judged.Relative is null && judged.Forecast is not null, Cautions.NoneLike);
        When(judged.Relative is not null && judged.Placebo is not { CanReachFivePercent: true }, Cautions.FewPlaces);
        When(judged.DriftIsUsual && judged.Relative is not null, Cautions.UsualDrift);
        When(places?.AreUnlike is true, Cautions.UnlikePlaces);
        When(untreated >= PanelForecast.FewestPlaces && judged.Forecast is null, Cautions.UnlikeAny);
        var stillRunning = windows.After.Count < asked.After && windows.After[^1].Plus(1) > LastHeld();
        When(stillRunning, Cautions.StillRunning);
        When(
            windows.After.Count < asked.After && !stillRunning
                || (windows.Before.Count < asked.Before && panel.Held.Any(m => m < windows.Before[0])),
            Cautions.MissingMonths
        );
        When(!windows.SameSeason, Cautions.DifferentSeasons);
        When(_area.Before == 0 || _area.After == 0, Cautions.ZeroCell);
        When(
            asked.Area.Level is { } level && Measurement.Moved(index, level, windows).Overlaps(asked.Area.Codes),
            Cautions.BoundaryChanged
        );
        When(ForceSteps.Any(panel, windows), Cautions.ForceStep);
        When(overlaps, Cautions.Overlapping);
        When(Usual() is { } usual && usual.Before.Expected < 0.95 * _area.Before, Cautions.ChosenAtWorst);
        When(Usual() is null, Cautions.UsualLevel);
        When(asked.AimChanged, Cautions.AimChanged);
        When(asked.Named.Count > 0, Cautions.NamedComparison);
    }

    private YearMonth LastHeld() => panel.Held.Max();

    private double? ForceChange()
    {
        var (before, after) = (
            panel.Places.Values.Sum(s => (long)panel.Sum(s, windows.Before)),
            panel.Places.Values.Sum(s => (long)panel.Sum(s, windows.After))
        );
        return before == 0 ? null : 100 * ((after * (double)windows.Before.Count / windows.After.Count / before) - 1);
    }

    private static double? Percent(Figure ratio) => ratio.Value is { } value ? 100 * (value - 1) : null;
}
