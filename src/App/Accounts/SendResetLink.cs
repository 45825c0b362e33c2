using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.App.Notices;
using Wardwise.Domain.Notices;

namespace Wardwise.App.Accounts;

/// <summary>Sends the link that somebody asked for, where there is such an account.</summary>
internal sealed class SendResetLink(Database database) : IJob
{
    /// <param name="Email">As accounts are found by it.</param>
    internal sealed record Asked(string Email);

    public static string Kind => "send-reset-link";

    public static TimeSpan? Every => null;

    public async Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel)
    {
        var email = JsonSerializer.Deserialize<Asked>(input)!.Email;
        await using var work = await database.Begin(Actor.Nobody, cancel);
        if (
            await work.Db.Set<Account>().FirstOrDefaultAsync(a => a.NormalizedEmail == email && a.ClosedOn == null, cancel)
            is not { } account
        )
        {
            return null;
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
                    "Somebody, most likely you, asked to set a new password for Wardwise. If it was not you, do nothing: "
                    + "the old password stays.\n\nOpen this link within the hour:",
                Link = $"/set-password?secret={secret}",
                OnPage = false,
                Lasts = AccountRules.ResetLasts,
            },
            cancel
        );
        return await work.Commit("asked for a link to set a new password", cancel) is { } refused
            ? throw new InvalidOperationException(refused.Sentence)
            : null;
    }
}
