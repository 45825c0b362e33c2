using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;

namespace Wardwise.App.Accounts;

/// <summary>An administrator reaches the accounts that are, or ever were, posted in the own force.</summary>
internal static class AccountReach
{
    public static IQueryable<Guid> Reached(Work work)
    {
        var force = work.Actor.ForceId;
        return from posting in work.Db.Set<Posting>()
            join agency in work.Db.Set<Agency>() on posting.AgencyId equals agency.Id
            where force == null || agency.ForceId == force
            select posting.AccountId;
    }

    public static Task<bool> Covers(Work work, Guid accountId, CancellationToken cancel) =>
        Reached(work).AnyAsync(id => id == accountId, cancel);
}
