using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Sets a new password: with a link's secret, or, signed in, with the old password. Every other session of the account
/// ends.</summary>
public sealed class SetPassword(Database database, AccountBook accounts, PasswordCheck passwords, TryCounts tries)
{
    public sealed record Input
    {
        /// <summary>From the link; null when signed in.</summary>
        public string? Secret { get; init; }
        public string? OldPassword { get; init; }
        public string? NewPassword { get; init; }
        public string? Again { get; init; }
    }

    /// <param name="Device">Whoever has the link is the owner: the secret by which the device is known from now on. Null when signed
    /// in.</param>
    public sealed record Changed(string? Device);

    private static readonly Refusal NoLink = new(
        "This link has run out or was used already, or too many were tried. Ask for a new one.",
        nameof(Input.Secret)
    );

    public async Task<Outcome<Changed>> Run(Actor actor, Input input, SignInSource source, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(input.NewPassword))
        {
            return new Refusal("Enter a new password.", nameof(Input.NewPassword));
        }

        if (input.NewPassword != input.Again)
        {
            return new Refusal("The two passwords are not the same. Enter the new one twice.", nameof(Input.Again));
        }

        return input.Secret is { } secret
            ? await ByLink(actor, secret, input.NewPassword, source, cancel)
            : await ByOldPassword(actor, input, cancel);
    }

    private async Task<Outcome<Changed>> ByLink(Actor actor, string secret, string password, SignInSource source, CancellationToken cancel)
    {
        if (await tries.Take(TryLimits.OfLink(source), cancel) is not { } taken)
        {
            return NoLink;
        }

        var digest = IssueResetLink.DigestOf(secret);
        Outcome<Changed> outcome;
        await using (var work = await database.Begin(actor with { Door = Convert.ToHexString(digest) }, cancel))
        {
            var reset = await work
                .Db.Set<PasswordReset>()
                .FirstOrDefaultAsync(r => r.Digest == digest && r.UsedAt == null && r.ExpiresAt > work.Now, cancel);
            var account = reset is null
                ? null
                : await work.Db.Set<Account>().FirstOrDefaultAsync(a => a.Id == reset.AccountId && a.ClosedOn == null, cancel);
            if (account is null)
            {
                return NoLink;
            }

            reset!.UsedAt = work.Now;
            outcome = await Set(work, account, password, source, cancel);
        }

        await tries.GiveBack(taken, cancel);
        return outcome;
    }

    private async Task<Outcome<Changed>> ByOldPassword(Actor actor, Input input, CancellationToken cancel)
    {
        if (!actor.SignedIn)
        {
            return Refusal.Forbidden("Sign in to do this.");
        }

        var wrong = new Refusal("The old password is not right.", nameof(Input.OldPassword));
        if (await passwords.Refuses(actor, input.OldPassword, wrong, cancel) is { } refused)
        {
            return refused;
        }

        await using var work = await database.Begin(actor, cancel);
        return await work.Db.Set<Account>().FirstOrDefaultAsync(a => a.Id == actor.Id, cancel) is { } account
            ? await Set(work, account, input.NewPassword!, null, cancel)
            : Refusal.NotThere;
    }

    /// <param name="work">Committed when the password will do.</param>
    /// <param name="account">Whose.</param>
    /// <param name="password">The new one.</param>
    /// <param name="source">Where the link was opened: known from now on, in place of all others. Null when signed in.</param>
    /// <param name="cancel">Until the commit.</param>
    private async Task<Outcome<Changed>> Set(Work work, Account account, string password, SignInSource? source, CancellationToken cancel)
    {
        var postedTo = await NewPassword.PostedTo(work, account.Id, cancel);
        if (await NewPassword.Refuses(accounts.In(work), account, postedTo, password, nameof(Input.NewPassword)) is { Count: > 0 } weak)
        {
            return weak;
        }

        account.PasswordHash = passwords.Hash(account, password);
        account.MustChangePassword = false;
        await EndSessions(work, account.Id, work.Actor.SessionId, "the password was changed", cancel);
        string? device = null;
        if (source is not null)
        {
            await KnownDevices.Forget(work, account.Id, cancel);
            device = await KnownDevices.Remember(work, account.Id, source, cancel);
        }

        return await work.Commit("set a new password", cancel) is { } stale ? stale : new Changed(device);
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
