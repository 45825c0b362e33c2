using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>How many of the actor's notices are not read yet.</summary>
public sealed class UnreadNotices(Database database)
{
    public async Task<Outcome<int>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.UseOwnPages) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        return await Count(work, cancel);
    }

    internal static async Task<int> Count(Work work, CancellationToken cancel) =>
        (int)await work.Scalar<long>("select count(*) from notice where account_id = $1 and on_page and read_at is null", cancel, work.Actor.Id);
}
