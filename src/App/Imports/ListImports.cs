using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Exchange;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>What came in, when, from which files; the latest first.</summary>
public sealed class ListImports(Database database)
{
    private const int Most = 200;

    public sealed record Input
    {
        public string? Force { get; init; }

        /// <summary>One import by its reference, with the rows that it rejected.</summary>
        public string? Reference { get; init; }
    }

    public sealed record Item(
        string Id,
        string Kind,
        string Format,
        string Force,
        DateTimeOffset At,
        string By,
        int Read,
        int Added,
        int Changed,
        int Already,
        int Copies,
        int Rejected,
        int Removed,
        int? Unmatched,
        int? NoLocation,
        int? OutsideForce,
        double Seconds,
        IReadOnlyList<string> Files,
        DateTimeOffset? UndoneAt,
        string? UndoneBy
    )
    {
        public IReadOnlyList<RejectedRow> RejectedRows { get; init; } = [];

        /// <summary>What is doubtful about rows that went in; line 0 is the file.</summary>
        public IReadOnlyList<RejectedRow> Warnings { get; init; } = [];

        /// <summary>How many months that it brought are in doubt.</summary>
        public int MonthsInDoubt { get; init; }

        /// <summary>Of one import: months that it brought and of which part may be missing.</summary>
        public IReadOnlyList<MonthDoubt> Doubted { get; init; } = [];

        /// <summary>Of one import: months that were doubted, and of which somebody said that they are whole: each a sentence.</summary>
        public IReadOnlyList<string> SaidWhole { get; init; } = [];

        /// <summary>
        /// Of old problem records: how what is held agrees with the file, as the area that brought them in wrote it down.
        /// </summary>
        public JsonElement? Reconciliation { get; init; }
    }

    public async Task<Outcome<IReadOnlyList<Item>>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ImportData) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var force = actor.Kind == ActorKind.Account ? actor.ForceCode : input.Force;
        var items = new List<Item>();
        await using (
            var find = work.Command(
                """
                select reference, kind, format, force_code, at, actor_name, read, added, changed, already, copies, rejected, removed,
                    unmatched, no_location, outside_force, seconds,
                    (select coalesce(array_agg(f.name order by f.name collate "C"), '{}') from import_file f
                        where f.import_no = m.no), undone_at, undone_by
                from import m where ($1::text is null or force_code = $1) and ($2::text is null or lower(reference) = lower($2))
                    order by no desc limit $3
                """,
                force,
                input.Reference,
                Most
            )
        )
        await using (var row = await find.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                int? Maybe(int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
                items.Add(
                    new(
                        row.GetString(0),
                        row.GetString(1),
                        row.GetString(2),
                        row.GetString(3),
                        row.GetFieldValue<DateTimeOffset>(4),
                        row.GetString(5),
                        row.GetInt32(6),
                        row.GetInt32(7),
                        row.GetInt32(8),
                        row.GetInt32(9),
                        row.GetInt32(10),
                        row.GetInt32(11),
                        row.GetInt32(12),
                        Maybe(13),
                        Maybe(14),
                        Maybe(15),
                        row.GetDouble(16),
                        row.GetFieldValue<string[]>(17),
                        row.IsDBNull(18) ? null : row.GetFieldValue<DateTimeOffset>(18),
                        row.IsDBNull(19) ? null : row.GetString(19)
                    )
                );
            }
        }

        var inDoubt = await InDoubt(work, cancel);
        items = [.. items.Select(i => inDoubt.TryGetValue(i.Id, out var months) ? i with { MonthsInDoubt = months } : i)];
        if (input.Reference is not null && items is [var one])
        {
            var doubts = await DoubtsOf(work, one.Id, cancel);
            items[0] = one with
            {
                RejectedRows = await RowsOf(work, "import_rejection", one.Id, cancel),
                Warnings = await RowsOf(work, "import_warning", one.Id, cancel),
                Doubted = [.. doubts.Where(d => d.Lifted is null).Select(d => d.Doubt)],
                SaidWhole = [.. doubts.Select(d => d.Lifted).OfType<string>()],
                Reconciliation = await ReconciliationOf(work, one.Id, cancel),
            };
        }

        await work.Finish(cancel);
        return items;
    }

    private static async Task<IReadOnlyList<RejectedRow>> RowsOf(Work work, string table, string reference, CancellationToken cancel)
    {
        var rows = new List<RejectedRow>();
        await using var find = work.Command(
            $"""
            select r.file, r.line, r.reason from {table} r join import m on m.no = r.import_no where m.reference = $1
                order by r.file collate "C", r.line
            """,
            reference
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            rows.Add(new(row.GetString(0), row.GetInt32(1), row.GetString(2)));
        }

        return rows;
    }

    private static async Task<Dictionary<string, int>> InDoubt(Work work, CancellationToken cancel)
    {
        var months = new Dictionary<string, int>();
        await using var find = work.Command(
            """
            select m.reference, count(*)::int from month_doubt d join import_month im on im.scope = d.scope and im.month = d.month
                join import m on m.no = im.import_no
            where d.lifted_at is null and m.undone_at is null group by 1
            """
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            months[row.GetString(0)] = row.GetInt32(1);
        }

        return months;
    }

    private static async Task<List<(MonthDoubt Doubt, string? Lifted)>> DoubtsOf(Work work, string reference, CancellationToken cancel)
    {
        var doubts = new List<(MonthDoubt, string?)>();
        await using var find = work.Command(
            """
            select d.month, d.held, d.usual, d.lifted_at, d.lifted_by, d.lifted_because from month_doubt d
            where exists (select 1 from import_month im join import m on m.no = im.import_no
                where m.reference = $1 and m.undone_at is null and im.scope = d.scope and im.month = d.month)
            order by d.month
            """,
            reference
        );
        await using var row = await find.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var doubt = new MonthDoubt(YearMonth.Of(row.GetFieldValue<DateOnly>(0)), row.GetInt32(1), row.GetInt32(2));
            doubts.Add(
                (
                    doubt,
                    row.IsDBNull(3)
                        ? null
                        : $"{doubt.Month.InWords()} is whole, said {row.GetString(4)} "
                            + $"on {row.GetFieldValue<DateTimeOffset>(3).InWords()}: {row.GetString(5)}"
                )
            );
        }

        return doubts;
    }

    private static async Task<JsonElement?> ReconciliationOf(Work work, string reference, CancellationToken cancel)
    {
        await using var find = work.Command(
            "select c.body::text from import_reconciliation c join import m on m.no = c.import_no where m.reference = $1",
            reference
        );
        return await find.ExecuteScalarAsync(cancel) is string body ? JsonSerializer.Deserialize<JsonElement>(body) : null;
    }
}
