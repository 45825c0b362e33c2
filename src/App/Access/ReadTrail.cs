using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Access;

/// <summary>Who saw or changed what, newest first, for an administrator: by person, by record, by kind. Reading it is itself on the
/// trail.</summary>
public sealed class ReadTrail(Database database)
{
    public const int PageSize = 50;

    public sealed record Input
    {
        public Guid? ActorId { get; init; }

        /// <summary>A record's reference, or the id of anything.</summary>
        public string? About { get; init; }
        public TrailKind? Kind { get; init; }

        /// <summary>Rows older than this; null for the newest.</summary>
        public DateTimeOffset? Before { get; init; }
    }

    /// <param name="At">When.</param>
    /// <param name="Kind">A look, a change, a disclosure, a sign-in.</param>
    /// <param name="Who">Their name then.</param>
    /// <param name="What">What it was about, in a plain noun.</param>
    /// <param name="Why">What was done, or what for.</param>
    /// <param name="Reference">Of the one record that it was about.</param>
    /// <param name="Ids">How much was shown.</param>
    public sealed record Row(DateTimeOffset At, TrailKind Kind, string Who, string What, string Why, string? Reference, int Ids);

    public sealed record Read(IReadOnlyList<Row> Rows, bool More, string? Trouble);

    private const string Sql = """
        with page as materialized (
            select t.id, t.at, t.kind, t.actor_name, t.subject_kind, t.subject_id, t.why, t.record_id, c.ids
            from trail t left join trail_content c on c.trail_id = t.id
            where ($1::uuid is null or t.actor_id = $1)
              and ($2::uuid is null or t.record_id = $2 or t.subject_id = $2 or c.ids @> array[$2])
              and ($3::text is null or t.kind = $3)
              and ($4::timestamptz is null or t.at < $4)
            order by t.at desc, t.id desc limit $5
        )
        select p.at, p.kind, p.actor_name, p.subject_kind, a.name as account, p.why, coalesce(r.reference, seen.reference) as reference,
            coalesce(cardinality(p.ids), 0) as ids
        from page p left join record r on r.id = p.record_id
        left join account a on a.id = p.subject_id and p.subject_kind = 'account'
        left join lateral (select min(s.reference) as reference from record s where s.id = any(p.ids) having count(*) = 1) seen
            on p.record_id is null
        order by p.at desc, p.id desc
        """;

    public async Task<Outcome<Read>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeAudit) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        Guid? about = null;
        if (!string.IsNullOrWhiteSpace(input.About))
        {
            about = Guid.TryParse(input.About.Trim(), out var id)
                ? id
                : await Referred(work, input.About.Trim().ToUpperInvariant(), cancel);
            if (about is null)
            {
                return new Read([], false, $"There is no record {input.About.Trim()} that you can see.");
            }
        }

        var rows = await work.Rows(
            Sql,
            row => new Row(
                row.Get<DateTimeOffset>("at"),
                row.Code<TrailKind>("kind"),
                row.Get<string>("actor_name"),
                // Whose account it was: at the door nobody is signed in yet.
                SubjectNouns.Of(row.Get<string>("subject_kind")) + (row.OrNull<string>("account") is { } whose ? $" of {whose}" : ""),
                row.Get<string>("why"),
                row.OrNull<string>("reference"),
                row.Get<int>("ids")
            ),
            cancel,
            Uuid(input.ActorId),
            Uuid(about),
            new Npgsql.NpgsqlParameter
            {
                Value = input.Kind is { } kind ? EnumCode.Of(kind) : DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text,
            },
            new Npgsql.NpgsqlParameter
            {
                Value = (object?)input.Before?.ToUniversalTime() ?? DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz,
            },
            PageSize + 1
        );

        work.Looked("the trail", about is { } seen ? [seen] : []);
        await work.Finish(cancel);
        return new Read([.. rows.Take(PageSize)], rows.Count > PageSize, null);
    }

    private static async Task<Guid?> Referred(Work work, string reference, CancellationToken cancel)
    {
        await using var find = work.Command("select id from record where reference = $1", reference);
        return await find.ExecuteScalarAsync(cancel) as Guid?;
    }

    private static Npgsql.NpgsqlParameter Uuid(Guid? id) =>
        new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid };
}
