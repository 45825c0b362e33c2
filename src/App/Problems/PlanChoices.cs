using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Who can take a step of a plan, and by which techniques it can be done.</summary>
public sealed class PlanChoices(Database database)
{
    public sealed record Agency(Guid Id, string Name);

    public sealed record Person(Guid Id, string Name, Guid AgencyId, string Agency);

    public sealed record Choices(IReadOnlyList<Agency> Agencies, IReadOnlyList<Person> People, Techniques Techniques);

    public async Task<Outcome<Choices>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var force = actor.ForceId ?? Guid.Empty;
        var (agencies, people) = (new List<Agency>(), new List<Person>());
        await using (
            var read = work.Command(
                """
                select g.id, g.name, null::uuid, null from agency g where g.force_id = $1 and g.closed_on is null
                union all
                select distinct g.id, g.name, a.id, a.name from agency g join posting p on p.agency_id = g.id join account a
                    on a.id = p.account_id
                    where g.force_id = $1 and g.closed_on is null and a.closed_on is null and p.role <> 'administrator'
                    and p.starts_on <= $2 and (p.ends_on is null or p.ends_on >= $2)
                order by 2, 4 nulls first
                """,
                force,
                work.Today
            )
        )
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                if (row.IsDBNull(2))
                {
                    agencies.Add(new(row.GetGuid(0), row.GetString(1)));
                }
                else
                {
                    people.Add(new(row.GetGuid(2), row.GetString(3), row.GetGuid(0), row.GetString(1)));
                }
            }
        }

        return new Choices(agencies, people, await work.Techniques(force, cancel));
    }
}
