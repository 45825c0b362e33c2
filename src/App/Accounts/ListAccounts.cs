using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>The accounts of the actor's force, by name, a page at a time, with what they are in it.</summary>
public sealed class ListAccounts(Database database)
{
    public const int PageSize = 50;

    public sealed record Input
    {
        /// <summary>Part of a name or an e-mail address.</summary>
        public string? Text { get; init; }
        public Guid? AgencyId { get; init; }
        public bool Closed { get; init; }
        public int Page { get; init; } = 1;
    }

    public sealed record Row(
        Guid Id,
        string Name,
        string Email,
        string JobTitle,
        IReadOnlyList<PostingToday> Postings,
        bool Closed,
        bool Locked,
        bool Authenticator
    );

    public sealed record Listed(IReadOnlyList<Row> Rows, int Total);

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var shown = AccountReach.Shown(work);
        var found = work.Db.Set<Account>().AsNoTracking().Where(a => shown.Contains(a.Id) && (a.ClosedOn != null) == input.Closed);
        if (Folding.Fold(input.Text) is { Length: > 0 } part)
        {
            found = found.Where(a => AppDb.Folded(a.Name).Contains(part) || AppDb.Folded(a.Email!).Contains(part));
        }

        if (input.AgencyId is { } agency)
        {
            found = found.Where(a =>
                work.Db.Set<Posting>().Any(p => p.AccountId == a.Id && p.AgencyId == agency && (p.EndsOn == null || p.EndsOn >= work.Today))
            );
        }

        var total = await found.CountAsync(cancel);
        var accounts = await found
            .OrderBy(a => a.Name)
            .ThenBy(a => a.Id)
            .Skip((Math.Max(1, input.Page) - 1) * PageSize)
            .Take(PageSize)
            .ToListAsync(cancel);
        var postings = await Postings(work, [.. accounts.Select(a => a.Id)], cancel);
        var shut = await TryCounts.Shut(work, accounts.Select(a => a.NormalizedEmail!), cancel);
        return new Listed(
            [
                .. accounts.Select(a => new Row(
                    a.Id,
                    a.Name,
                    a.Email!,
                    a.JobTitle,
                    [.. postings[a.Id].Where(p => p.Holds).Select(p => p.Posting)],
                    a.ClosedOn is not null,
                    shut.Contains(a.NormalizedEmail!),
                    a.TwoFactorEnabled
                )),
            ],
            total
        );
    }

    internal static async Task<ILookup<Guid, (PostingToday Posting, Guid Id, DateOnly StartsOn, DateOnly? EndsOn, bool Holds)>> Postings(
        Work work,
        IReadOnlyList<Guid> accounts,
        CancellationToken cancel
    )
    {
        var rows = await (
            from p in work.Db.Set<Posting>().AsNoTracking()
            join a in work.Db.Set<Agency>() on p.AgencyId equals a.Id
            join t in work.Db.Set<Team>() on p.TeamId equals t.Id into teams
            from t in teams.DefaultIfEmpty()
            where accounts.Contains(p.AccountId) && (work.Actor.ForceId == null || a.ForceId == work.Actor.ForceId)
            orderby p.StartsOn descending
            select new
            {
                p,
                Agency = a.Name,
                a.Kind,
                Team = t == null ? null : t.Name,
                PlaceNo = t == null ? null : t.PlaceNo,
            }
        ).ToListAsync(cancel);
        return rows.ToLookup(
            r => r.p.AccountId,
            r =>
                (
                    new PostingToday(r.p.AgencyId, r.Agency, r.Kind, r.p.TeamId, r.Team, r.PlaceNo, r.p.Role),
                    r.p.Id,
                    r.p.StartsOn,
                    r.p.EndsOn,
                    r.p.StartsOn <= work.Today && (r.p.EndsOn is null || r.p.EndsOn >= work.Today)
                )
        );
    }
}
