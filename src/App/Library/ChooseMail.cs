using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>The actor chooses what comes by e-mail. It stands on the page of notices in any case; what waits and is not wanted any more
/// does not leave.</summary>
public sealed class ChooseMail(Database database)
{
    public sealed record Input
    {
        public bool Digest { get; init; }
        public bool Notices { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.Follow) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        await Follow.EnsureSetting(work, cancel);
        await using (
            var choose = work.Command(
                "update notice_setting set digest_by_mail = $2, notices_by_mail = $3 where account_id = $1",
                actor.Id,
                input.Digest,
                input.Notices
            )
        )
        {
            await choose.ExecuteNonQueryAsync(cancel);
        }

        await TakeBack(work, actor.Id, cancel);
        var wanted = (input.Digest, input.Notices) switch
        {
            (true, true) => "the digest and notices",
            (true, false) => "the digest",
            (false, true) => "notices",
            _ => "nothing",
        };
        work.Noted(TrailEntry.Of(TrailKind.Alteration, actor.Id, "account", $"wants by e-mail: {wanted}"));
        await work.Finish(cancel);
        return default(Nothing);
    }

    /// <summary>Letters that wait and that the account does not want.</summary>
    internal static async Task TakeBack(Work work, Guid account, CancellationToken cancel)
    {
        await using var back = work.Command(
            """
            update notice n set mail = 'none' from notice_setting s
            where n.account_id = $1 and s.account_id = $1 and n.mail = 'waiting' and n.on_page and not case n.kind when 'digest'
                then s.digest_by_mail else s.notices_by_mail end
            """,
            account
        );
        await back.ExecuteNonQueryAsync(cancel);
    }
}
