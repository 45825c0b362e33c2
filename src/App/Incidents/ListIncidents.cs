using System.Globalization;
using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>One line of a list of incidents.</summary>
public sealed record IncidentLine(
    Guid Id,
    OccurredAt When,
    Code Category,
    Code AsbCategory,
    Code AsbType,
    string Location,
    string? Neighbourhood,
    int? NeighbourhoodNo,
    string? District,
    string? LsoaCode,
    double? Lat,
    double? Lon,
    Code? Outcome
);

/// <summary>Incidents page by page, narrowed as asked, the latest first; or all of them as CSV, which is written down as a
/// disclosure.</summary>
public sealed class ListIncidents(Database database)
{
    public const int PageSize = 50;

    /// <summary>The most that one file holds; more must be narrowed.</summary>
    public const int MostInFile = 100_000;

    public sealed record Input
    {
        public required IncidentFilter Filter { get; init; }
        public int Page { get; init; } = 1;

        /// <summary>All that fit in one file rather than one page.</summary>
        public bool ForFile { get; init; }
    }

    public sealed record Listed(IReadOnlyList<IncidentLine> Lines, int Total, int Page);

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if ((Policy.Refuses(actor, input.ForFile ? Act.ExportData : Act.SeeIncidents) ?? input.Filter.Refuses()) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var (where, values) = await input.Filter.Where(work, cancel);
        var total = await work.Scalar<int>($"select count(*)::int from incident i where {where}", cancel, [.. values]);
        if (input.ForFile && total > MostInFile)
        {
            return new Refusal(
                string.Create(
                    CultureInfo.GetCultureInfo("en-GB"),
                    $"{total:n0} incidents are more than a file holds ({MostInFile:n0}). Narrow the list first."
                )
            );
        }

        var page = Math.Clamp(input.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await Read(
            work,
            where,
            values,
            input.ForFile ? MostInFile : PageSize,
            input.ForFile ? 0 : (page - 1) * PageSize,
            cancel
        );
        if (input.ForFile)
        {
            work.Noted(
                new TrailEntry(
                    TrailKind.Disclosure,
                    null,
                    null,
                    "incidents as a file",
                    actor.Purpose ?? "",
                    JsonSerializer.Serialize(new { input.Filter, total }, JsonSerializerOptions.Web),
                    []
                )
            );
        }

        await work.Finish(cancel);
        return new Listed(lines, total, page);
    }

    /// <summary>The lines as CSV, with the keys and the writing of times that the import reads.</summary>
    public static string Csv(IEnumerable<IncidentLine> lines) =>
        CsvText.Of(
            [
                "reference",
                "occurred",
                "category",
                "asb_category",
                "asb_type",
                "latitude",
                "longitude",
                "location",
                "lsoa",
                "neighbourhood",
                "district",
                "outcome",
            ],
            lines.Select(l =>
                new object?[]
                {
                    l.Id,
                    l.When.ToString(),
                    l.Category.Key,
                    l.Category == IncidentCodes.Asb ? l.AsbCategory.Key : "",
                    l.Category == IncidentCodes.Asb ? l.AsbType.Key : "",
                    l.Lat,
                    l.Lon,
                    l.Location,
                    l.LsoaCode,
                    l.Neighbourhood,
                    l.District,
                    l.Outcome?.Name,
                }
            )
        );

    private static async Task<IReadOnlyList<IncidentLine>> Read(
        Work work,
        string where,
        List<object?> values,
        int most,
        int skip,
        CancellationToken cancel
    )
    {
        return await work.Rows(
            $"""
            select i.id, i.occurred_at, i."precision", i.category, i.asb_category, i.asb_type, coalesce(i.location, '') as location,
                n.name as neighbourhood,
                i.neighbourhood_no, d.name as district, i.lsoa_code, i.lat, i.lon, i.outcome
            from incident i left join place n on n.no = i.neighbourhood_no left join place d on d.no = i.district_no
            where {where} order by i.occurred_at desc, i.id limit {most.ToString(CultureInfo.InvariantCulture)} offset {skip.ToString(
                CultureInfo.InvariantCulture
            )}
            """,
            row => new IncidentLine(
                row.Get<Guid>("id"),
                OccurredAt.From(row.Get<DateTimeOffset>("occurred_at"), (TimePrecision)row.Get<short>("precision")),
                IncidentCodes.Categories.ByNumber(row.Get<short>("category")),
                IncidentCodes.AsbCategories.ByNumber(row.Get<short>("asb_category")),
                IncidentCodes.AsbTypes.ByNumber(row.Get<short>("asb_type")),
                row.Get<string>("location"),
                row.OrNull<string>("neighbourhood"),
                row.Get<int?>("neighbourhood_no"),
                row.OrNull<string>("district"),
                row.OrNull<string>("lsoa_code"),
                row.Get<double?>("lat"),
                row.Get<double?>("lon"),
                row.IsNull("outcome") ? null : IncidentCodes.Outcomes.ByNumber(row.Get<short>("outcome"))
            ),
            cancel,
            [.. values]
        );
    }
}
