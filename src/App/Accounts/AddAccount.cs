using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Adds an account with its first posting. Without a password given, it gets a link to set one.</summary>
public sealed class AddAccount(Database database, AccountBook accounts)
{
    public sealed record Input
    {
        [AtMost(254, "The e-mail address")]
        public string? Email { get; init; }

        [AtMost(TextLimits.Name, "The name")]
        public string? Name { get; init; }

        [AtMost(TextLimits.Name, "The job title")]
        public string? JobTitle { get; init; }
        public Guid? AgencyId { get; init; }
        public Guid? TeamId { get; init; }
        public Role? Role { get; init; }

        /// <summary>Null asks for a link instead.</summary>
        public string? Password { get; init; }

        /// <summary>Whether the password must be changed at the first sign-in.</summary>
        public bool MustChangePassword { get; init; }

        /// <summary>For the demonstration's sign-in page.</summary>
        [AtMost(TextLimits.Line, "The introduction")]
        public string? Introduced { get; init; }

        /// <summary>The day the posting starts; null for today.</summary>
        public DateOnly? StartsOn { get; init; }
    }

    /// <param name="AccountId">The new account.</param>
    /// <param name="ResetSecret">The secret of the link that sets the first password, shown once; null with a password.</param>
    public sealed record Added(Guid AccountId, string? ResetSecret);

    public async Task<Outcome<Added>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (Unfit(input) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await PostAccount.Place(work, input.AgencyId!.Value, input.TeamId, input.Role!.Value, cancel) is { } misplaced)
        {
            return misplaced;
        }

        var email = input.Email!.Trim();
        var account = new Account
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            Name = input.Name!.Trim(),
            JobTitle = input.JobTitle?.Trim() ?? "",
            Introduced = input.Introduced,
            MustChangePassword = input.MustChangePassword,
        };
        var book = accounts.In(work);
        if (input.Password is { } password)
        {
            var agencies = await work.Db.Set<Agency>().Where(a => a.Id == input.AgencyId).Select(a => a.Name).ToListAsync(cancel);
            if (await NewPassword.Refuses(book, account, agencies, password, nameof(Input.Password)) is { Count: > 0 } weak)
            {
                return weak;
            }
        }

        var result = input.Password is null ? await book.CreateAsync(account) : await book.CreateAsync(account, input.Password);
        if (!result.Succeeded)
        {
            return AccountBook.Refusals(result, nameof(Input.Password));
        }

        work.Db.Add(
            new Posting
            {
                Id = Guid.CreateVersion7(),
                AccountId = account.Id,
                AgencyId = input.AgencyId.Value,
                TeamId = input.TeamId,
                Role = input.Role.Value,
                StartsOn = input.StartsOn ?? work.Today,
            }
        );
        var secret = input.Password is null ? IssueResetLink.Issue(work, account.Id) : null;
        return await work.Commit("added the account", cancel) is { } stale ? stale : new Added(account.Id, secret);
    }

    private static List<Refusal> Unfit(Input input)
    {
        var unfit = new List<Refusal>();
        if (input.Email is null || !input.Email.Contains('@', StringComparison.Ordinal))
        {
            unfit.Add(new("Enter an e-mail address, such as name@example.org.", nameof(Input.Email)));
        }

        if (string.IsNullOrWhiteSpace(input.Name))
        {
            unfit.Add(new("Enter the person's name.", nameof(Input.Name)));
        }

        if (input.AgencyId is null)
        {
            unfit.Add(new("Select the agency that the person works for.", nameof(Input.AgencyId)));
        }

        if (input.Role is null)
        {
            unfit.Add(new("Select what the person is here.", nameof(Input.Role)));
        }

        return unfit;
    }
}
