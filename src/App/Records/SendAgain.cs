using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Notices;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Puts a letter that was given up back in the post. One that held a secret has lost it: whoever needs it asks anew.</summary>
public sealed class SendAgain(Database database)
{
    private static readonly string[] Secrets = [.. Enum.GetValues<NoticeKind>().Where(k => k.IsSecret()).Select(k => EnumCode.Of(k))];

    public async Task<Outcome<Nothing>> Run(Actor actor, Guid id, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        await using (
            var again = work.Command(
                $"""
                update notice n set mail = 'waiting', tries = 0, next_try = $3, expires_at = $4, settled_at = null, error = null
                where n.id = $2 and n.mail = 'failed' and n.on_page and n.kind <> all ($5) and {ListOutbox.Reached}
                """,
                ListOutbox.Force(actor),
                id,
                work.Now,
                work.Now.AddDays(7),
                Secrets
            )
        )
        {
            if (await again.ExecuteNonQueryAsync(cancel) == 0)
            {
                return new Refusal("This letter is not one that can be sent again.");
            }
        }

        work.Noted(TrailEntry.Of(TrailKind.Alteration, id, "notice", "sent a letter again"));
        await work.Finish(cancel);
        return default(Nothing);
    }
}
