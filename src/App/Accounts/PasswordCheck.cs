using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Compares passwords, with the same work whether there is anything to compare with or not. No connection is held
/// meanwhile.</summary>
public sealed class PasswordCheck(Database database, TryCounts tries, IServiceProvider services)
{
    private static readonly Account Stranger = new() { Name = "" };

    private readonly IPasswordHasher<Account> _hasher = (IPasswordHasher<Account>)services.GetService(typeof(IPasswordHasher<Account>))!;
    private string? _nobodys;

    /// <param name="account">Null when there is none, or it is closed.</param>
    /// <param name="password">What was typed.</param>
    internal PasswordVerificationResult Fits(Account? account, string password)
    {
        var nobodys = _nobodys ??= _hasher.HashPassword(Stranger, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        var result = _hasher.VerifyHashedPassword(account ?? Stranger, account?.PasswordHash ?? nobodys, password);
        return account?.PasswordHash is null ? PasswordVerificationResult.Failed : result;
    }

    internal string Hash(Account account, string password) => _hasher.HashPassword(account, password);

    /// <summary>Asks for the password again of somebody who is signed in; null when it is right.</summary>
    internal async Task<Refusal?> Refuses(Actor actor, string? password, Refusal wrong, CancellationToken cancel)
    {
        if (await tries.Take(TryLimits.OfOwnPassword(actor), cancel) is not { } taken)
        {
            return AccountRules.TooOften(wrong.Field);
        }

        Account? account;
        await using (var work = await database.Begin(actor, cancel))
        {
            account = await work.Db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == actor.Id, cancel);
        }

        if (Fits(account, password ?? "") is PasswordVerificationResult.Failed)
        {
            await Failed(actor, account?.Id, "gave a wrong password", taken, cancel);
            return wrong;
        }

        await tries.GiveBack(taken, cancel);
        return null;
    }

    /// <summary>What was wrong is written down for the administrators, of an account and of none alike.</summary>
    internal async Task Failed(Actor actor, Guid? account, string what, TryCounts.Taken taken, CancellationToken cancel)
    {
        var why = taken.IsLast ? what + "; the next ones are refused for a while" : what;
        await using var work = await database.Begin(actor, cancel);
        work.Noted(
            account is { } id
                ? TrailEntry.Of(TrailKind.SignIn, id, "account", why)
                : new TrailEntry(TrailKind.SignIn, null, null, "no account", why, "{}", [])
        );
        await work.Finish(cancel);
    }
}
