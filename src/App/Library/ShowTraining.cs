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
        var modules = await work.Rows(
            """
            select r.id, r.reference, r.title, g.step, g.version from guide g join record r on r.id = g.record_id
            where g.form = 'module' and r.state = 'live'
            """,
            row => new Module(
                row.Get<Guid>("id"),
                row.Get<string>("reference"),
                row.Get<string>("title"),
                row.Code<SaraStep>("step"),
                row.Get<int>("version")
            ),
            cancel
        );

        var watched = actor.Postings.Where(p => p.Role is Role.Supervisor or Role.Coordinator).Select(p => p.AgencyId).Distinct().ToArray();
        var people = new Dictionary<Guid, (string Name, string Team, Dictionary<Guid, (DateOnly, int)> Done)>();
        await foreach (
            var row in work.EachRow(
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
                cancel,
                actor.Id,
                watched,
                work.Today,
                MostPeople
            )
        )
        {
            var id = row.Get<Guid>("id");
            if (!people.TryGetValue(id, out var person))
            {
                people[id] = person = (row.Get<string>("name"), row.Get<string>("team"), []);
            }

            if (!row.IsNull("guide_id"))
            {
                person.Done[row.Get<Guid>("guide_id")] = (row.Get<DateOnly>("done_on"), row.Get<int>("guide_version"));
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
