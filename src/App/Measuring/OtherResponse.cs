using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NetTopologySuite.Geometries;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Places;

namespace Wardwise.App.Measuring;

/// <summary>A response elsewhere that was at work within the months compared, to a problem measured by some of the same
/// incidents.</summary>
/// <param name="RecordId">Its record, where the actor may see it.</param>
/// <param name="Shape">Its area where it was drawn.</param>
/// <param name="Codes">Its places where they were chosen.</param>
/// <param name="IsSeen">Whether the actor, and everybody who reads the record that asks, may see its record: nothing is said of one that
/// they may not.</param>
internal sealed record OtherResponse(Guid? RecordId, Geometry? Shape, IReadOnlyList<string> Codes, bool IsSeen)
{
    private const int MostShapes = 5_000;
    private const int MostTouched = 20_000;

    private static readonly ConcurrentDictionary<string, Geometry> Shapes = new();

    /// <summary>Which places a drawn response touches, as long as the boundaries stay the same: working it out for every response takes
    /// longer than all the rest.</summary>
    private static readonly ConditionalWeakTable<
        PlaceIndex,
        ConcurrentDictionary<(Geometry Shape, PlaceLevel Level, DateOnly Day), string[]>
    > Touched = [];

    /// <summary>All of them but that of the record that asks, also on records that the actor may not see: only which places are left out
    /// follows from it.</summary>
    public static async Task<List<OtherResponse>> Within(
        Work work,
        string forceCode,
        (IReadOnlyList<string> Categories, IReadOnlyList<string> Types) kinds,
        DateOnly from,
        DateOnly to,
        Guid? askedBy,
        CancellationToken cancel
    )
    {
        return await work.Rows(
            """
            select w.record_id, w.area_geo_json, w.place_codes,
                exists (select 1 from record r where r.id = w.record_id and ($6::uuid is null or r.readers @> (select asking.readers
                    from record asking where asking.id = $6))) as seen
            from responses_within($1, $2, $3, $4, $5) w where $6 is null or w.record_id is distinct from $6
            """,
            row => new OtherResponse(
                row.Get<Guid?>("record_id"),
                row.IsNull("area_geo_json") ? null : ShapeOf(row.Get<string>("area_geo_json")),
                row.Get<string[]>("place_codes"),
                row.Get<bool>("seen")
            ),
            cancel,
            forceCode,
            kinds.Categories.ToArray(),
            kinds.Types.ToArray(),
            from,
            to,
            askedBy
        );
    }

    /// <summary>Codes of the places of a level that it touches.</summary>
    public IEnumerable<string> Touches(PlaceIndex index, PlaceLevel level, DateOnly day)
    {
        if (Shape is { } drawn)
        {
            var known = Touched.GetOrCreateValue(index);
            if (known.Count > MostTouched)
            {
                known.Clear();
            }

            return known.GetOrAdd(
                (drawn, level, day),
                key => [.. index.Overlapping(key.Level, key.Shape, key.Day).Select(b => b.Code).Distinct()]
            );
        }

        return Codes
            .Concat(
                index
                    .Boundaries.Where(b => Codes.Contains(b.Code) && b.Level != level && b.Holds(day))
                    .SelectMany(b => index.Overlapping(level, b.Shape, day))
                    .Select(b => b.Code)
            )
            .Distinct();
    }

    /// <summary>Whether it lies in an area, in part at least.</summary>
    public bool Overlaps(AreaOfProblem area, PlaceIndex index, DateOnly day) =>
        Codes.Any(area.Codes.Contains)
        || (Shape is { } drawn ? [drawn] : index.Boundaries.Where(b => Codes.Contains(b.Code) && b.Holds(day)).Select(b => b.Shape)).Any(
            s => PlaceIndex.ShareGround(s, area.Shape)
        );

    private static Geometry ShapeOf(string geoJson)
    {
        if (Shapes.Count > MostShapes)
        {
            Shapes.Clear();
        }

        return Shapes.GetOrAdd(geoJson, g => Boundaries.Read(g).Value);
    }
}
