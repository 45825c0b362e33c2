using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>What waits for the actor, counted for the top of every page: what is due today or overdue, and notices that are not
/// read.</summary>
public sealed class CountWaiting(Database database)
{
    public sealed record Waiting(int Due, int Unread);

    public async Task<Outcome<Waiting>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.UseOwnPages) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        return await work.OneRow(
            $"""
            select
                (select count(*) from (select due_on from ({MyDay.All}) d where due_on <= $4 limit {MyDay.Most}) due)::integer as due,
                (select count(*) from notice where account_id = $1 and on_page and read_at is null)::integer as unread
            """,
            row => new Waiting(row.Get<int>("due"), row.Get<int>("unread")),
            cancel,
            [.. MyDay.Asks(actor), work.Today]
        );
    }
}
