using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.OldRecords;
using Wardwise.App.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>Takes an import back: what it added goes, what it changed or replaced is again as it was.</summary>
public sealed class UndoImport(Database database, PlaceIndexes places)
{
    public sealed record Input
    {
        /// <summary>The reference, such as I-2026-0003, or the id.</summary>
        public required string Import { get; init; }
    }

    /// <param name="Id">The import's reference.</param>
    /// <param name="Kind">What had come in.</param>
    /// <param name="Removed">What it had added and is gone.</param>
    /// <param name="Restored">What it had changed or replaced and is back.</param>
    /// <param name="Kept">References of records that somebody has worked on since, and that therefore stay.</param>
    public sealed record Undone(string Id, string Kind, int Removed, int Restored, IReadOnlyList<string> Kept);

    public async Task<Outcome<Undone>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ImportData) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await Find(work, input.Import.Trim(), cancel) is not { } import || ForceEntry.Refuses(actor, import.Force) is not null)
        {
            return new Refusal($"There is no import {input.Import}. import list shows them.", nameof(Input.Import), RefusalKind.NotFound);
        }

        if (import.UndoneAt is { } before)
        {
            return new Refusal($"{import.Reference} was taken back already, on {before.InWords()}.", nameof(Input.Import));
        }

        await ForceEntry.Ensure(work, import.Force, null, cancel);
        if (import.Scope is { } scope)
        {
            await ForceEntry.Look(work, scope, cancel);
        }

        if (await LaterThatBuildsOnIt(work, import.No, cancel) is { } later)
        {
            return new Refusal($"{later} changed what {import.Reference} brought. Take {later} back first.", nameof(Input.Import));
        }

        IReadOnlyList<string> kept = [];
        (int Removed, int Restored)? counts = import.Kind switch
        {
            "incidents" => await UndoIncidents(work, import.No, cancel),
            "outcomes" => (await Execute(work, "delete from incident_outcome where import_no = $1", cancel, import.No), 0),
            "places" => await UndoPlaces(work, import.No, import.Force, cancel),
            ImportProblems.Kind => await UndoProblems(),
            _ => null,
        };

        async Task<(int, int)> UndoProblems()
        {
            var undone = await UndoOldRecords.Run(work, places, import.No, import.Reference, import.Force, cancel);
            kept = undone.Kept;
            return (undone.Removed, undone.Restored);
        }

        if (counts is not { } done)
        {
            return new Refusal(
                $"{import.Reference} brought {import.Kind}: bring in another file instead, which takes the place of what is held.",
                nameof(Input.Import)
            );
        }

        await Execute(work, "update import set undone_at = $2, undone_by = $3 where no = $1", cancel, import.No, work.Now, actor.Name);
        work.Noted(
            TrailEntry.Of(
                TrailKind.Alteration,
                import.Id,
                "import",
                $"Took import {import.Reference} back",
                JsonSerializer.Serialize(
                    new
                    {
                        done.Removed,
                        done.Restored,
                        Kept = kept,
                    },
                    JsonSerializerOptions.Web
                )
            )
        );
        await work.Commit("Took an import back", cancel);
        return new Undone(import.Reference, import.Kind, done.Removed, done.Restored, kept);
    }

    private static async Task<(int Removed, int Restored)> UndoIncidents(Work work, int no, CancellationToken cancel)
    {
        // Held rows go first as they are now and then come back as they were; what is left with this import's number it had added.
        const string OfImport = """
            from incident i where i.import_no = $1
              and i.occurred_at >= (select min(month) - 1 from import_month where import_no = $1)
                  and i.occurred_at < (select max(month) + interval '1 month 1 day' from import_month where import_no = $1)
            """;
        await Execute(work, "delete from mention where import_no = $1", cancel, no);
        await Execute(work, "update mention set superseded_by = null where superseded_by = $1", cancel, no);
        await Execute(work, "delete from incident_detail where import_no = $1", cancel, no);
        var gone = await Execute(work, $"delete from incident where id in (select i.id {OfImport})", cancel, no);
        var back = await Execute(work, "insert into incident_row select (held).* from import_undo where taken_by = $1", cancel, no);
        await Execute(
            work,
            """
            insert into incident_detail select (jsonb_populate_record(null::incident_detail, detail)).* from import_undo
            where taken_by = $1 and detail is not null
            """,
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
        var replaced = await work.Scalar<int>("select removed from import where no = $1", cancel, no);
        return (gone - Math.Max(0, back - replaced), back);
    }

    private static async Task<(int Removed, int Restored)> UndoPlaces(Work work, int no, string force, CancellationToken cancel)
    {
        var gone = await Execute(
            work,
            "update place_version set withdrawn_at = $2, withdrawn_by = $1 where import_no = $1 and withdrawn_at is null",
            cancel,
            no,
            work.Now
        );
        var back = await Execute(
            work,
            "update place_version set withdrawn_at = null, withdrawn_by = null where withdrawn_by = $1 and import_no is distinct from $1",
            cancel,
            no
        );
        back += await Execute(work, "update place_version set valid_to = null, closed_by = null where closed_by = $1", cancel, no);
        await PlaceBook.Changed(work, force, cancel);
        return (gone, back);
    }

    /// <summary>A later import that stands and holds what this one brought as its "before".</summary>
    private static async Task<string?> LaterThatBuildsOnIt(Work work, int no, CancellationToken cancel)
    {
        await using var find = work.Command(
            """
            select m.reference from import m where m.undone_at is null and m.no > $1 and (
                exists (select 1 from import_undo u where u.taken_by = m.no and (u.held).import_no = $1)
                or exists (select 1 from old_record_before b where b.taken_by = m.no and b.import_no = $1)
                or exists (select 1 from place_version v where v.import_no = $1 and (v.withdrawn_by = m.no or v.closed_by = m.no)))
            order by m.no desc limit 1
            """,
            no
        );
        return (string?)await find.ExecuteScalarAsync(cancel);
    }

    private static async Task<HeldImport?> Find(Work work, string text, CancellationToken cancel)
    {
        await using var find = work.Command(
            """
            select no, id, reference, kind, force_code, scope, undone_at from import
            where lower(reference) = lower($1) or id::text = lower($1)
            """,
            text
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(
                row.GetInt32(0),
                row.GetGuid(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.IsDBNull(5) ? null : row.GetInt16(5),
                row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6)
            )
            : null;
    }

    private static async Task<int> Execute(Work work, string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = work.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed record HeldImport(int No, Guid Id, string Reference, string Kind, string Force, short? Scope, DateTimeOffset? UndoneAt);
}
