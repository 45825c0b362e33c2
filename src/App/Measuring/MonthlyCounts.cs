using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>Incidents a month in an area. Months never imported are not there: missing is never zero.</summary>
/// <param name="Months">Every month that was imported, with its counts.</param>
internal sealed record MonthlyCounts(SortedDictionary<YearMonth, int> Months)
{
    /// <summary>Whether anything has been imported at all.</summary>
    public bool IsEmpty => Months.Count == 0;

    public YearMonth? Last => Months.Count == 0 ? null : Months.Keys.Last();

    public static async Task<MonthlyCounts> Of(
        Work work,
        AreaOfProblem area,
        IReadOnlyList<string> categories,
        IReadOnlyList<string> types,
        YearMonth from,
        YearMonth last,
        CancellationToken cancel
    )
    {
        // The month that runs now is not whole.
        var end = last < YearMonth.Of(work.Today) ? last.Plus(1) : YearMonth.Of(work.Today);
        var months = new SortedDictionary<YearMonth, int>();
        foreach (var month in (await ImportedMonths.Of(work, area.ForceCode, cancel)).Where(m => m >= from && m < end))
        {
            months[month] = 0;
        }

        var kinds = (categories, types);
        var inArea = area.Drawn
            ? await ByPoint(work, area, kinds, from, end, cancel)
            : await ByPlace(
                work,
                $"{area.Column} = any ($6)",
                area.Column == "lsoa_code" ? area.Codes : area.PlaceNos,
                kinds,
                from,
                end,
                cancel
            );
        foreach (var (month, count) in inArea.Where(c => months.ContainsKey(c.Key)))
        {
            months[month] = count;
        }

        return new(months);
    }

    private static IAsyncEnumerable<Row> Counted(
        Work work,
        string points,
        string where,
        (IReadOnlyList<string> Categories, IReadOnlyList<string> Types) kinds,
        YearMonth from,
        YearMonth end,
        MonthBuckets months,
        CancellationToken cancel,
        params object?[] values
    ) =>
        work.EachRow(
            $"""
            select {MonthBuckets.Sql("occurred_at", 5)} as bucket{points}, count(*) as counted from incident
            where ($1 is null or category = any ($1)) and ($2 is null or asb_type = any ($2)) and occurred_at >= $3 and occurred_at < $4
                and {where} group by bucket{points}
            """,
            cancel,
            [
                CodeNumbers.Of(IncidentCodes.Categories, kinds.Categories),
                CodeNumbers.Of(IncidentCodes.AsbTypes, kinds.Types),
                LondonTime.StartOf(from.FirstDay),
                LondonTime.StartOf(end.FirstDay),
                months.Starts,
                .. values,
            ]
        );

    private static async Task<Dictionary<YearMonth, int>> ByPlace(
        Work work,
        string where,
        object places,
        (IReadOnlyList<string> Categories, IReadOnlyList<string> Types) kinds,
        YearMonth from,
        YearMonth end,
        CancellationToken cancel
    )
    {
        var counts = new Dictionary<YearMonth, int>();
        var months = new MonthBuckets(from, end.Plus(-1));
        await foreach (var row in Counted(work, "", where, kinds, from, end, months, cancel, [places]))
        {
            counts[months.MonthOf(row.Get<int>("bucket"))] = (int)row.Get<long>("counted");
        }

        return counts;
    }

    private static async Task<Dictionary<YearMonth, int>> ByPoint(
        Work work,
        AreaOfProblem area,
        (IReadOnlyList<string> Categories, IReadOnlyList<string> Types) kinds,
        YearMonth from,
        YearMonth end,
        CancellationToken cancel
    )
    {
        var counts = new Dictionary<YearMonth, int>();
        var months = new MonthBuckets(from, end.Plus(-1));
        var inside = new IndexedPointInAreaLocator(area.Shape);
        var box = area.Shape.EnvelopeInternal;
        var rows = Counted(
            work,
            ", lon, lat",
            "lat between $6 and $7 and lon between $8 and $9 and (neighbourhood_no = any ($10) or neighbourhood_no is null)",
            kinds,
            from,
            end,
            months,
            cancel,
            box.MinY,
            box.MaxY,
            box.MinX,
            box.MaxX,
            area.PlaceNos
        );
        await foreach (var row in rows)
        {
            if (inside.Locate(new Coordinate(row.Get<double>("lon"), row.Get<double>("lat"))) != Location.Exterior)
            {
                var month = months.MonthOf(row.Get<int>("bucket"));
                counts[month] = counts.GetValueOrDefault(month) + (int)row.Get<long>("counted");
            }
        }

        return counts;
    }
}
