using System.Collections.Concurrent;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;
using Wardwise.Statistics.TimeSeries;

namespace Wardwise.App.Warnings;

/// <summary>A neighbourhood that is judged.</summary>
/// <param name="No">Its number.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="DistrictNo">The district that it lies in, where that is known.</param>
public sealed record WarnedPlace(int No, string Code, string Name, int? DistrictNo);

/// <summary>A force's months as they were learned from: every neighbourhood and kind, up to the month that is judged. Never changed once
/// made.</summary>
internal sealed class ForceWarnings
{
    /// <summary>How far back it looks.</summary>
    public const int MonthsBack = 36;

    private readonly IReadOnlyList<YearMonth> _months;
    private readonly bool[] _known;
    private readonly Dictionary<int, int> _places = [];
    private readonly EarlyWarning?[] _models;
    private readonly int[][][] _counts;
    private readonly ConcurrentDictionary<(int PlaceNo, double Tail), IReadOnlyList<WarningLine>> _lines = new();

    /// <param name="months">Months in a row; the last is judged.</param>
    /// <param name="imported">Those that are known.</param>
    /// <param name="panel">The counts.</param>
    /// <param name="index">Every boundary.</param>
    /// <param name="forceCode">The force.</param>
    public ForceWarnings(
        IReadOnlyList<YearMonth> months,
        IReadOnlySet<YearMonth> imported,
        WarningPanel panel,
        PlaceIndex index,
        string forceCode
    )
    {
        (_months, _known) = (months, [.. months.Select(imported.Contains)]);
        var day = Month.LastDay;
        var all = index
            .Boundaries.Where(b => b.Level is PlaceLevel.Neighbourhood && b.ForceCode == forceCode)
            .GroupBy(b => b.PlaceNo)
            .OrderBy(g => g.First().Name, StringComparer.Ordinal)
            .ToList();
        var places = new List<WarnedPlace>();
        foreach (var versions in all)
        {
            _places[versions.Key] = _places.Count;
            if (versions.FirstOrDefault(v => v.Holds(day)) is { } now)
            {
                var middle = now.Shape.InteriorPoint;
                places.Add(
                    new(now.PlaceNo, now.Code, now.Name, index.Find(PlaceLevel.District, new(middle.Y, middle.X), day, forceCode)?.PlaceNo)
                );
            }
        }

        Places = places;
        var none = WarningKind.All.Select(_ => new int[months.Count]).ToArray();
        _counts = [.. all.Select(g => panel.Counts.GetValueOrDefault(g.Key) ?? none)];
        var starts = all.Select(g => Start(g, day)).ToList();
        _models =
            Places.Count == 0
                ? new EarlyWarning?[WarningKind.All.Count]
                : [.. WarningKind.All.Select((_, kind) => EarlyWarning.Learn([.. _counts.Select(c => c[kind])], _known, starts))];
    }

    /// <summary>The month that is judged.</summary>
    public YearMonth Month => _months[^1];

    /// <summary>The neighbourhoods of the month, by name.</summary>
    public IReadOnlyList<WarnedPlace> Places { get; }

    /// <summary>A line for each kind that was counted anywhere before; none for a place without a year of months like this one (its
    /// boundary changed).</summary>
    public IReadOnlyList<WarningLine> LinesOf(WarnedPlace place, double tail) =>
        _lines.GetOrAdd(
            (place.No, tail),
            _ => [.. Enumerable.Range(0, WarningKind.All.Count).Select(kind => Line(place, kind, tail)).OfType<WarningLine>()]
        );

    /// <summary>Every month of a line: what was counted, and where a year of months came before it, what was to be expected.</summary>
    public IReadOnlyList<WarningMonth> MonthsOf(WarningLine line, double tail)
    {
        var (place, kind) = (_places[line.Place.No], WarningKind.All.ToList().IndexOf(line.Kind));
        return [.. _months.Select((month, m) => !_known[m] ? new WarningMonth(month, null, null, 0, 0) : Judged(month, m))];

        WarningMonth Judged(YearMonth month, int m)
        {
            var expected = _models[kind]!.Expected(place, m);
            return expected.Months < EarlyWarning.FewestMonths
                ? new(month, _counts[place][kind][m], null, 0, 0)
                : new(
                    month,
                    _counts[place][kind][m],
                    expected.Mean,
                    NegativeBinomial.LowerLimit(expected.Mean, expected.Size, tail),
                    NegativeBinomial.UpperLimit(expected.Mean, expected.Size, tail)
                );
        }
    }

    private WarningLine? Line(WarnedPlace warned, int kind, double tail)
    {
        var (place, last) = (_places[warned.No], _months.Count - 1);
        if (_models[kind] is not { } model || model.Expected(place, last) is not { Months: >= EarlyWarning.FewestMonths } expected)
        {
            return null;
        }

        var limit = NegativeBinomial.UpperLimit(expected.Mean, expected.Size, tail);
        var count = _counts[place][kind][last];
        var slow = SlowRise.Of(model, place, tail, limit);
        return new(warned, WarningKind.All[kind], Month, count)
        {
            Expected = expected.Mean,
            Earlier = expected.Months,
            Limit = limit,
            Chance = expected.ChanceOf(count),
            IsJump = count > limit,
            Slow = slow?.From is not { } from
                ? null
                : new(_months[from], slow.Count, slow.Expected, slow.PValue, slow.Sums[^1].Sum >= slow.Limit - 1e-9),
            Sums = slow is null ? [] : [.. slow.Sums.Select(s => (_months[s.Month], s.Sum))],
            SumLimit = slow?.Limit,
            ChanceOfFalseAlarm = slow?.ChanceOfEither ?? expected.ChanceOf(limit + 1),
        };
    }

    /// <summary>The first whole month with the boundary that the place has now.</summary>
    private int Start(IEnumerable<PlaceBoundary> versions, DateOnly day)
    {
        var since = versions.Where(v => v.Holds(day)).Select(v => v.From).DefaultIfEmpty(null).Max();
        return since is not { } from ? 0 : Math.Clamp(YearMonth.Of(from.AddDays(-1)).Index + 1 - _months[0].Index, 0, _months.Count);
    }
}
