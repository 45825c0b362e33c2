using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>The actor no longer follows something, whether it is still there or not.</summary>
public sealed class Unfollow(Database database)
{
    public async Task<Outcome<Nothing>> Run(Actor actor, Follow.Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.Follow) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        await using (
            var take = work.Command(
                "delete from follow where account_id = $1 and kind = $2 and code = $3",
                actor.Id,
                EnumCode.Of(input.Kind),
                input.Code
            )
        )
        {
            await take.ExecuteNonQueryAsync(cancel);
        }

        work.Noted(TrailEntry.Of(TrailKind.Alteration, actor.Id, "account", $"no longer follows {EnumCode.Of(input.Kind)} {input.Code}"));
        await work.Finish(cancel);
        return default(Nothing);
    }
}
