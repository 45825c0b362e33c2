using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Search;

/// <summary>The records of the force that search cannot find, and why. Their references only: whoever looks after them need not read
/// them.</summary>
public sealed class ListNotFindable(Database database)
{
    private const int Most = 50;

    public sealed record Aside(string Reference, string Reason, DateTimeOffset Since);

    public async Task<Outcome<IReadOnlyList<Aside>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageRules) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        return await work.Rows(
            "select reference, reason, at from findable_aside order by at desc limit $1",
            r => new Aside(r.Get<string>("reference"), r.Get<string>("reason"), r.Get<DateTimeOffset>("at")),
            cancel,
            Most
        );
    }
}
