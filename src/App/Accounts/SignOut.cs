using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Ends the actor's own session.</summary>
public sealed class SignOut(Database database)
{
    public async Task<Outcome<Nothing>> Run(Actor actor, CancellationToken cancel)
    {
        if (actor.SessionId is not { } id)
        {
            return default(Nothing);
        }

        await using var work = await database.Begin(actor, cancel);
        await using (
            var end = work.Command(
                "update session set ended_at = $2, ended_why = 'signed out' where id = $1 and ended_at is null",
                id,
                work.Now
            )
        )
        {
            await end.ExecuteNonQueryAsync(cancel);
        }

        work.Noted(TrailEntry.Of(TrailKind.SignIn, actor.Id, "account", "signed out"));
        await work.Finish(cancel);
        return default(Nothing);
    }
}
