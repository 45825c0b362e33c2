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
        var (digest, notices) =
            await work.FirstRow<(bool, bool)?>(
                "select digest_by_mail, notices_by_mail from notice_setting where account_id = $1",
                row => (row.Get<bool>("digest_by_mail"), row.Get<bool>("notices_by_mail")),
                cancel,
                actor.Id
            ) ?? (true, true);
        return new Listed(await work.Follows(cancel), digest, notices);
    }
}
