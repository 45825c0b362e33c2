using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>
/// Signs somebody in by password and, where there is one, authenticator app. Tries are counted before they are looked at; the answer and
/// the work are the same whether there is such an account, it is closed, has no password, or was tried too often.
/// </summary>
public sealed class SignIn(Database database, AccountBook accounts, PasswordCheck passwords, TryCounts tries)
{
    public sealed record Input
    {
        public string? Email { get; init; }
        public string? Password { get; init; }

        /// <summary>The six digits of the authenticator app, or a recovery code; null on the first page.</summary>
        public string? Code { get; init; }
    }

    /// <param name="SessionId">Null while a code is still to be entered.</param>
    /// <param name="Device">The secret by which the device is known from now on; null as above.</param>
    /// <param name="RecoveryCodesLeft">Set when a recovery code was used up.</param>
    public sealed record SignedIn(Guid? SessionId, string? Device = null, int? RecoveryCodesLeft = null);

    private static readonly Refusal Wrong = new(
        "The e-mail address or the password is not right, or was tried too often. Check both; after five tries, wait 15 minutes.",
        nameof(Input.Email)
    );

    private static readonly Refusal WrongCode = new(
        "The code is not right, was used already, or was tried too often. "
            + "Enter the newest six digits, or a recovery code; after five tries, wait 15 minutes.",
        nameof(Input.Code)
    );

    public async Task<Outcome<SignedIn>> Run(Actor actor, Input input, SignInSource source, CancellationToken cancel)
    {
        if (Missing(input) is { Count: > 0 } missing)
        {
            return missing;
        }

        var email = AccountBook.Normal(input.Email!);
        var known = await KnownDevices.Knows(database, email, source, cancel);
        if (await tries.Take(TryLimits.OfPassword(email, source, known), cancel) is not { } taken)
        {
            return Wrong;
        }

        var atDoor = actor with { Door = email };
        var account = await Find(atDoor, email, cancel);
        var fits = passwords.Fits(account, input.Password!);
        if (fits is PasswordVerificationResult.Failed)
        {
            await passwords.Failed(actor, account?.Id, $"failed to sign in, from {source.Address}", taken, cancel);
            return Wrong;
        }

        TryCounts.Taken? takenCode = null;
        if (account!.TwoFactorEnabled)
        {
            if (input.Code is null)
            {
                await tries.GiveBack(taken, cancel);
                return new SignedIn(null);
            }

            takenCode = await tries.Take(TryLimits.OfCode(email, source, known), cancel);
            if (takenCode is null)
            {
                // The password was right, and a right one does not count.
                await tries.GiveBack(taken, cancel);
                return WrongCode;
            }
        }

        var rehashed = fits is PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(account, input.Password!) : null;
        var outcome = await Enter(atDoor, account, rehashed, input.Code, source, cancel);
        if (outcome.Done)
        {
            await tries.GiveBack(taken, cancel);
            if (takenCode is not null)
            {
                await tries.GiveBack(takenCode, cancel);
            }
        }
        else if (takenCode is not null)
        {
            await passwords.Failed(actor, account.Id, $"gave a wrong code, from {source.Address}", takenCode, cancel);
        }

        return outcome;
    }

    private async Task<Account?> Find(Actor actor, string email, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        return await work
            .Db.Set<Account>()
            .AsNoTracking()
            .FirstOrDefaultAsync(a => a.NormalizedEmail == email && a.ClosedOn == null, cancel);
    }

    /// <param name="actor">Nobody yet.</param>
    /// <param name="seen">The account as its password was found right.</param>
    /// <param name="rehashed">The password hashed as is done today, when it was hashed otherwise.</param>
    /// <param name="code">Looked at when the account asks for one.</param>
    /// <param name="source">Where from.</param>
    /// <param name="cancel">Until the commit.</param>
    private async Task<Outcome<SignedIn>> Enter(
        Actor actor,
        Account seen,
        string? rehashed,
        string? code,
        SignInSource source,
        CancellationToken cancel
    )
    {
        await using var work = await database.Begin(actor, cancel);
        // Changed in between: what was found right is no longer.
        if (
            await work
                .Db.Set<Account>()
                .FirstOrDefaultAsync(a => a.Id == seen.Id && a.ClosedOn == null && a.PasswordHash == seen.PasswordHash, cancel)
            is not { } account
        )
        {
            return Wrong;
        }

        int? codesLeft = null;
        if (account.TwoFactorEnabled)
        {
            var book = accounts.In(work);
            if (!await accounts.TakeCode(book, account, code))
            {
                if (!(await book.RedeemTwoFactorRecoveryCodeAsync(account, (code ?? "").Trim())).Succeeded)
                {
                    return WrongCode;
                }

                codesLeft = await book.CountRecoveryCodesAsync(account);
            }
        }

        account.PasswordHash = rehashed ?? account.PasswordHash;
        var session = new Session
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            StartedAt = work.Now,
            SeenAt = work.Now,
        };
        work.Db.Add(session);
        var device = source.IsThisMachine ? null : await KnownDevices.Remember(work, account.Id, source, cancel);
        work.Noted(TrailEntry.Of(TrailKind.SignIn, account.Id, "account", "signed in"));
        return await work.Commit("signed in", cancel) is { } stale ? stale : new SignedIn(session.Id, device, codesLeft);
    }

    private static List<Refusal> Missing(Input input)
    {
        var missing = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(input.Email))
        {
            missing.Add(new("Enter your e-mail address.", nameof(Input.Email)));
        }

        if (string.IsNullOrEmpty(input.Password))
        {
            missing.Add(new("Enter your password.", nameof(Input.Password)));
        }

        return missing;
    }
}
