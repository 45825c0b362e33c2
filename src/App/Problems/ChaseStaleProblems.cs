using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Run by the schedule once a day: a record nobody works on gives its owner a task, and later its supervisor one (F1).</summary>
public sealed class ChaseStaleProblems(Database database)
{
    internal const string Source = "chase";

    public sealed record Chased(int Owners, int Supervisors);

    public async Task<Outcome<Chased>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OperateInstance) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var (owners, supervisors) = (0, 0);
        var problems = await work
            .Db.Set<Problem>()
            .Where(p => p.Record.State != "closed" && p.Record.State != "entered-in-error")
            .ToListAsync(cancel);
        var rulesOf = new Dictionary<Guid, ProblemRules>();
        foreach (var problem in problems)
        {
            if (!rulesOf.TryGetValue(problem.Record.ForceId, out var rules))
            {
                rulesOf[problem.Record.ForceId] = rules = await work.ProblemRules(problem.Record.ForceId, cancel);
            }

            var chase = Staleness.Of(problem, work.Today, rules);
            if (chase is Chase.None || Already(problem, chase, rules))
            {
                continue;
            }

            work.Db.Add(
                new Tasking
                {
                    Id = Guid.CreateVersion7(work.Now),
                    RecordId = problem.RecordId,
                    Source = Source,
                    What = Staleness.Sentence(problem, work.Today, chase),
                    AccountId = chase is Chase.Owner ? problem.Record.OwnerAccountId : await SupervisorOf(work, problem.Record, cancel),
                    AgencyId = problem.Record.OwnerAgencyId,
                    DueOn = WorkingDays.England.Add(work.Today, 5),
                }
            );
            problem.ChasedOn = work.Today;
            (owners, supervisors) = chase is Chase.Owner ? (owners + 1, supervisors) : (owners, supervisors + 1);
        }

        return await work.Commit("reminded of a record that nobody works on", cancel) is { } stale
            ? stale
            : new Chased(owners, supervisors);
    }

    /// <summary>Each stage is chased once: again only when it has gone on to the next.</summary>
    private static bool Already(Problem problem, Chase chase, ProblemRules rules) =>
        problem.ChasedOn is { } on && Staleness.Of(problem, on, rules) == chase;

    /// <summary>Somebody who supervises the owner's team today; null leaves it with the agency.</summary>
    internal static async Task<Guid?> SupervisorOf(Work work, Record record, CancellationToken cancel)
    {
        await using var find = work.Command(
            """
            select account_id from posting where role = 'supervisor' and agency_id = $1 and starts_on <= $3 and (ends_on is null
                or ends_on >= $3)
            order by team_id is distinct from $2, starts_on desc limit 1
            """,
            record.OwnerAgencyId,
            record.OwnerTeamId,
            work.Today
        );
        return await find.ExecuteScalarAsync(cancel) as Guid?;
    }
}
