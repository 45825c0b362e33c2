using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Ends a posting after a day; what it gave stops with it.</summary>
public sealed class EndPosting(Database database)
{
    public sealed record Input
    {
        public required Guid PostingId { get; init; }

        /// <summary>The last day of the posting; null for yesterday, so that it is over now.</summary>
        public DateOnly? LastDay { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        // A posting is its agency's force's to end, whoever else the account works for.
        var own = work.Db.Set<Agency>().Where(a => actor.ForceId == null || a.ForceId == actor.ForceId).Select(a => a.Id);
        if (
            await work.Db.Set<Posting>().FirstOrDefaultAsync(p => p.Id == input.PostingId && own.Contains(p.AgencyId), cancel)
            is not { } posting
        )
        {
            return Refusal.NotThere;
        }

        var last = input.LastDay ?? work.Today.AddDays(-1);
        if (last < posting.StartsOn.AddDays(-1))
        {
            return new Refusal("The last day must not be before the day the posting started.", nameof(Input.LastDay));
        }

        if (last < posting.StartsOn)
        {
            work.Db.Remove(posting);
        }
        else
        {
            posting.EndsOn = last;
        }

        return await work.Commit("ended the posting", cancel) is { } stale ? stale : default(Nothing);
    }
}
