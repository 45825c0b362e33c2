using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>One incident with all that is held about it. What it says may name people, so the look is written down.</summary>
public sealed class ShowIncident(Database database)
{
    public sealed record Input
    {
        public required Guid Id { get; init; }
    }

    public sealed record OutcomeLine(YearMonth Month, Code Outcome);

    public sealed record PersonLine(string Part, string Name, DateOnly? BornOn, string Phone, string Address);

    public sealed record LinkedProblem(Guid Id, string Reference, string Title);

    public sealed record Shown(
        Guid Id,
        OccurredAt When,
        Code Category,
        Code AsbCategory,
        Code AsbType,
        double? Lat,
        double? Lon,
        string Location,
        int? NeighbourhoodNo,
        string? Neighbourhood,
        int? DistrictNo,
        string? District,
        string? LsoaCode,
        Code? LastOutcome,
        string Agency,
        string Import,
        string Source,
        DateTimeOffset ImportedAt
    )
    {
        public string? SourceRef { get; init; }
        public string? Text { get; init; }
        public string? OutcomeInWords { get; init; }
        public long? Uprn { get; init; }
        public string? Postcode { get; init; }
        public IReadOnlyList<OutcomeLine> Outcomes { get; init; } = [];
        public IReadOnlyList<PersonLine> People { get; init; } = [];
        public IReadOnlyList<LinkedProblem> Problems { get; init; } = [];
    }

    public async Task<Outcome<Shown>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeIncidents) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await Find(work, input.Id, cancel) is not { } shown)
        {
            // Trying to see what is not there, or not one's own, is on the trail too.
            work.Looked("incident not there", [input.Id]);
            await work.Finish(cancel);
            return new Refusal("There is no such incident, or it is not shared with you.", null, RefusalKind.NotFound);
        }

        shown = shown with
        {
            Outcomes = await Outcomes(work, input.Id, cancel),
            People = await People(work, input.Id, cancel),
            Problems = await Problems(work, input.Id, cancel),
        };
        work.Looked("incident", [input.Id]);
        await work.Finish(cancel);
        return shown;
    }

    private static async Task<Shown?> Find(Work work, Guid id, CancellationToken cancel)
    {
        await using var find = work.Command(
            """
            select i.occurred_at, i."precision", i.category, i.asb_category, i.asb_type, i.lat, i.lon, coalesce(i.location, ''),
                i.neighbourhood_no, n.name, i.district_no, d.name, i.lsoa_code,
                i.outcome, a.name, m.reference, m.format, m.at, x.source_ref, x.text, x.outcome, x.uprn, x.postcode
            from incident i join scope s on s.no = i.scope join agency a on a.id = s.agency_id join import m on m.no = i.import_no
            left join place n on n.no = i.neighbourhood_no left join place d on d.no = i.district_no left join incident_detail x
                on x.incident_id = i.id
            where i.id = $1
            """,
            id
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
        {
            return null;
        }

        string? Maybe(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        return new(
            id,
            OccurredAt.From(row.GetFieldValue<DateTimeOffset>(0), (TimePrecision)row.GetInt16(1)),
            IncidentCodes.Categories.ByNumber(row.GetInt16(2)),
            IncidentCodes.AsbCategories.ByNumber(row.GetInt16(3)),
            IncidentCodes.AsbTypes.ByNumber(row.GetInt16(4)),
            row.IsDBNull(5) ? null : row.GetDouble(5),
            row.IsDBNull(6) ? null : row.GetDouble(6),
            row.GetString(7),
            row.IsDBNull(8) ? null : row.GetInt32(8),
            Maybe(9),
            row.IsDBNull(10) ? null : row.GetInt32(10),
            Maybe(11),
            Maybe(12),
            row.IsDBNull(13) ? null : IncidentCodes.Outcomes.ByNumber(row.GetInt16(13)),
            row.GetString(14),
            row.GetString(15),
            row.GetString(16) == IncidentFormats.PoliceUk ? "data.police.uk" : row.GetString(14),
            row.GetFieldValue<DateTimeOffset>(17)
        )
        {
            SourceRef = Maybe(18),
            Text = Maybe(19),
            OutcomeInWords = Maybe(20),
            Uprn = row.IsDBNull(21) ? null : row.GetInt64(21),
            Postcode = Maybe(22),
        };
    }

    private static async Task<IReadOnlyList<OutcomeLine>> Outcomes(Work work, Guid id, CancellationToken cancel)
    {
        var found = new List<OutcomeLine>();
        await using var find = work.Command(
            "select month, outcome from incident_outcome where incident_id = $1 order by month desc, outcome",
            id
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            found.Add(new(YearMonth.Of(row.GetFieldValue<DateOnly>(0)), IncidentCodes.Outcomes.ByNumber(row.GetInt16(1))));
        }

        return found;
    }

    private static async Task<IReadOnlyList<PersonLine>> People(Work work, Guid id, CancellationToken cancel)
    {
        var found = new List<PersonLine>();
        await using var find = work.Command(
            "select part, name, born_on, phone, address from mention where incident_id = $1 and superseded_by is null order by id",
            id
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            found.Add(
                new(
                    row.GetString(0),
                    row.GetString(1),
                    row.IsDBNull(2) ? null : row.GetFieldValue<DateOnly>(2),
                    row.GetString(3),
                    row.GetString(4)
                )
            );
        }

        return found;
    }

    private static async Task<IReadOnlyList<LinkedProblem>> Problems(Work work, Guid id, CancellationToken cancel)
    {
        var found = new List<LinkedProblem>();
        await using var find = work.Command(
            """
            select r.id, r.reference, r.title from link l join record r on r.id = l.record_id where l.other_id = $1
            order by r.reference collate "C"
            """,
            id
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            found.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2)));
        }

        return found;
    }
}
