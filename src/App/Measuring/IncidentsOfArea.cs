using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using Wardwise.App.Data;
using Wardwise.App.Incidents;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Measuring;

/// <summary>An incident in or near an area.</summary>
/// <param name="Inside">In the area itself; else beside it.</param>
internal sealed record IncidentOfArea(
    Guid Id,
    OccurredAt When,
    short Category,
    short Type,
    double? Lat,
    double? Lon,
    string Location,
    bool Inside
)
{
    public string Kind =>
        Type == 0 || Category != IncidentCodes.Asb.Number
            ? IncidentCodes.Categories.ByNumber(Category).Name
            : IncidentCodes.AsbTypes.ByNumber(Type).Name;
}

/// <summary>One by one the incidents of an area: as its measure counts them, or with those beside it as well.</summary>
internal static class IncidentsOfArea
{
    private const string Columns =
        "i.id, i.occurred_at, i.\"precision\", i.category, i.asb_type, i.lat, i.lon, coalesce(i.location, '') location";

    /// <summary>A county's worth would fill the memory and help nobody: the latest of them are taken.</summary>
    public const int Most = 20_000;

    private const double MetresADegree = 111_320;

    /// <summary>Which incidents: keys of categories and types (none is all), from the first instant to before the last.</summary>
    public sealed record Asked(IReadOnlyList<string> Categories, IReadOnlyList<string> Types, DateTimeOffset From, DateTimeOffset End)
    {
        /// <summary>How far beside the area still counts as near.</summary>
        public double MetresAround { get; init; }
    }

    /// <summary>The area of a problem's aim, or as long as it has none the neighbourhood that the record lies in; null without
    /// either.</summary>
    public static async Task<AreaOfProblem?> GroundOf(Work work, PlaceIndexes places, Aim aim, int? placeNo, CancellationToken cancel)
    {
        var area = await AreaOfProblem.Of(work, places, aim.AreaGeoJson, aim.PlaceCodes, cancel);
        if (area.Done)
        {
            return area.Value;
        }

        if (placeNo is not { } no || (await places.Current(work, cancel)).BoundaryOf(no, work.Today) is not { } boundary)
        {
            return null;
        }

        var place = await AreaOfProblem.Of(work, places, null, [boundary.Code], cancel);
        return place.Done ? place.Value : null;
    }

    /// <summary>Latest first, no more than <see cref="Most"/> (for a drawn area, of those within its box).</summary>
    public static async Task<List<IncidentOfArea>> Of(
        Work work,
        PlaceIndexes places,
        AreaOfProblem area,
        Asked asked,
        CancellationToken cancel
    )
    {
        var byPoint = area.Drawn || asked.MetresAround > 0;
        var box = area.Shape.EnvelopeInternal.Copy();
        box.ExpandBy(asked.MetresAround / (MetresADegree * EastShrinks(area.Shape)), asked.MetresAround / MetresADegree);
        var neighbourhoods =
            area.Drawn && asked.MetresAround == 0
                ? area.PlaceNos
                :
                [
                    .. (await places.Current(work, cancel))
                        .Boundaries.Where(b => b.Level == PlaceLevel.Neighbourhood && b.Shape.EnvelopeInternal.Intersects(box))
                        .Select(b => b.PlaceNo)
                        .Distinct(),
                ];
        // The neighbourhood comes first in its index; an LSOA has none of its own, so its district narrows it.
        var where =
            byPoint
                ? "i.lat between $5 and $6 and i.lon between $7 and $8 and (i.neighbourhood_no = any ($9) or i.neighbourhood_no is null)"
            : area.Column == "lsoa_code" ? "i.lsoa_code = any ($5)" + (area.Districts.Length > 0 ? " and i.district_no = any ($6)" : "")
            : $"i.{area.Column} = any ($5)";
        object?[] values =
            byPoint ? [box.MinY, box.MaxY, box.MinX, box.MaxX, neighbourhoods]
            : area.Column == "lsoa_code"
                ? area.Districts.Length > 0 ? [area.Codes, area.Districts]
                    : [area.Codes]
            : [area.PlaceNos];
        var near = byPoint ? Nearness(area.Shape, asked.MetresAround) : null;
        var found = new List<IncidentOfArea>();
        var rows = work.EachRow(
            $"""
            select {Columns} from incident i
            where ($1 is null or i.category = any ($1)) and ($2 is null or i.asb_type = any ($2)) and i.occurred_at >= $3
                and i.occurred_at < $4 and {where}
            order by i.occurred_at desc, i.id limit {Most}
            """,
            cancel,
            [
                CodeNumbers.Of(IncidentCodes.Categories, asked.Categories),
                CodeNumbers.Of(IncidentCodes.AsbTypes, asked.Types),
                asked.From,
                asked.End,
                .. values,
            ]
        );
        await foreach (var row in rows)
        {
            var incident = Read(row);
            if (near is null)
            {
                found.Add(incident);
            }
            else if (near(incident.Lon!.Value, incident.Lat!.Value) is { } inside)
            {
                found.Add(incident with { Inside = inside });
            }
        }

        return found;
    }

    /// <summary>Those linked to a record, as far as the actor sees them.</summary>
    public static Task<List<IncidentOfArea>> Linked(Work work, Guid recordId, CancellationToken cancel) =>
        // By the key of each: a join would have the planner think of reading all.
        work.Rows(
            $"""
            select {Columns} from incident i
            where i.id = any (array(select l.other_id from link l where l.record_id = $1 and l.other_kind = 'incident'))
            """,
            Read,
            cancel,
            recordId
        );

    private static IncidentOfArea Read(Row row) =>
        new(
            row.Get<Guid>("id"),
            OccurredAt.From(row.Get<DateTimeOffset>("occurred_at"), (TimePrecision)row.Get<short>("precision")),
            row.Get<short>("category"),
            row.Get<short>("asb_type"),
            row.Get<double?>("lat"),
            row.Get<double?>("lon"),
            row.Get<string>("location"),
            true
        );

    /// <summary>True inside, false near, null farther away. Incidents share few points, so each point is asked about once.</summary>
    private static Func<double, double, bool?> Nearness(Geometry shape, double metres)
    {
        var inside = new IndexedPointInAreaLocator(shape);
        var east = EastShrinks(shape);
        var flat = AffineTransformation.ScaleInstance(MetresADegree * east, MetresADegree).Transform(shape);
        var known = new Dictionary<(double, double), bool?>();
        return (lon, lat) =>
        {
            if (!known.TryGetValue((lon, lat), out var answer))
            {
                answer =
                    inside.Locate(new Coordinate(lon, lat)) != Location.Exterior ? true
                    : metres > 0
                    && flat.IsWithinDistance(
                        flat.Factory.CreatePoint(new Coordinate(lon * MetresADegree * east, lat * MetresADegree)),
                        metres
                    )
                        ? false
                    : null;
                known[(lon, lat)] = answer;
            }

            return answer;
        };
    }

    /// <summary>How much shorter a degree is going east than going north, where the area lies.</summary>
    private static double EastShrinks(Geometry shape) => Math.Cos(shape.EnvelopeInternal.Centre.Y * Math.PI / 180);
}
