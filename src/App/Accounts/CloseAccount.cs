using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Closes an account, or opens it again; its sessions end at once, its work stays under its name.</summary>
public sealed class CloseAccount(Database database)
{
    public sealed record Input
    {
        public required Guid AccountId { get; init; }
        public required bool Closed { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        if (input.AccountId == actor.Id)
        {
            return new Refusal("You cannot close your own account. Ask another administrator.");
        }

        await using var work = await database.Begin(actor, cancel);
        if (await AccountReach.Refuses(work, input.AccountId, cancel) is { } others)
        {
            return others;
        }

        if (await work.Db.Set<Account>().FirstOrDefaultAsync(a => a.Id == input.AccountId, cancel) is not { } account)
        {
            return Refusal.NotThere;
        }

        account.ClosedOn = input.Closed ? work.Today : null;
        if (input.Closed)
        {
            await SetPassword.EndSessions(work, account.Id, null, "the account was closed", cancel);
        }

        return await work.Commit(input.Closed ? "closed the account" : "opened the account again", cancel) is { } stale
            ? stale
            : default(Nothing);
    }
}
