using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Whether the actor follows something.</summary>
public sealed class IsFollowed(Database database)
{
    public async Task<Outcome<bool>> Run(Actor actor, Follow.Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.Follow) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        return await work.Scalar<bool>(
            "select exists (select 1 from follow where account_id = $1 and kind = $2 and code = $3)",
            cancel,
            actor.Id,
            EnumCode.Of(input.Kind),
            input.Code
        );
    }
}
