using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Takes the authenticator app off an account: the own one with the password, somebody's lost one by an administrator with a
/// reason.</summary>
public sealed class RemoveAuthenticator(Database database, AccountBook accounts, PasswordCheck passwords)
{
    public sealed record Input
    {
        /// <summary>Null for the actor's own.</summary>
        public Guid? AccountId { get; init; }
        public string? Password { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public string? Reason { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        var other = input.AccountId is { } named && named != actor.Id ? named : (Guid?)null;
        if (Policy.Refuses(actor, other is null ? Act.UseOwnPages : Act.ManageAccounts) is { } no)
        {
            return no;
        }

        if (other is null && !actor.SignedIn)
        {
            return Refusal.NotThere;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (other is not null && string.IsNullOrWhiteSpace(input.Reason))
        {
            return new Refusal("Say how you know who is asking, and why.", nameof(Input.Reason));
        }

        if (
            other is null
            && await passwords.Refuses(actor, input.Password, new("The password is not right.", nameof(Input.Password)), cancel)
                is { } refused
        )
        {
            return refused;
        }

        await using var work = await database.Begin(actor, cancel);
        var book = accounts.In(work);
        var id = other ?? actor.Id;
        if (other is not null && await AccountReach.Refuses(work, id, cancel) is { } others)
        {
            return others;
        }

        if (await work.Db.Set<Account>().FirstOrDefaultAsync(a => a.Id == id, cancel) is not { } account)
        {
            return Refusal.NotThere;
        }

        await book.SetTwoFactorEnabledAsync(account, false);
        await book.ResetAuthenticatorKeyAsync(account);
        await SetPassword.EndSessions(work, account.Id, actor.SessionId, "the authenticator app was taken off", cancel);
        return
            await work.Commit("took the authenticator app off" + (input.Reason is null ? "" : ": " + input.Reason.Trim()), cancel)
                is { } stale
            ? stale
            : default(Nothing);
    }
}
