using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Stops the weekly letter of whoever holds the token, signed in or not. It can do nothing else, and says nothing about whose it
/// is.</summary>
public sealed class StopDigest(Database database)
{
    public sealed record Input
    {
        public required string Token { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor with { Door = input.Token }, cancel);
        await using (
            var stop = work.Command("update notice_setting set digest_by_mail = false where token = $1 returning account_id", input.Token)
        )
        {
            if (await stop.ExecuteScalarAsync(cancel) is not Guid account)
            {
                return new Refusal(
                    "This address does not stop anything. Open it whole, as it stands in the letter.",
                    null,
                    RefusalKind.NotFound
                );
            }

            await ChooseMail.TakeBack(work, account, cancel);
            work.Noted(TrailEntry.Of(TrailKind.Alteration, account, "account", "stopped the digest by its letter"));
        }

        await work.Finish(cancel);
        return default(Nothing);
    }
}
