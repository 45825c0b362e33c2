using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>What was counted around an area and, by category, inside it, before and after: where trouble may have moved to.</summary>
/// <param name="Ring">Incidents of the kinds measured, in the ring; null without one.</param>
/// <param name="Categories">All incidents in the area, by number of category.</param>
/// <param name="Touched">Codes of small areas, and numbers of neighbourhoods and districts, with an incident in the area or its
/// ring.</param>
internal sealed record AreaAndRing(
    (int Before, int After)? Ring,
    IReadOnlyDictionary<short, (int Before, int After)> Categories,
    AreaAndRing.Ground Touched
)
{
    internal sealed record Ground(HashSet<string> Lsoas, HashSet<int> Neighbourhoods, HashSet<int> Districts)
    {
        public void Add(string? lsoa, int? neighbourhood, int? district)
        {
            if (lsoa is not null)
            {
                Lsoas.Add(lsoa);
            }

            if (neighbourhood is { } n)
            {
                Neighbourhoods.Add(n);
            }

            if (district is { } d)
            {
                Districts.Add(d);
            }
        }

        /// <summary>Codes of the places of a level.</summary>
        public HashSet<string> Codes(PlaceIndex index, PlaceLevel level) =>
            level is PlaceLevel.Lsoa
                ? Lsoas
                :
                [
                    .. index
                        .Boundaries.Where(b =>
                            b.Level == level && (level is PlaceLevel.District ? Districts : Neighbourhoods).Contains(b.PlaceNo)
                        )
                        .Select(b => b.Code),
                ];
    }

    private const int Before = 1;
    private const int After = 3;

    public static async Task<AreaAndRing> Count(
        Work work,
        PlaceIndex index,
        Measurement.Asked asked,
        ResponseWindows windows,
        CancellationToken cancel
    )
    {
        var (area, ring) = (asked.Area, asked.Ring);
        var box = area.Shape.EnvelopeInternal.Copy();
        box.ExpandToInclude(ring?.Shape.EnvelopeInternal ?? box);
        var near = index
            .Boundaries.Where(b => b.Level == PlaceLevel.Neighbourhood && b.Shape.EnvelopeInternal.Intersects(box))
            .Select(b => b.PlaceNo)
            .Distinct()
            .ToArray();
        var inArea = area.Drawn ? new IndexedPointInAreaLocator(area.Shape) : null;
        var inRing = ring is null ? null : new IndexedPointInAreaLocator(ring.Shape);
        var wanted = Wanted(asked);
        var (ringBefore, ringAfter) = (0, 0);
        var categories = new Dictionary<short, (int Before, int After)>();
        var touched = new Ground([], [], []);
        DateTimeOffset[] edges =
        [
            Start(windows.Before[0]),
            Start(windows.Before[^1].Plus(1)),
            Start(windows.After[0]),
            Start(windows.After[^1].Plus(1)),
        ];
        await foreach (
            var row in work.EachRow(
                """
                select width_bucket(occurred_at, $1) as bucket, category, asb_type, lon, lat, lsoa_code, neighbourhood_no, district_no,
                    count(*)::integer as counted from incident
                where (neighbourhood_no = any ($2) or neighbourhood_no is null) and occurred_at >= $3 and occurred_at < $4
                    and lon between $5 and $6 and lat between $7 and $8
                group by 1, 2, 3, 4, 5, 6, 7, 8
                """,
                cancel,
                edges,
                near,
                edges[0],
                edges[3],
                box.MinX,
                box.MaxX,
                box.MinY,
                box.MaxY
            )
        )
        {
            var (window, category, type, count) = (
                row.Get<int>("bucket"),
                row.Get<short>("category"),
                row.Get<short>("asb_type"),
                row.Get<int>("counted")
            );
            var at = new Coordinate(row.Get<double>("lon"), row.Get<double>("lat"));
            var lsoa = row.OrNull<string>("lsoa_code");
            var neighbourhood = row.Get<int?>("neighbourhood_no");
            var district = row.Get<int?>("district_no");
            var inside = inArea is not null
                ? inArea.Locate(at) != Location.Exterior
                : area.Level switch
                {
                    PlaceLevel.Lsoa => lsoa is not null && area.Codes.Contains(lsoa),
                    PlaceLevel.Neighbourhood => neighbourhood is { } n && area.PlaceNos.Contains(n),
                    _ => district is { } d && area.PlaceNos.Contains(d),
                };
            var around = !inside && inRing is not null && inRing.Locate(at) != Location.Exterior;
            if (inside || around)
            {
                touched.Add(lsoa, neighbourhood, district);
            }

            if (inside && window is (Before or After))
            {
                var held = categories.GetValueOrDefault(category);
                categories[category] = window is Before ? (held.Before + count, held.After) : (held.Before, held.After + count);
            }
            else if (around && window is (Before or After) && wanted(category, type))
            {
                (ringBefore, ringAfter) = window is Before ? (ringBefore + count, ringAfter) : (ringBefore, ringAfter + count);
            }
        }

        return new(ring is null ? null : (ringBefore, ringAfter), categories, touched);
    }

    private static DateTimeOffset Start(YearMonth month) => LondonTime.StartOf(month.FirstDay);

    private static Func<short, short, bool> Wanted(Measurement.Asked asked)
    {
        var categories = asked.Categories.Select(c => IncidentCodes.Categories.Find(c)!.Number).ToHashSet();
        var types = asked.Types.Select(t => IncidentCodes.AsbTypes.Find(t)!.Number).ToHashSet();
        return (category, type) => (categories.Count == 0 || categories.Contains(category)) && (types.Count == 0 || types.Contains(type));
    }
}
