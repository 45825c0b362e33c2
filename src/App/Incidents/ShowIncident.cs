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

    private static Task<Shown?> Find(Work work, Guid id, CancellationToken cancel) =>
        work.FirstRow(
            """
            select i.occurred_at, i."precision", i.category, i.asb_category, i.asb_type, i.lat, i.lon, coalesce(i.location, '') as location,
                i.neighbourhood_no, n.name as neighbourhood, i.district_no, d.name as district, i.lsoa_code,
                i.outcome, a.name as agency, m.reference, m.format, m.at, x.source_ref, x.text, x.outcome as outcome_in_words, x.uprn,
                x.postcode
            from incident i join scope s on s.no = i.scope join agency a on a.id = s.agency_id join import m on m.no = i.import_no
            left join place n on n.no = i.neighbourhood_no left join place d on d.no = i.district_no left join incident_detail x
                on x.incident_id = i.id
            where i.id = $1
            """,
            row => new Shown(
                id,
                OccurredAt.From(row.Get<DateTimeOffset>("occurred_at"), (TimePrecision)row.Get<short>("precision")),
                IncidentCodes.Categories.ByNumber(row.Get<short>("category")),
                IncidentCodes.AsbCategories.ByNumber(row.Get<short>("asb_category")),
                IncidentCodes.AsbTypes.ByNumber(row.Get<short>("asb_type")),
                row.Get<double?>("lat"),
                row.Get<double?>("lon"),
                row.Get<string>("location"),
                row.Get<int?>("neighbourhood_no"),
                row.OrNull<string>("neighbourhood"),
                row.Get<int?>("district_no"),
                row.OrNull<string>("district"),
                row.OrNull<string>("lsoa_code"),
                row.IsNull("outcome") ? null : IncidentCodes.Outcomes.ByNumber(row.Get<short>("outcome")),
                row.Get<string>("agency"),
                row.Get<string>("reference"),
                row.Get<string>("format") == IncidentFormats.PoliceUk ? "data.police.uk" : row.Get<string>("agency"),
                row.Get<DateTimeOffset>("at")
            )
            {
                SourceRef = row.OrNull<string>("source_ref"),
                Text = row.OrNull<string>("text"),
                OutcomeInWords = row.OrNull<string>("outcome_in_words"),
                Uprn = row.Get<long?>("uprn"),
                Postcode = row.OrNull<string>("postcode"),
            },
            cancel,
            id
        );

    private static async Task<IReadOnlyList<OutcomeLine>> Outcomes(Work work, Guid id, CancellationToken cancel)
    {
        return await work.Rows(
            "select month, outcome from incident_outcome where incident_id = $1 order by month desc, outcome",
            row => new OutcomeLine(row.Month("month"), IncidentCodes.Outcomes.ByNumber(row.Get<short>("outcome"))),
            cancel,
            id
        );
    }

    private static async Task<IReadOnlyList<PersonLine>> People(Work work, Guid id, CancellationToken cancel)
    {
        return await work.Rows(
            "select part, name, born_on, phone, address from mention where incident_id = $1 and superseded_by is null order by id",
            row => new PersonLine(
                row.Get<string>("part"),
                row.Get<string>("name"),
                row.Get<DateOnly?>("born_on"),
                row.Get<string>("phone"),
                row.Get<string>("address")
            ),
            cancel,
            id
        );
    }

    private static async Task<IReadOnlyList<LinkedProblem>> Problems(Work work, Guid id, CancellationToken cancel)
    {
        return await work.Rows(
            """
            select r.id, r.reference, r.title from link l join record r on r.id = l.record_id where l.other_id = $1
            order by r.reference collate "C"
            """,
            row => new LinkedProblem(row.Get<Guid>("id"), row.Get<string>("reference"), row.Get<string>("title")),
            cancel,
            id
        );
    }
}
