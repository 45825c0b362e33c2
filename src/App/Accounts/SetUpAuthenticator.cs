using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Ties an authenticator app to the actor's account: first a key to enter in the app, then a code that proves it, then recovery
/// codes.</summary>
public sealed class SetUpAuthenticator(Database database, AccountBook accounts, PasswordCheck passwords, TryCounts tries)
{
    public const int RecoveryCodes = 10;

    /// <param name="On">Whether the account asks for a code at sign-in now.</param>
    /// <param name="Key">The key for the app; null once it is on.</param>
    /// <param name="Address">The same as an address that an app can open.</param>
    /// <param name="Codes">New recovery codes, shown once; null otherwise.</param>
    public sealed record State(bool On, string? Key, string? Address, IReadOnlyList<string>? Codes);

    /// <summary>Shows the state, making a key when there is none.</summary>
    public async Task<Outcome<State>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.UseOwnPages) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await Own(work, cancel) is not { } account)
        {
            return Refusal.NotThere;
        }

        if (account.TwoFactorEnabled)
        {
            return new State(true, null, null, null);
        }

        var book = accounts.In(work);
        if (await book.GetAuthenticatorKeyAsync(account) is null)
        {
            await book.ResetAuthenticatorKeyAsync(account);
            if (await work.Save("made a key for an authenticator app", cancel) is { } stale)
            {
                return stale;
            }
        }

        var key = await book.GetAuthenticatorKeyAsync(account);
        await work.Finish(cancel);
        return new State(
            false,
            key,
            $"otpauth://totp/Wardwise:{Uri.EscapeDataString(account.Email!)}?secret={key}&issuer=Wardwise&digits=6",
            null
        );
    }

    /// <summary>Turns it on, once a code shows that the app has the key.</summary>
    public async Task<Outcome<State>> Confirm(Actor actor, string? code, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.UseOwnPages) is { } no)
        {
            return no;
        }

        if (await tries.Take(TryLimits.OfSetUp(actor), cancel) is not { } taken)
        {
            return AccountRules.TooOften("Code");
        }

        if (await TurnOn(actor, code, cancel) is not { } state)
        {
            await passwords.Failed(actor, actor.Id, "gave a wrong code for a new authenticator app", taken, cancel);
            return new Refusal("The code is not right. Enter the six digits that the app shows now.", "Code");
        }

        await tries.GiveBack(taken, cancel);
        return state;
    }

    /// <summary>Null when the code is wrong.</summary>
    private async Task<Outcome<State>?> TurnOn(Actor actor, string? code, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        if (await Own(work, cancel) is not { } account)
        {
            return Refusal.NotThere;
        }

        var book = accounts.In(work);
        if (!await accounts.TakeCode(book, account, code))
        {
            return null;
        }

        await book.SetTwoFactorEnabledAsync(account, true);
        var codes = (await book.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))!.ToList();
        return await work.Commit("turned the authenticator app on", cancel) is { } stale ? stale : new State(true, null, null, codes);
    }

    private static async Task<Account?> Own(Work work, CancellationToken cancel) =>
        work.Actor.SignedIn ? await work.Db.Set<Account>().FirstOrDefaultAsync(a => a.Id == work.Actor.Id, cancel) : null;
}
