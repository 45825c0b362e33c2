using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Lessons that the actor sees, filtered and paged in the database, those due first.</summary>
public sealed class ListLessons(Database database)
{
    public const int PageSize = 25;

    /// <summary>A file holds no more rows than this.</summary>
    public const int MostInAFile = 50_000;

    public sealed record Input
    {
        /// <summary>Null is all but those entered in error.</summary>
        public LessonState? State { get; init; }
        public LessonSource? Source { get; init; }

        /// <summary>Of the thesaurus.</summary>
        public string? Kind { get; init; }
        public bool MineOnly { get; init; }

        /// <summary>Only those whose action is past its date.</summary>
        public bool OverdueOnly { get; init; }
        public int Page { get; init; } = 1;

        /// <summary>Every row, for a file.</summary>
        public bool Everything { get; init; }
    }

    public sealed record Row(
        Guid Id,
        string Reference,
        string Title,
        LessonState State,
        LessonSource Source,
        IReadOnlyList<string> Kinds,
        string? Owner,
        string Agency,
        string Learned,
        string? Action,
        DateOnly? DueOn,
        DateOnly? DoneOn,
        string Evidence,
        bool Published,
        DateTimeOffset RecordedAt
    );

    public sealed record Listed(IReadOnlyList<Row> Rows, int Total, int Page);

    private const string Where = """
        from record r join lesson l on l.record_id = r.id
        left join lateral (select t.what, t.due_on, t.done_on, t.evidence, t.status from tasking t
            where t.record_id = r.id and t.source = 'lesson' and t.status <> 'withdrawn' order by t.position desc limit 1) t on true
        where r.kind = 'lesson'
          and ($1::text is null and r.state <> 'entered-in-error' or r.state = $1)
          and ($2::text is null or l.source = $2)
          and ($3::text is null or $3 = any (l.kind_codes))
          and (not $4 or r.owner_account_id = $5)
          and (not $6 or (t.status in ('to-do', 'doing') and t.due_on < $7))
        """;

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, input.Everything ? Act.ExportData : Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        object?[] values =
        [
            input.State is { } state ? EnumCode.Of(state) : null,
            input.Source is { } source ? EnumCode.Of(source) : null,
            string.IsNullOrEmpty(input.Kind) ? null : input.Kind,
            input.MineOnly,
            actor.Id,
            input.OverdueOnly,
            work.Today,
        ];
        var total = (int)await work.Scalar<long>($"select count(*) {Where}", cancel, values);
        var page = Math.Clamp(input.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var (skip, take) = input.Everything ? (0, MostInAFile) : ((page - 1) * PageSize, PageSize);
        var rows = await work.Rows(
            $"""
            select r.id, r.reference, r.title, r.state, l.source, l.kind_codes, (select a.name from account a
                where a.id = r.owner_account_id) as owner,
                (select g.name from agency g where g.id = r.owner_agency_id) as agency, l.what_was_learned, t.what, t.due_on, t.done_on,
                    coalesce(t.evidence, '') as evidence, l.published_at is not null as published, r.opened_at
            {Where}
            order by case when r.state = 'open' then 0 else 1 end, case when r.state = 'open' then t.due_on end nulls last,
                r.opened_at desc, r.id limit $8 offset $9
            """,
            row => new Row(
                row.Get<Guid>("id"),
                row.Get<string>("reference"),
                row.Get<string>("title"),
                row.Code<LessonState>("state"),
                row.Code<LessonSource>("source"),
                row.Get<string[]>("kind_codes"),
                row.OrNull<string>("owner"),
                row.Get<string>("agency"),
                row.Get<string>("what_was_learned"),
                row.OrNull<string>("what"),
                row.Get<DateOnly?>("due_on"),
                row.Get<DateOnly?>("done_on"),
                row.Get<string>("evidence"),
                row.Get<bool>("published"),
                row.Get<DateTimeOffset>("opened_at")
            ),
            cancel,
            [.. values, take, skip]
        );

        if (input.Everything)
        {
            work.Noted(
                new TrailEntry(
                    TrailKind.Disclosure,
                    null,
                    null,
                    "lessons as a file",
                    actor.Purpose ?? "",
                    "{}",
                    [.. rows.Select(r => r.Id)]
                )
            );
            await work.Finish(cancel);
        }

        return new Listed(rows, total, page);
    }
}
