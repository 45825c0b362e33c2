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

    public sealed record Row(DateTimeOffset At, TrailKind Kind, string Who, string What, string Why, string? Reference, int Ids);

    public sealed record Read(IReadOnlyList<Row> Rows, bool More, string? Trouble);

    private const string Sql = """
        select t.at, t.kind, t.actor_name, t.subject_kind, t.why, r.reference, coalesce(cardinality(c.ids), 0)
        from trail t left join trail_content c on c.trail_id = t.id left join record r on r.id = t.record_id
        where ($1::uuid is null or t.actor_id = $1)
          and ($2::uuid is null or t.record_id = $2 or t.subject_id = $2 or c.ids @> array[$2])
          and ($3::text is null or t.kind = $3)
          and ($4::timestamptz is null or t.at < $4)
        order by t.at desc, t.id desc limit $5
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

        var rows = new List<Row>();
        await using (
            var read = work.Command(
                Sql,
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
            )
        )
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                rows.Add(
                    new(
                        row.GetFieldValue<DateTimeOffset>(0),
                        EnumCode.Parse<TrailKind>(row.GetString(1)),
                        row.GetString(2),
                        row.GetString(3),
                        row.GetString(4),
                        row.IsDBNull(5) ? null : row.GetString(5),
                        row.GetInt32(6)
                    )
                );
            }
        }

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
