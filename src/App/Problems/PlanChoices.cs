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
        await foreach (
            var row in work.EachRow(
                """
                select g.id, g.name, null::uuid as person_id, null as person from agency g where g.force_id = $1 and g.closed_on is null
                union all
                select distinct g.id, g.name, a.id, a.name from agency g join posting p on p.agency_id = g.id join account a
                    on a.id = p.account_id
                    where g.force_id = $1 and g.closed_on is null and a.closed_on is null and p.role <> 'administrator'
                    and p.starts_on <= $2 and (p.ends_on is null or p.ends_on >= $2)
                order by 2, 4 nulls first
                """,
                cancel,
                force,
                work.Today
            )
        )
        {
            if (row.IsNull("person_id"))
            {
                agencies.Add(new(row.Get<Guid>("id"), row.Get<string>("name")));
            }
            else
            {
                people.Add(new(row.Get<Guid>("person_id"), row.Get<string>("person"), row.Get<Guid>("id"), row.Get<string>("name")));
            }
        }

        return new Choices(agencies, people, await work.Techniques(force, cancel));
    }
}
