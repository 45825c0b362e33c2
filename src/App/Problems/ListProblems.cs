using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Problems that the actor sees, filtered, sorted and paged in the database.</summary>
public sealed class ListProblems(Database database)
{
    public const int PageSize = 25;

    public enum Order
    {
        Newest,
        Oldest,
        LongestUntouched,
        GradeUp,
        GradeDown,
        Title,
    }

    public sealed record Input
    {
        /// <summary>Null is every state that counts and is not closed.</summary>
        public ProblemState? State { get; init; }
        public bool AllStates { get; init; }
        public ProblemCategory? Category { get; init; }
        public int? Grade { get; init; }
        public int? PlaceNo { get; init; }
        public bool MineOnly { get; init; }
        public Order Order { get; init; }
        public int Page { get; init; } = 1;

        /// <summary>Every row, for a file.</summary>
        public bool Everything { get; init; }
    }

    /// <summary>A file holds no more rows than this.</summary>
    public const int MostInAFile = 50_000;

    public sealed record Listed(IReadOnlyList<ProblemRow> Rows, int Total, int Page, int Pages);

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, input.Everything ? Act.ExportData : Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        const string Where = $"""
            where r.kind = 'problem'
              and ($1::text is null and ($2 or r.state not in ('closed', 'entered-in-error', 'draft')) or r.state = $1)
              and ($3::text is null or p.category = $3)
              and ($4::integer is null or {ProblemRow.GradeNow} = $4)
              and ($5::integer is null or r.place_no = $5)
              and (not $6 or r.owner_account_id = $7)
            """;
        object?[] values =
        [
            input.State is { } state ? EnumCode.Of(state) : null,
            input.AllStates,
            input.Category is { } category ? EnumCode.Of(category) : null,
            input.Grade,
            input.PlaceNo,
            input.MineOnly,
            actor.Id,
        ];
        var total = (int)
            await work.Scalar<long>($"select count(*) from record r join problem p on p.record_id = r.id {Where}", cancel, values);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(input.Page, 1, pages);
        var (skip, take) = input.Everything ? (0, MostInAFile) : ((page - 1) * PageSize, PageSize);
        var rows = new List<ProblemRow>();
        // The page's records first, then what is shown of them: the wide part is read for one page, not for every problem.
        await foreach (
            var row in work.EachRow(
                $"""
                with listed as materialized (
                    select r.id, row_number() over (order by {Sort(
                    input.Order
                )}, r.id) nth from record r join problem p on p.record_id = r.id {Where} order by nth limit $8 offset $9)
                select {ProblemRow.Columns} from listed join record r on r.id = listed.id {ProblemRow.Joins} order by listed.nth
                """,
                cancel,
                [.. values, take, skip]
            )
        )
        {
            rows.Add(ProblemRow.Read(row));
        }

        if (input.Everything)
        {
            // A file leaves the building: who took it and which records were in it is on the trail.
            work.Noted(
                new TrailEntry(
                    TrailKind.Disclosure,
                    null,
                    null,
                    "problems as a file",
                    actor.Purpose ?? "",
                    "{}",
                    [.. rows.Select(r => r.Id)]
                )
            );
            await work.Finish(cancel);
        }

        return new Listed(rows, total, page, pages);
    }

    private static string Sort(Order order) =>
        order switch
        {
            Order.Oldest => "r.opened_at",
            Order.LongestUntouched => "p.worked_on",
            Order.GradeUp => ProblemRow.GradeNow,
            Order.GradeDown => ProblemRow.GradeNow + " desc",
            Order.Title => "lower(r.title) collate \"C\"",
            _ => "r.opened_at desc",
        };
}
