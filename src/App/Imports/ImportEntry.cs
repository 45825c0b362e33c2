using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>A file as the entry of its import keeps it.</summary>
internal sealed record ImportedFile(
    string Name,
    byte[] Sha256,
    long Bytes,
    int Rows,
    int Copies,
    int Rejected,
    int NoLocation,
    int? OutsideForce
)
{
    public static ImportedFile Of(InputFile file, Tally tally) =>
        new(file.Name, file.Sha256, file.Size, tally.Read, tally.Copies, tally.Rejected, tally.NoLocation, tally.OutsideForce);
}

/// <summary>A file whose very bytes were applied before, and of whose months nothing changed since: all of it is there already.</summary>
internal sealed record SettledFile(ImportedFile File)
{
    public void AddTo(Tally tally)
    {
        tally.Read += File.Rows;
        tally.Copies += File.Copies;
        tally.Already += File.Rows - File.Copies;
        tally.NoLocation += File.NoLocation;
        tally.OutsideForce += File.OutsideForce ?? 0;
    }
}

/// <summary>The entry that each import leaves: who, when, which files, what came of it.</summary>
internal sealed class ImportEntry
{
    private const int RejectionsKept = 10_000;

    private readonly Work _work;
    private readonly Guid _id;

    private ImportEntry(Work work, Guid id, string reference, int no) => (_work, _id, Reference, No) = (work, id, reference, no);

    public string Reference { get; }

    public int No { get; }

    public List<ImportedFile> Files { get; } = [];

    public static async Task<ImportEntry> Open(
        Work work,
        string kind,
        string format,
        string forceCode,
        short? scope,
        CancellationToken cancel
    )
    {
        var id = Guid.CreateVersion7(work.Now);
        var reference = await work.NextReference('I', cancel);
        var no = await work.Scalar<int>(
            """
            insert into import (id, reference, kind, format, force_code, scope, at, actor_id, actor_name) values ($1, $2, $3, $4, $5,
                $6::smallint, $7, $8, $9) returning no
            """,
            cancel,
            id,
            reference,
            kind,
            format,
            forceCode,
            scope,
            work.Now,
            work.Actor.Id,
            work.Actor.Name
        );
        return new(work, id, reference, no);
    }

    /// <summary>Of these files, those that were applied before with nothing rejected, and whose months no later import touched.</summary>
    public async Task<IReadOnlyDictionary<string, SettledFile>> SettledFiles(
        IReadOnlyList<string> paths,
        short scope,
        CancellationToken cancel
    )
    {
        var settled = new Dictionary<string, SettledFile>();
        foreach (var path in paths)
        {
            var file = await _work.FirstRow(
                """
                select f.sha256, f.bytes, f.rows, f.copies, f.no_location, f.outside_force from import_file f join import m
                    on m.no = f.import_no
                where f.sha256 = $1 and m.kind = 'incidents' and m.scope = $2 and m.undone_at is null and f.rejected = 0
                  and exists (select 1 from import_month im where im.import_no = m.no)
                  and not exists (select 1 from import_month mine join import_month later on later.scope = mine.scope
                      and later.month = mine.month and later.import_no > mine.import_no
                                  where mine.import_no = m.no and later.changes > 0)
                order by m.no desc limit 1
                """,
                row => new ImportedFile(
                    Path.GetFileName(path),
                    row.Get<byte[]>("sha256"),
                    row.Get<long>("bytes"),
                    row.Get<int>("rows"),
                    row.Get<int>("copies"),
                    0,
                    row.Get<int>("no_location"),
                    row.Get<int?>("outside_force")
                ),
                cancel,
                await InputFile.DigestOf(path, cancel),
                scope
            );
            if (file is not null)
            {
                settled[path] = new(file);
            }
        }

        // One file that is new may change what the others say is there: then all are read again.
        return settled.Count == paths.Distinct().Count() ? settled : new Dictionary<string, SettledFile>();
    }

    public ImportReport Report(
        Tally tally,
        IReadOnlyList<RejectedRow> rejected,
        bool knowsForce,
        int removed,
        long started,
        bool dryRun,
        int? unmatched = null
    ) =>
        new(
            dryRun ? null : Reference,
            tally.Read,
            tally.Added,
            tally.Changed,
            tally.Already,
            tally.Copies,
            rejected,
            tally.NoLocation,
            knowsForce ? tally.OutsideForce : null,
            Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
            removed,
            unmatched
        );

