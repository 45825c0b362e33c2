using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Search;

/// <summary>Who coordinates problem solving in the actor's force today: whom to ask when nothing is written down.</summary>
public sealed class FindCoordinators(Database database)
{
    private const int Most = 3;

    public sealed record Coordinator(string Name, string Email);

    public async Task<Outcome<List<Coordinator>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        return await work.Rows(
            """
            select distinct a.name, a.email from posting p join account a on a.id = p.account_id join agency g on g.id = p.agency_id
            where g.force_id = $1 and p.role = $2 and p.starts_on <= $3 and coalesce(p.ends_on >= $3, true) and a.closed_on is null
            order by a.name limit $4
            """,
            row => new Coordinator(row.Get<string>("name"), row.Get<string>("email")),
            cancel,
            actor.ForceId,
            EnumCode.Of(Role.Coordinator),
            work.Today,
            Most
        );
    }
}
