using Npgsql;
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
        var lines = await Read(
            work,
            $"""
            select i.id, i.occurred_at, i.precision, i.category, i.asb_type, coalesce(i.location, ''), l.why {From}
            order by i.occurred_at desc, i.id limit {PageSize} offset $2
            """,
            row => new Line(
                row.GetGuid(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetInt16(2),
                IncidentCodes.Categories.ByNumber(row.GetInt16(3)).Name,
                row.GetInt16(4) == 0 ? "" : IncidentCodes.AsbTypes.ByNumber(row.GetInt16(4)).Name,
                row.GetString(5),
                row.GetString(6)
            ),
            cancel,
            record,
            (page - 1) * PageSize
        );
        var byMonth = await Read(
            work,
            $"select date_trunc('month', i.occurred_at at time zone 'Europe/London')::date, count(*)::integer {From} group by 1 order by 1",
            row => (row.GetFieldValue<DateOnly>(0), row.GetInt32(1)),
            cancel,
            record
        );
        var byType = await Read(
            work,
            $"select case when i.asb_type = 0 then -i.category else i.asb_type end, count(*)::integer {From} group by 1 order by 2 desc",
            row =>
                (
                    row.GetInt32(0) < 0
                        ? IncidentCodes.Categories.ByNumber((short)-row.GetInt32(0)).Name
                        : IncidentCodes.AsbTypes.ByNumber((short)row.GetInt32(0)).Name,
                    row.GetInt32(1)
                ),
            cancel,
            record
        );
        work.Looked("incidents of a problem", lines.Select(l => l.Id));
        await work.Finish(cancel);
        return new Linked(lines, total, page, byMonth, byType);
    }

    private static async Task<List<T>> Read<T>(
        Work work,
        string sql,
        Func<NpgsqlDataReader, T> of,
        CancellationToken cancel,
        params object?[] values
    )
    {
        var rows = new List<T>();
        await using var read = work.Command(sql, values);
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            rows.Add(of(row));
        }

        return rows;
    }
}
