using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>One account with every posting it has or had in the force, for an administrator.</summary>
public sealed class ShowAccount(Database database)
{
    public sealed record PostingLine(Guid Id, PostingToday Posting, DateOnly StartsOn, DateOnly? EndsOn, bool Holds);

    public sealed record Shown(
        Guid Id,
        string Name,
        string Email,
        string JobTitle,
        DateOnly? ClosedOn,
        bool Locked,
        bool Authenticator,
        IReadOnlyList<PostingLine> Postings
    );

    public async Task<Outcome<Shown>> Run(Actor actor, Guid accountId, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            !await AccountReach.Shown(work).AnyAsync(id => id == accountId, cancel)
            || await work.Db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == accountId, cancel) is not { } account
        )
        {
            return Refusal.NotThere;
        }

        var postings = (await ListAccounts.Postings(work, [accountId], cancel))[accountId];
        var shut = await TryCounts.Shut(work, [account.NormalizedEmail!], cancel);
        work.Looked("account", [accountId]);
        await work.Finish(cancel);
        return new Shown(
            account.Id,
            account.Name,
            account.Email!,
            account.JobTitle,
            account.ClosedOn,
            shut.Count > 0,
            account.TwoFactorEnabled,
            [.. postings.Select(p => new PostingLine(p.Id, p.Posting, p.StartsOn, p.EndsOn, p.Holds))]
        );
    }
}
