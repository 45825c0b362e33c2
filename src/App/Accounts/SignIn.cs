using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Signs somebody in by password and, where there is one, authenticator app; five failures lock the account for a while.</summary>
public sealed class SignIn(Database database, AccountBook accounts)
{
    public sealed record Input
    {
        public string? Email { get; init; }
        public string? Password { get; init; }

        /// <summary>The six digits of the authenticator app, or a recovery code; null on the first page.</summary>
        public string? Code { get; init; }
    }

    /// <param name="SessionId">Null while a code is still to be entered.</param>
    /// <param name="RecoveryCodesLeft">Set when a recovery code was used up.</param>
    public sealed record SignedIn(Guid? SessionId, int? RecoveryCodesLeft = null);

    private const string Failure = "failed to sign in";

    private static readonly Refusal Wrong = new(
        "The e-mail address or the password is not right. Check both and try again.",
        nameof(Input.Email)
    );

    public async Task<Outcome<SignedIn>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Missing(input) is { Count: > 0 } missing)
        {
            return missing;
        }

        await using var work = await database.Begin(actor, cancel);
        var book = accounts.In(work);
        if (await book.FindByEmailAsync(input.Email!.Trim()) is not { ClosedOn: null } account)
        {
            return Wrong;
        }

        if (await book.IsLockedOutAsync(account))
        {
            return AccountBook.Locked(nameof(Input.Email));
        }

        if (!await book.CheckPasswordAsync(account, input.Password!))
        {
            return await AccountBook.Failed(work, book, account, Failure, Wrong, cancel);
        }

        int? codesLeft = null;
        if (account.TwoFactorEnabled)
        {
            if (input.Code is null)
            {
                return new SignedIn(null);
            }

            if (!await accounts.TakeCode(book, account, input.Code))
            {
                if (!(await book.RedeemTwoFactorRecoveryCodeAsync(account, input.Code.Trim())).Succeeded)
                {
                    var wrongCode = new Refusal(
                        "The code is not right, or was used already. Enter the newest six digits, or a recovery code.",
                        nameof(Input.Code)
                    );
                    return await AccountBook.Failed(work, book, account, Failure, wrongCode, cancel);
                }

                codesLeft = await book.CountRecoveryCodesAsync(account);
            }
        }

        await book.ResetAccessFailedCountAsync(account);
        var session = new Session
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            StartedAt = work.Now,
            SeenAt = work.Now,
        };
        work.Db.Add(session);
        work.Noted(TrailEntry.Of(TrailKind.SignIn, account.Id, "account", "signed in"));
        return await work.Commit("signed in", cancel) is { } stale ? stale : new SignedIn(session.Id, codesLeft);
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
