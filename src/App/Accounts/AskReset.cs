using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Somebody forgot the password: a link goes to the account's e-mail address. The answer is the same whether there is such an
/// account or not.</summary>
public sealed class AskReset(Database database)
{
    /// <summary>Asking more often than this sends nothing more.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);

    public sealed record Input
    {
        [AtMost(254, "The e-mail address")]
        public string? Email { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (string.IsNullOrWhiteSpace(input.Email) || !input.Email.Contains('@', StringComparison.Ordinal))
        {
            return new Refusal("Enter your e-mail address, such as name@example.org.", nameof(Input.Email));
        }

        await using var work = await database.Begin(actor, cancel);
        var email = input.Email.Trim().ToUpperInvariant();
        if (
            await work.Db.Users.FirstOrDefaultAsync(a => a.NormalizedEmail == email && a.ClosedOn == null, cancel) is not { } account
            || await work.Db.Set<PasswordReset>().AnyAsync(r => r.AccountId == account.Id && r.AskedAt > work.Now - Apart, cancel)
        )
        {
            return default(Nothing);
        }

        var secret = IssueResetLink.Issue(work, account.Id);
        await work.Notify(
            new()
            {
                Kind = NoticeKind.PasswordReset,
                Key = $"reset {Guid.CreateVersion7()}",
                AccountId = account.Id,
                Subject = "Set a new password for Wardwise",
                Text =
                    "Somebody, most likely you, asked to set a new password for Wardwise. If it was not you, do nothing: the old password stays.\n\nOpen this link within the hour:",
                Link = $"/set-password?secret={secret}",
                OnPage = false,
                Lasts = AccountRules.ResetLasts,
            },
            cancel
        );
        return await work.Commit("asked for a link to set a new password", cancel) is { } stale ? stale : default(Nothing);
    }
}
