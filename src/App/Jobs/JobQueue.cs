using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;

namespace Wardwise.App.Jobs;

/// <summary>The table of jobs: asked once a key, claimed by one node at a time, held by a lease that its heartbeat renews. All of it
/// by one clock, the database's: nodes need not agree on the time.</summary>
public sealed class JobQueue(Database database)
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    public const int Tries = 5;

    public sealed record Claimed(Guid Id, string Kind, string Input, Guid? ActorId, int Attempt);

    /// <summary>Asks for a job; asked already under this key, it is not asked again.</summary>
    public async Task<bool> Ask(Actor actor, string kind, string key, string input, DateTimeOffset? notBefore, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        var asked = await Ask(work, kind, key, input, notBefore, cancel);
        await work.Finish(cancel);
        return asked;
    }

    /// <summary>The same within a piece of work: asked only if that commits.</summary>
    internal static async Task<bool> Ask(
        Work work,
        string kind,
        string key,
        string input,
        DateTimeOffset? notBefore,
        CancellationToken cancel
    )
    {
        await using var ask = work.Command(
            """
            insert into job (id, kind, key, input, actor_id, not_before, asked_at) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict do nothing
            """,
            Guid.CreateVersion7(),
            kind,
            key,
            input,
            new NpgsqlParameter
            {
                Value = work.Actor.Kind == ActorKind.Account ? work.Actor.Id : DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid,
            },
            notBefore ?? work.Now,
            work.Now
        );
        return await ask.ExecuteNonQueryAsync(cancel) == 1;
    }

    public async Task<Claimed?> Claim(CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.House, cancel);
        var claimed = await work.FirstRow(
            """
            update job set state = 'running', leased_until = $2, attempts = attempts + 1 where id = (
                select id from job where (state = 'waiting' and not_before <= $1) or (state = 'running' and leased_until < $1)
                order by not_before limit 1 for update skip locked)
            returning id, kind, input, actor_id, attempts
            """,
            row => new Claimed(
                row.Get<Guid>("id"),
                row.Get<string>("kind"),
                row.Get<string>("input"),
                row.Get<Guid?>("actor_id"),
                row.Get<int>("attempts")
            ),
            cancel,
            work.Now,
            work.Now + Lease
        );
        await work.Finish(cancel);
        return claimed;
    }

    /// <summary>Renews the lease and shows how far it is.</summary>
    public Task Beat(Guid id, string? progress, CancellationToken cancel) =>
        Change(
            "update job set leased_until = $2, progress = coalesce($3, progress) where id = $1",
            now => [id, now + Lease, progress],
            cancel
        );

    public Task Done(Guid id, string? told, CancellationToken cancel) =>
        Change(
            "update job set state = 'done', leased_until = null, ended_at = $2, progress = $3, error = null where id = $1",
            now => [id, now, told ?? ""],
            cancel
        );

    /// <summary>A job that failed is tried again, later each time, and given up after <see cref="Tries"/>.</summary>
    public Task Failed(Claimed job, string error, CancellationToken cancel) =>
        Change(
            """
            update job set state = case when attempts >= $4 then 'failed' else 'waiting' end, leased_until = null, not_before = $2,
            error = $3, ended_at = case when attempts >= $4 then $5 end where id = $1
            """,
            now => [job.Id, now + TimeSpan.FromSeconds(15 * Math.Pow(4, job.Attempt)), error, Tries, now],
            cancel
        );

    private async Task Change(string sql, Func<DateTimeOffset, object?[]> values, CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.House, cancel);
        await using (var change = work.Command(sql, values(work.Now)))
        {
            await change.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
    }
}
