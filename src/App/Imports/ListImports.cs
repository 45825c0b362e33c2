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
        await foreach (
            var row in work.EachRow(
                """
                select reference, kind, format, force_code, at, actor_name, read, added, changed, already, copies, rejected, removed,
                    unmatched, no_location, outside_force, seconds,
                    (select coalesce(array_agg(f.name order by f.name collate "C"), '{}') from import_file f
                        where f.import_no = m.no) as files, undone_at, undone_by
                from import m where ($1::text is null or force_code = $1) and ($2::text is null or lower(reference) = lower($2))
                    order by no desc limit $3
                """,
                cancel,
                force,
                input.Reference,
                Most
            )
        )
        {
            items.Add(
                new(
                    row.Get<string>("reference"),
                    row.Get<string>("kind"),
                    row.Get<string>("format"),
                    row.Get<string>("force_code"),
                    row.Get<DateTimeOffset>("at"),
                    row.Get<string>("actor_name"),
                    row.Get<int>("read"),
                    row.Get<int>("added"),
                    row.Get<int>("changed"),
                    row.Get<int>("already"),
                    row.Get<int>("copies"),
                    row.Get<int>("rejected"),
                    row.Get<int>("removed"),
                    row.Get<int?>("unmatched"),
                    row.Get<int?>("no_location"),
                    row.Get<int?>("outside_force"),
                    row.Get<double>("seconds"),
                    row.Get<string[]>("files"),
                    row.Get<DateTimeOffset?>("undone_at"),
                    row.OrNull<string>("undone_by")
                )
            );
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
        return await work.Rows(
            $"""
            select r.file, r.line, r.reason from {table} r join import m on m.no = r.import_no where m.reference = $1
                order by r.file collate "C", r.line
            """,
            row => new RejectedRow(row.Get<string>("file"), row.Get<int>("line"), row.Get<string>("reason")),
            cancel,
            reference
        );
    }

    private static async Task<Dictionary<string, int>> InDoubt(Work work, CancellationToken cancel)
    {
        var months = new Dictionary<string, int>();
        await foreach (
            var row in work.EachRow(
                """
                select m.reference, count(*)::int as months from month_doubt d
                    join import_month im on im.scope = d.scope and im.month = d.month join import m on m.no = im.import_no
                where d.lifted_at is null and m.undone_at is null group by 1
                """,
                cancel
            )
        )
        {
            months[row.Get<string>("reference")] = row.Get<int>("months");
        }

        return months;
    }

    private static async Task<List<(MonthDoubt Doubt, string? Lifted)>> DoubtsOf(Work work, string reference, CancellationToken cancel)
    {
        var doubts = new List<(MonthDoubt, string?)>();
        await foreach (
            var row in work.EachRow(
                """
                select d.month, d.held, d.usual, d.lifted_at, d.lifted_by, d.lifted_because from month_doubt d
                where exists (select 1 from import_month im join import m on m.no = im.import_no
                    where m.reference = $1 and m.undone_at is null and im.scope = d.scope and im.month = d.month)
                order by d.month
                """,
                cancel,
                reference
            )
        )
        {
            var doubt = new MonthDoubt(row.Month("month"), row.Get<int>("held"), row.Get<int>("usual"));
            doubts.Add(
                (
                    doubt,
                    row.IsNull("lifted_at")
                        ? null
                        : $"{doubt.Month.InWords()} is whole, said {row.Get<string>("lifted_by")} "
                            + $"on {row.Get<DateTimeOffset>("lifted_at").InWords()}: {row.Get<string>("lifted_because")}"
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
