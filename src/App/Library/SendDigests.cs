using Microsoft.Extensions.Logging;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Notices;
using Wardwise.App.Places;
using Wardwise.Domain.Library;
using Wardwise.Domain.Notices;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Run by the schedule: each account that follows something is told once a week what is new about it, of what it may read. Nothing
/// new, no digest.</summary>
public sealed class SendDigests(Database database, Actors actors, PlaceIndexes places, ILogger<SendDigests> log)
{
    /// <param name="Digests">Put in the outbox.</param>
    /// <param name="Failed">Accounts at which it broke off; why is in the log, and it is tried again.</param>
    public sealed record Done(int Digests, int Failed);

    public async Task<Outcome<Done>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OperateInstance) is { } no)
        {
            return no;
        }

        var week = DigestWeek.At(database.Clock.GetUtcNow());
        var done = new Done(0, 0);
        foreach (var account in await Followers(actor, week, cancel))
        {
            try
            {
                if (
                    await actors.OfAccount(account, cancel) is { } follower
                    && Policy.Allows(follower, Act.Follow)
                    && await Tell(follower, week, cancel)
                )
                {
                    done = done with { Digests = done.Digests + 1 };
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One digest that cannot be made keeps nobody else's from being sent.
                log.LogError(e, "The digest of {Account} could not be made.", account);
                done = done with { Failed = done.Failed + 1 };
            }
        }

        return done;
    }

    private async Task<List<Guid>> Followers(Actor actor, DigestWeek week, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        return await work.Rows(
            """
            select s.account_id from notice_setting s join account a on a.id = s.account_id and a.closed_on is null
            where (s.digested_to is null or s.digested_to < $1) and exists (select 1 from follow f where f.account_id = s.account_id)
                order by s.account_id
            """,
            row => row.Get<Guid>("account_id"),
            cancel,
            week.Until
        );
    }

    /// <summary>One account's digest, in a piece of work of its own and as that account. The row of its settings is held, so that two nodes
    /// cannot both make it.</summary>
    private async Task<bool> Tell(Actor follower, DigestWeek week, CancellationToken cancel)
    {
        await using var work = await database.Begin(follower, cancel);
        DateTimeOffset? toldTo = null;
        await using (var hold = work.Command("select digested_to from notice_setting where account_id = $1 for update", follower.Id))
        {
            if (await hold.ExecuteScalarAsync(cancel) is DateTime told)
            {
                toldTo = new(told, TimeSpan.Zero);
            }
        }

        if (toldTo >= week.Until)
        {
            return false;
        }

        await using (var note = work.Command("update notice_setting set digested_to = $2 where account_id = $1", follower.Id, week.Until))
        {
            await note.ExecuteNonQueryAsync(cancel);
        }

        var parts = await new DigestNews(places).Of(work, await work.Follows(cancel), week.Since(toldTo), week.Until, cancel);
        if (parts.Count > 0)
        {
            await work.Notify(
                new()
                {
                    Kind = NoticeKind.Digest,
                    Key = string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"digest {follower.Id} {week.Monday:yyyy-MM-dd}"
                    ),
                    AccountId = follower.Id,
                    Subject = $"What is new in what you follow, to {week.Monday.AddDays(-1).InWords()}",
                    Text = parts.Count == 1 ? $"New in {parts[0].Heading}." : $"New in {Words.List([.. parts.Select(p => p.Heading)])}.",
                    Parts = parts,
                },
                cancel
            );
        }

        await work.Finish(cancel);
        return parts.Count > 0;
    }
}
