using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>An administrator makes a link with which an account sets a new password: once, within the hour.</summary>
public sealed class IssueResetLink(Database database)
{
    public async Task<Outcome<string>> Run(Actor actor, Guid accountId, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await AccountReach.Refuses(work, accountId, cancel) is { } others)
        {
            return others;
        }

        if (!await work.Db.Set<Account>().AnyAsync(a => a.Id == accountId && a.ClosedOn == null, cancel))
        {
            return Refusal.NotThere;
        }

        var secret = Issue(work, accountId);
        return await work.Commit("made a link to set a new password", cancel) is { } stale ? stale : secret;
    }

    internal static string Issue(Work work, Guid accountId)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        work.Db.Add(
            new PasswordReset
            {
                Id = Guid.CreateVersion7(),
                AccountId = accountId,
                Digest = DigestOf(secret),
                AskedAt = work.Now,
                ExpiresAt = work.Now + AccountRules.ResetLasts,
                IssuedBy = work.Actor.Id == Guid.Empty ? null : work.Actor.Id,
            }
        );
        return secret;
    }

    internal static byte[] DigestOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
