using Wardwise.App.Access;
using Wardwise.App.Data;

namespace Wardwise.App.Accounts;

/// <summary>Counts tries in the database before what is tried is looked at, so that a hundred at once are counted as one after
/// another.</summary>
public sealed class TryCounts(Database database)
{
    /// <param name="Keys">What it counted towards.</param>
    /// <param name="IsLast">The next like it will be refused.</param>
    internal sealed record Taken(IReadOnlyList<string> Keys, bool IsLast);

    /// <summary>Null when it is one too many: then it counts towards nothing, and is not to be looked at.</summary>
    internal async Task<Taken?> Take(IReadOnlyList<TryLimit> limits, CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody, cancel);
        // In the order of the keys, so that two cannot wait for each other.
        var (refused, last) = await work.OneRow(
            """
            with taken as (
                insert into try_count as c (key, tries, most, until)
                    select t.key, 1, t.most, t.until
                    from unnest($1::text[], $2::integer[], $3::timestamptz[]) as t (key, most, until) order by t.key
                on conflict (key) do update set most = excluded.most, tries = case when c.until <= $4 then 1 else c.tries + 1 end,
                    until = case when c.until <= $4 then excluded.until else c.until end
                returning tries, most)
            select coalesce(bool_or(tries > most), false) as refused, coalesce(bool_or(tries = most), false) as last from taken
            """,
            row => (row.Get<bool>("refused"), row.Get<bool>("last")),
            cancel,
            limits.Select(l => l.Key).ToArray(),
            limits.Select(l => l.Most).ToArray(),
            limits.Select(l => work.Now + l.Lasts).ToArray(),
            work.Now
        );
        if (refused)
        {
            return null;
        }

        await work.Finish(cancel);
        return new([.. limits.Select(l => l.Key)], last);
    }

    /// <summary>What was tried was right, so this one does not count; what others tried meanwhile still does.</summary>
    internal async Task GiveBack(Taken taken, CancellationToken cancel)
    {
        await using var work = await database.Begin(Actor.Nobody, cancel);
        await using (
            var back = work.Command(
                """
                update try_count set tries = tries - 1
                    where key in (select key from try_count where key = any($1) order by key for update) and tries > 0
                """,
                (object)taken.Keys.ToArray()
            )
        )
        {
            await back.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
    }

    /// <summary>Which of these addresses nobody new may try now.</summary>
    internal static async Task<IReadOnlySet<string>> Shut(Work work, IEnumerable<string> emails, CancellationToken cancel)
    {
        var keys = emails.ToDictionary(e => TryLimits.Password(e), e => e);
        var shut = new HashSet<string>();
        await foreach (
            var row in work.EachRow(
                """
                select distinct p from unnest($1::text[]) p join try_count c on starts_with(c.key, p) where c.until > $2
                    and c.tries >= c.most
                """,
                cancel,
                keys.Keys.ToArray(),
                work.Now
            )
        )
        {
            shut.Add(keys[row.Get<string>("p")]);
        }

        return shut;
    }
}