    public Refusal RefuseStrictly(IReadOnlyList<RejectedRow> rejected) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Nothing was applied: {rejected.Count} {(rejected.Count == 1 ? "row" : "rows")} cannot go in. First: "
                    + $"{string.Join("; ", rejected.Take(3).Select(r => $"{r.File}, line {r.Line}: {r.Reason}"))}."
            )
        );

    public async Task WriteMonths(
        short scope,
        IEnumerable<(YearMonth Month, int Rows, int Changes, int Held)> months,
        CancellationToken cancel
    )
    {
        var list = months.ToList();
        await Execute(
            """
            insert into import_month (import_no, scope, month, rows, changes, held) select $1, $2, v.*
            from unnest($3::date[], $4::int[], $5::int[], $6::int[]) v
            """,
            cancel,
            No,
            scope,
            list.Select(m => m.Month.FirstDay).ToArray(),
            list.Select(m => m.Rows).ToArray(),
            list.Select(m => m.Changes).ToArray(),
            list.Select(m => m.Held).ToArray()
        );
    }

    /// <summary>Writes down what came of it, and the row in the trail that says so.</summary>
    public async Task Close(ImportReport report, IReadOnlyList<RejectedRow> rejected, CancellationToken cancel)
    {
        await Execute(
            """
            update import set read = $2, added = $3, changed = $4, already = $5, copies = $6, rejected = $7, removed = $8,
                unmatched = $9::int, no_location = $10::int,
                outside_force = $11::int, seconds = $12 where no = $1
            """,
            cancel,
            No,
            report.Read,
            report.Added,
            report.Changed,
            report.Already,
            report.Copies,
            rejected.Count,
            report.Removed,
            report.Unmatched,
            report.NoLocation,
            report.OutsideForce,
            report.Seconds
        );
        // Two folders may hold files of the same name: the entry keeps both apart.
        var names = Files
            .GroupBy(f => f.Name)
            .SelectMany(g => g.Select((f, i) => i == 0 ? f : f with { Name = $"{f.Name} ({i + 1})" }))
            .ToList();
        await Execute(
            """
            insert into import_file (import_no, name, sha256, bytes, rows, copies, rejected, no_location, outside_force)
            select $1, v.* from unnest($2::text[], $3::bytea[], $4::bigint[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[]) v
            """,
            cancel,
            No,
            names.Select(f => f.Name).ToArray(),
            names.Select(f => f.Sha256).ToArray(),
            names.Select(f => f.Bytes).ToArray(),
            names.Select(f => f.Rows).ToArray(),
            names.Select(f => f.Copies).ToArray(),
            names.Select(f => f.Rejected).ToArray(),
            names.Select(f => f.NoLocation).ToArray(),
            names.Select(f => report.OutsideForce is null ? null : f.OutsideForce).ToArray()
        );
        if (rejected.Count > 0)
        {
            var kept = rejected.Take(RejectionsKept).ToList();
            await Execute(
                """
                insert into import_rejection (import_no, file, line, reason) select $1, v.*
                from unnest($2::text[], $3::int[], $4::text[]) v
                """,
                cancel,
                No,
                kept.Select(r => r.File).ToArray(),
                kept.Select(r => (int)r.Line).ToArray(),
                kept.Select(r => r.Reason).ToArray()
            );
        }

        if (report.Warnings.Count > 0)
        {
            var kept = report.Warnings.Take(RejectionsKept).ToList();
            await Execute(
                """
                insert into import_warning (import_no, file, line, reason)
                select $1, v.* from unnest($2::text[], $3::int[], $4::text[]) v
                """,
                cancel,
                No,
                kept.Select(r => r.File).ToArray(),
                kept.Select(r => (int)r.Line).ToArray(),
                kept.Select(r => r.Reason).ToArray()
            );
        }

        var told = JsonSerializer.Serialize(
            new
            {
                Reference,
                report.Read,
                report.Added,
                report.Changed,
                report.Already,
                report.Copies,
                Rejected = rejected.Count,
                report.Removed,
                Files = Files.Select(f => f.Name),
            },
            JsonSerializerOptions.Web
        );
        _work.Noted(TrailEntry.Of(TrailKind.Collection, _id, "import", $"Import {Reference}", told));
    }

    private async Task Execute(string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = _work.Command(sql, values);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
