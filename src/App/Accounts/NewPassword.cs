using System.Text;
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
        "This password is made of your name, e-mail address, agency or team, or the name of this service. Others try those first. "
        + "Use three or more words that have nothing to do with you.";

    /// <summary>Guesses as a power of ten: some hundred million, which a throttle makes ten thousand years.</summary>
    private const double Enough = 8;

    /// <summary>
    /// As long as this it may hold the owner's name in one piece and be refused for it; shorter pieces stand in other words.
    /// </summary>
    private const int Telling = 5;

    /// <summary>The names of the agencies and teams that somebody is posted to.</summary>
    public static async Task<IReadOnlyList<string>> PostedTo(Work work, Guid accountId, CancellationToken cancel)
    {
        var postings = await work
            .Db.Set<Posting>()
            .Where(p => p.AccountId == accountId)
            .Select(p => new { p.AgencyId, p.TeamId })
            .ToListAsync(cancel);
        return await Named(work, postings.Select(p => p.AgencyId), postings.Select(p => p.TeamId), cancel);
    }

    /// <summary>The names of these agencies and teams.</summary>
    public static async Task<IReadOnlyList<string>> Named(
        Work work,
        IEnumerable<Guid> agencies,
        IEnumerable<Guid?> teams,
        CancellationToken cancel
    )
    {
        var (ofAgencies, ofTeams) = (agencies.ToList(), teams.OfType<Guid>().ToList());
        var names = await work.Db.Set<Agency>().Where(a => ofAgencies.Contains(a.Id)).Select(a => a.Name).ToListAsync(cancel);
        return [.. names, .. await work.Db.Set<Team>().Where(t => ofTeams.Contains(t.Id)).Select(t => t.Name).ToListAsync(cancel)];
    }

    public static async Task<List<Refusal>> Refuses(
        UserManager<Account> book,
        Account account,
        IReadOnlyList<string> postedTo,
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

        return Sentence(account, postedTo, password) is { } sentence ? [new(sentence, field)] : [];
    }

    internal static string? Sentence(Account account, IReadOnlyList<string> postedTo, string password)
    {
        string[] whole = [account.Name, account.Email!, account.Email!.Split('@')[0], .. postedTo, Product];
        var squashed = Squashed(password);
        if (whole.Select(Squashed).Any(w => w.Length >= Telling && squashed.Contains(w, StringComparison.Ordinal)))
        {
            return Own;
        }

        var words = whole.SelectMany(w => w.Split([' ', '@', '.', '-', '_', '\''], StringSplitOptions.RemoveEmptyEntries)).ToList();
        return Guesses(password, []) < Enough ? Easy
            : Guesses(password, words) < Enough ? Own
            : null;
    }

    /// <summary>The fewest of all that a reader takes for the same: full-width letters and accents are the letters that they show, and
    /// spaces make nothing of a word that they cut up: only of three words or more.</summary>
    private static double Guesses(string password, IReadOnlyCollection<string> own)
    {
        var plain = Ascii.IsValid(password) ? password : Folding.Fold(password);
        var pieces = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fewest = Math.Min(PasswordGuesses.Of(password, own), PasswordGuesses.Of(plain, own));
        var words = pieces.Count(p => p.Length > 2 && p.Any(char.IsLetter));
        return pieces.Length > 1 && words < 3 ? Math.Min(fewest, PasswordGuesses.Of(string.Concat(pieces), own)) : fewest;
    }

    private static string Squashed(string text) => new([.. Folding.Fold(text).Where(char.IsLetterOrDigit)]);
}
