using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Whether a password will do: long enough, not one that many people use, and not made of what is known of its owner.</summary>
internal static class NewPassword
{
    private const string Product = "Wardwise";

    private const string Easy =
        "This password is easy to guess: it is one that many people use, or a common word or name with numbers, a year or a run of keys. "
        + "Use three or more words that have nothing to do with each other.";

    private const string Own =
        "This password is made of your name, your e-mail address, your agency or the name of this service, which others try first. "
        + "Use three or more words that have nothing to do with you.";

    /// <summary>Guesses as a power of ten: some hundred million, which a throttle makes ten thousand years.</summary>
    private const double Enough = 8;

    /// <summary>
    /// As long as this it may hold the owner's name in one piece and be refused for it; shorter pieces stand in other words.
    /// </summary>
    private const int Telling = 5;

    public static async Task<IReadOnlyList<string>> AgenciesOf(Work work, Guid accountId, CancellationToken cancel) =>
        await (
            from posting in work.Db.Set<Posting>()
            join agency in work.Db.Set<Agency>() on posting.AgencyId equals agency.Id
            where posting.AccountId == accountId
            select agency.Name
        ).ToListAsync(cancel);

    public static async Task<List<Refusal>> Refuses(
        UserManager<Account> book,
        Account account,
        IReadOnlyList<string> agencies,
        string password,
        string field
    )
    {
        foreach (var validator in book.PasswordValidators)
        {
            if (await validator.ValidateAsync(book, account, password) is { Succeeded: false } weak)
            {
                return AccountBook.Refusals(weak, field);
            }
        }

        return Sentence(account, agencies, password) is { } sentence ? [new(sentence, field)] : [];
    }

    internal static string? Sentence(Account account, IReadOnlyList<string> agencies, string password)
    {
        string[] whole = [account.Name, account.Email!, account.Email!.Split('@')[0], .. agencies, Product];
        var squashed = Squashed(password);
        if (whole.Select(Squashed).Any(w => w.Length >= Telling && squashed.Contains(w, StringComparison.Ordinal)))
        {
            return Own;
        }

        var words = whole.SelectMany(w => w.Split([' ', '@', '.', '-', '_', '\''], StringSplitOptions.RemoveEmptyEntries)).ToList();
        return PasswordGuesses.Of(password, []) < Enough ? Easy
            : PasswordGuesses.Of(password, words) < Enough ? Own
            : null;
    }

    private static string Squashed(string text) => new([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)]);
}
