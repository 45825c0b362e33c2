using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Search;

/// <summary>What kind each of the problems that the actor may write seems to be by its words, the surest first, for somebody to confirm many
/// at once.</summary>
public sealed class ListKinds(Database database)
{
    public const int PageSize = 50;

    public sealed record Input
    {
        /// <summary>Suggested so; by its code.</summary>
        public string? Kind { get; init; }

        /// <summary>Suggested with at least this confidence, in a hundred.</summary>
        public int AtLeast { get; init; }

        /// <summary>Those that somebody has confirmed, instead of those that wait.</summary>
        public bool Confirmed { get; init; }
        public int Page { get; init; } = 1;
    }

    /// <param name="Reference">Of the record.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Year">In which it was opened.</param>
    /// <param name="Place">Null without one.</param>
    /// <param name="InItsWords">What its author called it.</param>
    /// <param name="Old">Its reference in an older system.</param>
    /// <param name="Suggested">The kind that its words suggest; null when they say nothing.</param>
    /// <param name="Confidence">In a hundred.</param>
    /// <param name="Confirmed">The kind that somebody confirmed.</param>
    public sealed record Line(
        string Reference,
        string Title,
        int Year,
        string? Place,
        string InItsWords,
        string? Old,
        string? Suggested,
        int Confidence,
        string? Confirmed
    );

    public sealed record Listed(IReadOnlyList<Line> Lines, int Total, int Page, ProblemKinds Kinds);

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ConfirmKinds) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var kinds = await work.ProblemKinds(actor.ForceId ?? Guid.Empty, cancel);
        const string Wanted = """
            from record r join problem p on p.record_id = r.id left join findable f on f.record_id = r.id
            where r.force_id = $1 and r.state not in ('draft', 'entered-in-error') and (p.kind_code is not null) = $2
              and (r.owner_agency_id = any ((select my_agencies())::uuid[]) or may_write_record(r.id))
              and ($3 = '' or coalesce(p.kind_code, f.suggested_kind) = $3) and coalesce(f.kind_confidence, 0) >= $4
            """;
        object?[] values =
        [
            actor.ForceId ?? Guid.Empty,
            input.Confirmed,
            input.Kind ?? "",
            (float)(Math.Clamp(input.AtLeast, 0, 100) / 100.0),
        ];
        var total = (int)await work.Scalar<long>($"select count(*) {Wanted}", cancel, values);
        var page = Math.Clamp(input.Page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = new List<Line>();
        var ids = new List<Guid>();
        await foreach (
            var row in work.EachRow(
                $"""
                with listed as materialized (
                    select r.id, f.suggested_kind, coalesce(f.kind_confidence, 0) confidence {Wanted}
                        order by confidence desc, r.opened_at desc, r.id limit $5 offset $6)
                select r.id, r.reference, r.title, extract(year from r.opened_at at time zone 'Europe/London')::integer as year,
                    (select v.name from place v where v.no = r.place_no) as place, p.kind,
                    (select o.reference from old_record o where o.record_id = r.id) as old_reference, l.suggested_kind, l.confidence,
                    p.kind_code
                from listed l join record r on r.id = l.id join problem p on p.record_id = r.id
                    order by l.confidence desc, r.opened_at desc, r.id
                """,
                cancel,
                [.. values, PageSize, (page - 1) * PageSize]
            )
        )
        {
            ids.Add(row.Get<Guid>("id"));
            lines.Add(
                new(
                    row.Get<string>("reference"),
                    row.Get<string>("title"),
                    row.Get<int>("year"),
                    row.OrNull<string>("place"),
                    row.Get<string>("kind"),
                    row.OrNull<string>("old_reference"),
                    row.OrNull<string>("suggested_kind"),
                    (int)Math.Floor(row.Get<float>("confidence") * 100),
                    row.OrNull<string>("kind_code")
                )
            );
        }

        work.Looked("kinds of problems", ids);
        await work.Finish(cancel);
        return new Listed(lines, total, page, kinds);
    }
}
