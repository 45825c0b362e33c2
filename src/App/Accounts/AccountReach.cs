using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Which accounts are an administrator's. Whoever holds an account has all that its postings give, so it is one force's alone: of
/// the force that it works for, or, when it works for none, worked for last. One that works for two is neither's
/// until one of the two postings has ended.</summary>
internal static class AccountReach
{
    /// <summary>Those that are shown: the own force's, and whoever else is posted in it.</summary>
    public static IQueryable<Guid> Shown(Work work) =>
        Reached(work).Union(Postings(work).Where(p => p.IsOwn && p.IsOpen).Select(p => p.AccountId));

    /// <summary>Null when the account is the administrator's own to change.</summary>
    public static async Task<Refusal?> Refuses(Work work, Guid accountId, CancellationToken cancel)
    {
        if (work.Actor.ForceId is null || await Reached(work).AnyAsync(id => id == accountId, cancel))
        {
            return null;
        }

        return await Shown(work).AnyAsync(id => id == accountId, cancel)
            ? Refusal.Forbidden("This account is posted in another force too. It can be changed when one of the two postings has ended.")
            : Refusal.NotThere;
    }

    private static IQueryable<Guid> Reached(Work work)
    {
        var postings = Postings(work);
        return postings
            .Where(own => own.IsOwn && !postings.Any(p => p.AccountId == own.AccountId && !p.IsOwn && (p.IsOpen || p.Ends >= own.Ends)))
            .Select(own => own.AccountId);
    }

    private static IQueryable<Reach> Postings(Work work)
    {
        var (force, today) = (work.Actor.ForceId, work.Today);
        return from posting in work.Db.Set<Posting>()
            join agency in work.Db.Set<Agency>() on posting.AgencyId equals agency.Id
            select new Reach
            {
                AccountId = posting.AccountId,
                IsOwn = force == null || agency.ForceId == force,
                IsOpen = posting.EndsOn == null || posting.EndsOn >= today,
                Ends = posting.EndsOn ?? DateOnly.MaxValue,
            };
    }

    private sealed class Reach
    {
        public required Guid AccountId { get; init; }
        public required bool IsOwn { get; init; }

        /// <summary>Not over: of today, or to come.</summary>
        public required bool IsOpen { get; init; }
        public required DateOnly Ends { get; init; }
    }
}
