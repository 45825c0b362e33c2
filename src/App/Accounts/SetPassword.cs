using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Sets a new password: with a link's secret, or, signed in, with the old password. Every other session of the account
/// ends.</summary>
public sealed class SetPassword(Database database, AccountBook accounts)
{
    public sealed record Input
    {
        /// <summary>From the link; null when signed in.</summary>
        public string? Secret { get; init; }
        public string? OldPassword { get; init; }
        public string? NewPassword { get; init; }
        public string? Again { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(input.NewPassword))
        {
            return new Refusal("Enter a new password.", nameof(Input.NewPassword));
        }

        if (input.NewPassword != input.Again)
        {
            return new Refusal("The two passwords are not the same. Enter the new one twice.", nameof(Input.Again));
        }

        await using var work = await database.Begin(actor, cancel);
        var book = accounts.In(work);
        Account? account;
        if (input.Secret is not null)
        {
            var digest = IssueResetLink.DigestOf(input.Secret);
            var reset = await work
                .Db.Set<PasswordReset>()
                .FirstOrDefaultAsync(r => r.Digest == digest && r.UsedAt == null && r.ExpiresAt > work.Now, cancel);
            account = reset is null
                ? null
                : await work.Db.Set<Account>().FirstOrDefaultAsync(a => a.Id == reset.AccountId && a.ClosedOn == null, cancel);
            if (account is null)
            {
                return new Refusal("This link has run out or was used already. Ask for a new one.", nameof(Input.Secret));
            }

            reset!.UsedAt = work.Now;
            account.LockoutEnd = null;
        }
        else
        {
            account = actor.SignedIn ? await work.Db.Set<Account>().FirstOrDefaultAsync(a => a.Id == actor.Id, cancel) : null;
            if (account is null)
            {
                return Refusal.Forbidden("Sign in to do this.");
            }

            var wrong = new Refusal("The old password is not right.", nameof(Input.OldPassword));
            if (await AccountBook.RefusesPassword(work, book, account, input.OldPassword, wrong, cancel) is { } refused)
            {
                return refused;
            }
        }

        foreach (var validator in book.PasswordValidators)
        {
            if (await validator.ValidateAsync(book, account, input.NewPassword) is { Succeeded: false } weak)
            {
                return AccountBook.Refusals(weak, nameof(Input.NewPassword));
            }
        }

        account.PasswordHash = book.PasswordHasher.HashPassword(account, input.NewPassword);
        account.MustChangePassword = false;
        await EndSessions(work, account.Id, actor.SessionId, "the password was changed", cancel);
        return await work.Commit("set a new password", cancel) is { } stale ? stale : default(Nothing);
    }

    internal static async Task EndSessions(Work work, Guid accountId, Guid? except, string why, CancellationToken cancel)
    {
        await using var end = work.Command(
            "update session set ended_at = $2, ended_why = $3 where account_id = $1 and ended_at is null and id <> $4",
            accountId,
            work.Now,
            why,
            except ?? Guid.Empty
        );
        await end.ExecuteNonQueryAsync(cancel);
    }
}
