using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>The incidents that show a problem: by month, by type, and one by one. The look is noted.</summary>
public sealed class ShowLinkedIncidents(Database database)
{
    public const int PageSize = 25;

    public sealed record Input
    {
        public required string Reference { get; init; }
        public int Page { get; init; } = 1;
    }

    public sealed record Line(Guid Id, DateTimeOffset At, short Precision, string Category, string Type, string Location, string Why);

    public sealed record Linked(
        IReadOnlyList<Line> Lines,
        int Total,
        int Page,
        IReadOnlyList<(DateOnly Month, int Count)> ByMonth,
        IReadOnlyList<(string Type, int Count)> ByType
    );

    public async Task<Outcome<Linked>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        Guid record;
        await using (var find = work.Command("select id from record where reference = $1", input.Reference))
        {
            if (await find.ExecuteScalarAsync(cancel) is not Guid id)
            {
                return Refusal.NotThere;
            }

            record = id;
        }

        // The list of keys keeps the planner from reading every incident for the join.
        const string From = """
            from incident i join link l on l.other_id = i.id and l.record_id = $1 and l.other_kind = 'incident'
            where i.id = any (array(select k.other_id from link k where k.record_id = $1 and k.other_kind = 'incident'))
            """;
        var total = (int)await work.Scalar<long>("select count(*) " + From, cancel, record);
        var page = Math.Clamp(input.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await work.Rows(
            $"""
            select i.id, i.occurred_at, i.precision, i.category, i.asb_type, coalesce(i.location, '') as location, l.why {From}
            order by i.occurred_at desc, i.id limit {PageSize} offset $2
            """,
            row => new Line(
                row.Get<Guid>("id"),
                row.Get<DateTimeOffset>("occurred_at"),
                row.Get<short>("precision"),
                IncidentCodes.Categories.ByNumber(row.Get<short>("category")).Name,
                row.Get<short>("asb_type") == 0 ? "" : IncidentCodes.AsbTypes.ByNumber(row.Get<short>("asb_type")).Name,
                row.Get<string>("location"),
                row.Get<string>("why")
            ),
            cancel,
            record,
            (page - 1) * PageSize
        );
        var byMonth = await work.Rows(
            $"""
            select date_trunc('month', i.occurred_at at time zone 'Europe/London')::date as month, count(*)::integer as counted
            {From} group by 1 order by 1
            """,
            row => (row.Get<DateOnly>("month"), row.Get<int>("counted")),
            cancel,
            record
        );
        var byType = await work.Rows(
            $"""
            select case when i.asb_type = 0 then -i.category else i.asb_type end as kind, count(*)::integer as counted
            {From} group by 1 order by 2 desc
            """,
            row =>
                (
                    row.Get<int>("kind") < 0
                        ? IncidentCodes.Categories.ByNumber((short)-row.Get<int>("kind")).Name
                        : IncidentCodes.AsbTypes.ByNumber((short)row.Get<int>("kind")).Name,
                    row.Get<int>("counted")
                ),
            cancel,
            record
        );
        work.Looked("incidents of a problem", lines.Select(l => l.Id));
        await work.Finish(cancel);
        return new Linked(lines, total, page, byMonth, byType);
    }
}
