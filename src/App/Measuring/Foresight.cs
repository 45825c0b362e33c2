using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using NetTopologySuite.Geometries;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Evaluation;

namespace Wardwise.App.Measuring;

/// <summary>Looks at the months before as a measurement later will, and says what they could show.</summary>
public sealed class Foresight(PlaceIndexes places, PlacePanels panels, Measurement measurement)
{
    /// <summary>Months that ended longer ago than this say nothing of what is now.</summary>
    private const int LongestAgo = 36;

    /// <summary>With fewer on a side the drift of places is the usual one.</summary>
    private const int FewestForDrift = 3;

    private const int MostRemembered = 500;

    private readonly ConditionalWeakTable<PlaceIndex, ConcurrentDictionary<string, AreaAndRing.Ground>> _near = [];

    /// <param name="work">The piece of work.</param>
    /// <param name="asked">What would be measured; its ring by its width alone. Its start is the day on which the response started, or
    /// today.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Null where no whole month before the start was imported, or the area lies in no force.</returns>
    internal async Task<CouldBeSeen?> Of(Work work, Measurement.Asked asked, CancellationToken cancel)
    {
        if (asked.Area.ForceCode is not { } force)
        {
            return null;
        }

        var level = asked.Area.Level ?? PlaceLevel.Lsoa;
        var panel = await panels.Current(work, level, force, asked.Kinds, cancel);
        var last = YearMonth.Of(asked.Start).Plus(-1);
        var recent = panel.Held.Where(m => m <= last && m > last.Plus(-LongestAgo)).ToList();
        if (recent.Count == 0)
        {
            return null;
        }

        var newest = recent.Max();
        var held = Enumerable
            .Range(0, 2 * Aim.MonthsCompared)
            .Select(i => newest.Plus(-i))
            .TakeWhile(m => panel.Held.Contains(m) && m >= panel.First)
            .Reverse()
            .ToList();
        var own = await Measurement.Own(work, asked, panel, cancel);
        var compared = held.TakeLast(Aim.MonthsCompared).ToList();
        var like = await Like(work, asked, (level, panel), own, held, cancel);
        var (drift, isUsual) = Judgement.DriftOf([.. like?.Like.Select(p => new Pair(p.Counts.TotalBefore, p.Counts.After)) ?? []], like);
        var elsewhere = like?.Like.Sum(p => p.Counts.TotalBefore + p.Counts.After) / (double)(held.Count / 2 * 2);
        return new(
            panel.Sum(own, compared),
            compared.Count,
            drift,
            isUsual,
            elsewhere > 0 ? elsewhere : null,
            like?.Like.Count ?? 0,
            like?.Level
        )
        {
            Doubted = [.. (await MonthDoubts.Of(work, force, cancel)).Intersect(held).Order()],
        };
    }

    /// <summary>The places like it, counted over the latest months as though a response had begun in the middle of them: with nothing done,
    /// how they moved is their drift.</summary>
    private async Task<ComparisonPlaces?> Like(
        Work work,
        Measurement.Asked asked,
        (PlaceLevel Level, PlacePanel Panel) first,
        int[] own,
        List<YearMonth> held,
        CancellationToken cancel
    )
    {
        var half = held.Count / 2;
        if (half < FewestForDrift)
        {
            return null;
        }

        var windows = new ResponseWindows(asked.Start, [.. held.TakeLast(2 * half).Take(half)], [.. held.TakeLast(half)]);
        var index = await places.Current(work, cancel);
        var others = await OtherResponse.Within(
            work,
            asked.Area.ForceCode!,
            asked.Kinds,
            windows.Before[0].FirstDay,
            windows.After[^1].LastDay,
            asked.RecordId,
            cancel
        );
        return await measurement.Choose(
            work,
            asked,
            first,
            own,
            windows,
            new(null, new Dictionary<short, (int, int)>(), Known(index, asked, work.Today)),
            others,
            index,
            cancel
        );
    }

    /// <summary>The places that the area and its ring touch, remembered while somebody types: buffers and intersections take longer than
    /// all the rest.</summary>
    private AreaAndRing.Ground Known(PlaceIndex index, Measurement.Asked asked, DateOnly today)
    {
        var near = _near.GetOrCreateValue(index);
        if (near.Count > MostRemembered)
        {
            near.Clear();
        }

        var area = asked.Area.Codes.Length > 0 ? string.Join(',', asked.Area.Codes) : asked.Area.Shape.AsText();
        return near.GetOrAdd(
            string.Join('|', area, asked.Metres.ToString(CultureInfo.InvariantCulture), today.ToString("O", CultureInfo.InvariantCulture)),
            _ => Near(index, asked, today)
        );
    }

    private static AreaAndRing.Ground Near(PlaceIndex index, Measurement.Asked asked, DateOnly today)
    {
        Geometry?[] shapes = [asked.Metres > 0 ? asked.Area.Ring(index, asked.Metres).Shape : null, asked.Area.Shape];
        // A single place is held against places of its own level alone, and is left out by its code.
        IEnumerable<PlaceBoundary> Touched(PlaceLevel level) =>
            asked.Area is { Level: { } own, Codes.Length: 1 } && own != level
                ? []
                : shapes.Take(asked.Area.Level == level ? 1 : 2).OfType<Geometry>().SelectMany(s => index.Overlapping(level, s, today));
        return new(
            [.. Touched(PlaceLevel.Lsoa).Select(b => b.Code)],
            [.. Touched(PlaceLevel.Neighbourhood).Select(b => b.PlaceNo)],
            [.. Touched(PlaceLevel.District).Select(b => b.PlaceNo)]
        );
    }
}
