using Wardwise.App.Data;
using Wardwise.App.Imports;

namespace Wardwise.App.Incidents;

/// <summary>Incidents that an import added go; what it changed or replaced is exactly as it was.</summary>
internal sealed class TakeBackIncidents : ITakesBack
{
    public string Kind => "incidents";

    public string BuildsOn => "exists (select 1 from import_undo u where u.taken_by = m.no and (u.held).import_no = $1)";

    public async Task<TakenBack> Run(Work work, HeldImport import, CancellationToken cancel)
    {
        // Held rows go first as they are now and then come back as they were; what is left with this import's number it had added.
        const string OfImport = """
            from incident i where i.import_no = $1
              and i.occurred_at >= (select min(month) - 1 from import_month where import_no = $1)
                  and i.occurred_at < (select max(month) + interval '1 month 1 day' from import_month where import_no = $1)
            """;
        var no = import.No;
        await Execute(work, "delete from mention where import_no = $1", cancel, no);
        await Execute(work, "update mention set superseded_by = null where superseded_by = $1", cancel, no);
        await Execute(work, "delete from incident_detail where import_no = $1", cancel, no);
        var gone = await Execute(work, $"delete from incident where id in (select i.id {OfImport})", cancel, no);
        var back = await Execute(work, "insert into incident_row select (held).* from import_undo where taken_by = $1", cancel, no);
        await Execute(
            work,
            "insert into incident_detail select (jsonb_populate_record(null::incident_detail, detail)).* from import_undo "
                + "where taken_by = $1 and detail is not null",
            cancel,
            no
        );
        // A boundary may have come since they were placed.
        await Execute(
            work,
            """
            insert into place_due (scope, month)
            select distinct (held).scope, date_trunc('month', (held).occurred_at at time zone 'Europe/London')::date from import_undo
                where taken_by = $1
            on conflict do nothing
            """,
            cancel,
            no
        );
        await Execute(work, "update import set undone_at = $2 where no = $1", cancel, no, work.Now);
        if (import.Scope is { } scope)
        {
            await MonthDoubts.Weigh(work, no, scope, cancel);
        }

        var replaced = await work.Scalar<int>("select removed from import where no = $1", cancel, no);
        return new(gone - Math.Max(0, back - replaced), back);
    }

    private static async Task<int> Execute(Work work, string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = work.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>Outcomes go.</summary>
internal sealed class TakeBackOutcomes : ITakesBack
{
    public string Kind => "outcomes";

    public string? BuildsOn => null;

    public async Task<TakenBack> Run(Work work, HeldImport import, CancellationToken cancel)
    {
        await using var command = work.Command("delete from incident_outcome where import_no = $1", import.No);
        return new(await command.ExecuteNonQueryAsync(cancel), 0);
    }
}
