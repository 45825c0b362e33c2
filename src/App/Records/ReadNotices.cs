using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>The actor has read a notice, or all of them. Somebody else's stays as it is.</summary>
public sealed class ReadNotices(Database database)
{
    public sealed record Input
    {
        /// <summary>Null is all.</summary>
        public Guid? Id { get; init; }
    }

    public async Task<Outcome<int>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.UseOwnPages) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        int read;
        await using (
            var mark = work.Command(
                "update notice set read_at = $2 where account_id = $1 and on_page and read_at is null and ($3::uuid is null or id = $3)",
                actor.Id,
                work.Now,
                new NpgsqlParameter { Value = (object?)input.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }
            )
        )
        {
            read = await mark.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
        return read;
    }
}
