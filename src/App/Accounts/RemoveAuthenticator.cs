using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Takes the authenticator app off an account: the own one with the password, somebody's lost one by an administrator with a
/// reason.</summary>
public sealed class RemoveAuthenticator(Database database, AccountBook accounts)
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
        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        var book = accounts.In(work);
        Account? account;
        if (input.AccountId is { } other && other != actor.Id)
        {
            if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
            {
                return no;
            }

            if (string.IsNullOrWhiteSpace(input.Reason))
            {
                return new Refusal("Say how you know who is asking, and why.", nameof(Input.Reason));
            }

            account = await AccountReach.Covers(work, other, cancel)
                ? await work.Db.Users.FirstOrDefaultAsync(a => a.Id == other, cancel)
                : null;
        }
        else
        {
            account = actor.SignedIn ? await work.Db.Users.FirstOrDefaultAsync(a => a.Id == actor.Id, cancel) : null;
            var wrong = new Refusal("The password is not right.", nameof(Input.Password));
            if (account is not null && await AccountBook.RefusesPassword(work, book, account, input.Password, wrong, cancel) is { } refused)
            {
                return refused;
            }
        }

        if (account is null)
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
