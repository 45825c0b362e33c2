using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>ASP.NET Core Identity over the tables of one piece of work, so that what it writes is in that transaction and its
/// history.</summary>
public sealed class AccountBook(IOptions<IdentityOptions> options, IServiceProvider services, TimeProvider clock)
{
    internal UserManager<Account> In(Work work)
    {
        var store = new UserOnlyStore<Account, AppDb, Guid>(work.Db) { AutoSaveChanges = false };
        var book = new UserManager<Account>(
            store,
            options,
            (IPasswordHasher<Account>)services.GetService(typeof(IPasswordHasher<Account>))!,
            [new UserValidator<Account>()],
            [new PasswordValidator<Account>()],
            (ILookupNormalizer)services.GetService(typeof(ILookupNormalizer))!,
            new IdentityErrorDescriber(),
            services,
            NullLogger<UserManager<Account>>.Instance
        );
        book.RegisterTokenProvider(TokenOptions.DefaultAuthenticatorProvider, new AuthenticatorTokenProvider<Account>());
        return book;
    }

    /// <summary>An e-mail address as accounts are found by it.</summary>
    internal static string Normal(string email) => email.Trim().ToUpperInvariant();

    /// <summary>Checks a code of the authenticator app; each is good once.</summary>
    internal async Task<bool> TakeCode(UserManager<Account> book, Account account, string? code)
    {
        var digits = new string([.. (code ?? "").Where(char.IsAsciiDigit)]);
        if (digits.Length != 6 || await book.GetAuthenticatorKeyAsync(account) is not { } key)
        {
            return false;
        }

        var step = Totp.StepOf(key, digits, clock.GetUtcNow());
        if (step is null || step <= account.LastTotpStep)
        {
            return false;
        }

        account.LastTotpStep = step.Value;
        return true;
    }

    /// <summary>Identity's own complaints in our words.</summary>
    internal static List<Refusal> Refusals(IdentityResult result, string passwordField) =>
        [
            .. result
                .Errors.Select(e =>
                    e.Code switch
                    {
                        "DuplicateUserName" or "DuplicateEmail" => new Refusal(
                            "There is an account with this e-mail address already. Enter another, or change that account.",
                            "Email"
                        ),
                        "InvalidEmail" => new Refusal("Enter an e-mail address, such as name@example.org.", "Email"),
                        "PasswordTooShort" => new Refusal(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"The password must be {AccountRules.ShortestPassword} characters or more."
                            ),
                            passwordField
                        ),
                        "PasswordRequiresUniqueChars" => new Refusal(
                            "The password must have at least 5 different characters.",
                            passwordField
                        ),
                        _ => new Refusal(e.Description),
                    }
                )
                .DistinctBy(r => r.Sentence),
        ];
}
