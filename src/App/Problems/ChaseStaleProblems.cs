using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Run by the schedule once a day: a record nobody works on gives its owner a task, and later its supervisor one (F1).</summary>
public sealed class ChaseStaleProblems(Database database, ILogger<ChaseStaleProblems> log)
{
    internal const string Source = "chase";

    /// <param name="Owners">Reminded.</param>
    /// <param name="Supervisors">Told.</param>
    /// <param name="Failed">Records at which it broke off; why is in the log.</param>
    public sealed record Chased(int Owners, int Supervisors, int Failed = 0);

    public async Task<Outcome<Chased>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OperateInstance) is { } no)
        {
            return no;
        }

        var chased = new Chased(0, 0);
        foreach (var id in await Open(actor, cancel))
        {
            try
            {
                chased = await Remind(actor, id, cancel) switch
                {
                    Chase.Owner => chased with { Owners = chased.Owners + 1 },
                    Chase.Supervisor => chased with { Supervisors = chased.Supervisors + 1 },
                    _ => chased,
                };
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One record that cannot be chased keeps nobody else's from being chased.
                log.LogError(e, "The record {Record} could not be chased.", id);
                chased = chased with { Failed = chased.Failed + 1 };
            }
        }

        return chased;
    }

    /// <summary>Those on which nobody has worked for as long as any rule of their force asks.</summary>
    private async Task<List<Guid>> Open(Actor actor, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        var open = work.Db.Set<Problem>().Where(p => p.Record.State != "closed" && p.Record.State != "entered-in-error");
        var stale = new List<Guid>();
        foreach (var force in await open.Select(p => p.Record.ForceId).Distinct().ToListAsync(cancel))
        {
            var rules = await work.ProblemRules(force, cancel);
            if (rules.Stale.Count == 0)
            {
                continue;
            }

            var worked = work.Today.AddDays(-rules.Stale.Min(s => s.Chase));
            stale.AddRange(
                await open.Where(p => p.Record.ForceId == force && p.WorkedOn <= worked)
                    .OrderBy(p => p.RecordId)
                    .Select(p => p.RecordId)
                    .ToListAsync(cancel)
            );
        }

        return stale;
    }

    private async Task<Chase> Remind(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        if (await work.Db.Set<Problem>().SingleOrDefaultAsync(p => p.RecordId == id, cancel) is not { } problem)
        {
            return Chase.None;
        }

        var rules = await work.ProblemRules(problem.Record.ForceId, cancel);
        var chase = Staleness.Of(problem, work.Today, rules);
        if (chase is Chase.None || Already(problem, chase, rules))
        {
            return Chase.None;
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
        // Somebody saved it in the meantime: it is worked on.
        return await work.Commit("reminded of a record that nobody works on", cancel) is null ? chase : Chase.None;
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
