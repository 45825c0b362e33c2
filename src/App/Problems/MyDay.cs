using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>What the actor said they would do, and what a rule says is due: taskings, clocks and follow-ups together, soonest first.</summary>
public sealed class MyDay(Database database)
{
    /// <summary>Where a line came from that asks whether a result lasted.</summary>
    public const string FollowUpSource = "follow-up";

    private const int Most = 200;

    public enum When
    {
        Overdue,
        Today,
        ThisWeek,
        Later,
    }

    /// <param name="Id">Of the tasking, the clock, or the record that is to be measured again.</param>
    /// <param name="IsClock">A duty rather than an undertaking.</param>
    /// <param name="What">What is to be done.</param>
    /// <param name="DueOn">By when; null when no date was agreed.</param>
    /// <param name="When">In which part of the list it stands.</param>
    /// <param name="Reference">Of the record.</param>
    /// <param name="RecordKind">Of the record.</param>
    /// <param name="Title">Of the record.</param>
    /// <param name="ForAgency">Nobody in particular of the actor's agency has it.</param>
    /// <param name="Version">Of the tasking, to settle it in place.</param>
    /// <param name="Source">Where it came from: plan, meeting, chase, clock, follow-up.</param>
    public sealed record Due(Guid Id, bool IsClock, string What, DateOnly? DueOn, When When, string Reference, string RecordKind, string Title, bool ForAgency, int Version, string Source)
    {
        public bool IsFollowUp => Source == FollowUpSource;

        /// <summary>Whether saying what was done settles it.</summary>
        public bool IsSettledByWords => !IsClock && !IsFollowUp;
    }

    public async Task<Outcome<List<Due>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.UseOwnPages) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var due = new List<Due>();
        await using (var read = work.Command($"""
            select * from (
                select t.id, false is_clock, t.what, t.due_on, r.reference, r.kind, r.title, false for_agency, t.version, t.source
                from tasking t join record r on r.id = t.record_id
                where t.status in ('to-do', 'doing') and not r.entered_in_error and r.state <> 'closed' and t.account_id = $1
                union all
                select t.id, false, t.what, t.due_on, r.reference, r.kind, r.title, true, t.version, t.source
                from tasking t join record r on r.id = t.record_id
                where t.status in ('to-do', 'doing') and not r.entered_in_error and r.state <> 'closed' and t.account_id is null and t.agency_id = any ($2)
                union all
                select c.id, true, c.duty, (c.due_at at time zone 'Europe/London')::date, r.reference, r.kind, r.title, false, c.version, 'clock'
                from clock c join record r on r.id = c.record_id
                where c.settled_at is null and c.paused_at is null and c.account_id = $1 and not r.entered_in_error) all_due
            order by due_on nulls last, for_agency, id limit {Most}
            """, actor.Id, actor.Agencies.ToArray()))
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                DateOnly? on = row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3);
                due.Add(new(row.GetGuid(0), row.GetBoolean(1), row.GetString(2), on, Part(on, work.Today), row.GetString(4), row.GetString(5), row.GetString(6), row.GetBoolean(7), row.GetInt32(8), row.GetString(9)));
            }
        }

        if (Policy.Allows(actor, Act.MeasureResponse) && actor.ForceId is { } force)
        {
            due.AddRange(await FollowUpsOf(work, await work.ProblemRules(force, cancel), cancel));
        }

        return due.OrderBy(d => d.DueOn ?? DateOnly.MaxValue).ThenBy(d => d.ForAgency).ToList();
    }

    /// <summary>Closed problems to be measured again: the actor's own, and those of their team whose owner has no posting any more.</summary>
    private static async Task<List<Due>> FollowUpsOf(Work work, ProblemRules rules, CancellationToken cancel)
    {
        if (rules.FollowUpMonths.Count == 0)
        {
            return [];
        }

        var supervised = work.Actor.Postings.Where(p => p.Role is Role.Supervisor).ToList();
        var due = new List<Due>();
        await using var read = work.Command("""
            select r.id, r.reference, r.kind, r.title, r.closed_at, (select max(e.made_at) from evaluation e where e.record_id = r.id)
            from record r join problem_aim a on a.record_id = r.id join problem_plan l on l.record_id = r.id
            where r.kind = 'problem' and r.state = 'closed' and r.closed_at >= $2
              and a.measure = 'incidents' and (a.area_geo_json is not null or cardinality(a.place_codes) > 0) and l.started_on is not null
              and (r.owner_account_id = $1 or
                  ((r.owner_team_id = any ($3) or r.owner_agency_id = any ($4)) and not exists (
                      select 1 from posting p where p.account_id = r.owner_account_id and p.starts_on <= $5 and (p.ends_on is null or p.ends_on >= $5))))
            order by r.closed_at, r.id
            """, work.Actor.Id, LondonTime.StartOf(work.Today.AddMonths(-rules.FollowUpMonths.Max() - FollowUps.MonthsAsked - 1)),
            supervised.Select(p => p.TeamId).OfType<Guid>().ToArray(), supervised.Where(p => p.TeamId is null).Select(p => p.AgencyId).ToArray(), work.Today);
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var closed = LondonTime.DayOf(row.GetFieldValue<DateTimeOffset>(4));
            DateOnly? measured = row.IsDBNull(5) ? null : LondonTime.DayOf(row.GetFieldValue<DateTimeOffset>(5));
            if (FollowUps.Due(closed, measured, work.Today, rules) is { } on && FollowUps.IsAsked(on, work.Today))
            {
                due.Add(new(row.GetGuid(0), false, "Measure again: does the result last?", on, Part(on, work.Today), row.GetString(1), row.GetString(2), row.GetString(3), false, 0, FollowUpSource));
            }
        }

        return due;
    }

    private static When Part(DateOnly? due, DateOnly today) => (due?.DayNumber - today.DayNumber) switch
    {
        null => When.Later,
        < 0 => When.Overdue,
        0 => When.Today,
        < 7 => When.ThisWeek,
        _ => When.Later,
    };
}
