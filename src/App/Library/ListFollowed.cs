using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>What the actor follows, and what they want by e-mail.</summary>
public sealed class ListFollowed(Database database)
{
    public sealed record Listed(IReadOnlyList<Followed> Followed, bool DigestByMail, bool NoticesByMail);

    public async Task<Outcome<Listed>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.Follow) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var (digest, notices) = (true, true);
        await using (var find = work.Command("select digest_by_mail, notices_by_mail from notice_setting where account_id = $1", actor.Id))
        await using (var row = await find.ExecuteReaderAsync(cancel))
        {
            if (await row.ReadAsync(cancel))
            {
                (digest, notices) = (row.GetBoolean(0), row.GetBoolean(1));
            }
        }

        return new Listed(await work.Follows(cancel), digest, notices);
    }
}
