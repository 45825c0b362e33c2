using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Who has done which module: supervisors and coordinators see the people of their agencies, everybody else themselves
/// (F11).</summary>
public sealed class ShowTraining(Database database)
{
    private const int MostPeople = 5_000;

    public sealed record Module(Guid Id, string Reference, string Title, SaraStep Step, int Version);

    /// <param name="Done">By module: the day, and the version that was done.</param>
    public sealed record Person(Guid Id, string Name, string Team, IReadOnlyDictionary<Guid, (DateOnly On, int Version)> Done);

    /// <param name="Modules">In the order of the steps.</param>
    /// <param name="People">By team and name; the actor alone for those who see only themselves.</param>
    /// <param name="OthersToo">Whether the actor sees more than themselves.</param>
    public sealed record Shown(IReadOnlyList<Module> Modules, IReadOnlyList<Person> People, bool OthersToo);

    public async Task<Outcome<Shown>> Run(Actor actor, bool asFile, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, asFile ? Act.ExportData : Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var modules = new List<Module>();
        await using (
            var read = work.Command(
                """
                select r.id, r.reference, r.title, g.step, g.version from guide g join record r on r.id = g.record_id
                where g.form = 'module' and r.state = 'live'
                """
            )
        )
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                modules.Add(
                    new(row.GetGuid(0), row.GetString(1), row.GetString(2), EnumCode.Parse<SaraStep>(row.GetString(3)), row.GetInt32(4))
                );
            }
        }

        var watched = actor.Postings.Where(p => p.Role is Role.Supervisor or Role.Coordinator).Select(p => p.AgencyId).Distinct().ToArray();
        var people = new Dictionary<Guid, (string Name, string Team, Dictionary<Guid, (DateOnly, int)> Done)>();
        await using (
            var read = work.Command(
                """
                with people as (
                    select a.id, a.name, min(coalesce(t.name, g.name)) team from posting p join account a on a.id = p.account_id
                        join agency g on g.id = p.agency_id left join team t on t.id = p.team_id
                    where a.closed_on is null and p.role <> 'administrator' and p.starts_on <= $3 and (p.ends_on is null or p.ends_on >= $3)
                        and (a.id = $1 or p.agency_id = any ($2))
                    group by a.id, a.name order by min(coalesce(t.name, g.name)) collate "C", a.name collate "C" limit $4)
                select p.id, p.name, p.team, d.guide_id, d.done_on, d.guide_version from people p left join module_done d
                    on d.account_id = p.id order by p.team collate "C", p.name collate "C", p.id
                """,
                actor.Id,
                watched,
                work.Today,
                MostPeople
            )
        )
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                var id = row.GetGuid(0);
                if (!people.TryGetValue(id, out var person))
                {
                    people[id] = person = (row.GetString(1), row.GetString(2), []);
                }

                if (!row.IsDBNull(3))
                {
                    person.Done[row.GetGuid(3)] = (row.GetFieldValue<DateOnly>(4), row.GetInt32(5));
                }
            }
        }

        var shown = new Shown(
            [.. modules.OrderBy(m => m.Step).ThenBy(m => m.Title, StringComparer.Ordinal)],
            [.. people.Select(p => new Person(p.Key, p.Value.Name, p.Value.Team, p.Value.Done))],
            watched.Length > 0
        );
        if (asFile)
        {
            work.Noted(
                new TrailEntry(
                    TrailKind.Disclosure,
                    null,
                    null,
                    "training as a file",
                    actor.Purpose ?? "",
                    "{}",
                    [.. shown.People.Select(p => p.Id)]
                )
            );
            await work.Finish(cancel);
        }

        return shown;
    }
}
