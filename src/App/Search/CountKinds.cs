using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Search;

/// <summary>How many of the problems that the actor may write wait for somebody to confirm their kind; beyond <see cref="Most"/> it is not counted how many
/// more.</summary>
public sealed class CountKinds(Database database)
{
    public const int Most = 500;

    /// <returns>0 to <see cref="Most"/> + 1, which stands for more.</returns>
    public async Task<Outcome<int>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ConfirmKinds) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var waiting = await work.Scalar<long>(
            """
            select count(*) from (
                select from problem p join record r on r.id = p.record_id
                where p.kind_code is null and r.force_id = $1 and r.state not in ('draft', 'entered-in-error')
                  and (r.owner_agency_id = any ((select my_agencies())::uuid[]) or may_write_record(r.id)) limit $2) w
            """,
            cancel,
            actor.ForceId ?? Guid.Empty,
            Most + 1
        );
        await work.Finish(cancel);
        return (int)waiting;
    }
}
