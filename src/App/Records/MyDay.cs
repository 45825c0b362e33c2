using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>What the actor said they would do, and what a rule says is due: taskings and clocks together, soonest first.</summary>
public sealed class MyDay(Database database)
{
    internal const int Most = 200;

    /// <summary>All that is due, of the actor ($1) and of nobody in particular in their agencies ($2); of closed records what their kinds
    /// answer there ($3). Each is found by its own index and its record after it (the "limit" says so): the other way round, every record
    /// that the reader sees would be read for every page.</summary>
    internal const string All = """
        select t.id, false is_clock, t.what, t.due_on, r.reference, r.kind, r.title, false for_agency, t.version, t.source
        from tasking t join lateral (select * from record o where o.id = t.record_id limit 1) r on true
        where t.status in ('to-do', 'doing') and not r.entered_in_error and (r.state <> 'closed' or t.source = any ($3))
            and t.account_id = $1
        union all
        select t.id, false, t.what, t.due_on, r.reference, r.kind, r.title, true, t.version, t.source
        from tasking t join lateral (select * from record o where o.id = t.record_id limit 1) r on true
        where t.status in ('to-do', 'doing') and not r.entered_in_error and (r.state <> 'closed' or t.source = any ($3))
            and t.account_id is null and t.agency_id = any ($2)
        union all
        select c.id, true, c.duty, (c.due_at at time zone 'Europe/London')::date, r.reference, r.kind, r.title, false, c.version, 'clock'
        from clock c join lateral (select * from record o where o.id = c.record_id limit 1) r on true
        where c.settled_at is null and c.paused_at is null and c.account_id = $1 and not r.entered_in_error
        """;

    /// <summary>The first three values of what asks for <see cref="All"/>.</summary>
    internal static object?[] Asks(Actor actor) =>
        [actor.Id, actor.Agencies.ToArray(), RecordKinds.All.SelectMany(k => k.AnsweredWhenClosed).Distinct().ToArray()];

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
    /// <param name="Source">Where it came from: plan, meeting, chase, clock.</param>
    public sealed record Due(
        Guid Id,
        bool IsClock,
        string What,
        DateOnly? DueOn,
        When When,
        string Reference,
        string RecordKind,
        string Title,
        bool ForAgency,
        int Version,
        string Source
    )
    {
        /// <summary>Whether saying what was done settles it.</summary>
        public bool IsSettledByWords => !IsClock;

        /// <summary>What was found after the record was closed.</summary>
        public bool IsFollowUp => RecordKinds.Of(RecordKind).AnsweredWhenClosed.Contains(Source);

        /// <summary>Where it is settled with all that there is to say, or looked at.</summary>
        public string Address => RecordKinds.Of(RecordKind).AddressOfTasking(Reference, Source, Id);
    }

    public async Task<Outcome<List<Due>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.UseOwnPages) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var due = new List<Due>();
        await foreach (
            var row in work.EachRow(
                $"""
                select * from ({All}) all_due
                order by due_on nulls last, for_agency, id limit {Most}
                """,
                cancel,
                [.. Asks(actor)]
            )
        )
        {
            var on = row.Get<DateOnly?>("due_on");
            due.Add(
                new(
                    row.Get<Guid>("id"),
                    row.Get<bool>("is_clock"),
                    row.Get<string>("what"),
                    on,
                    Part(on, work.Today),
                    row.Get<string>("reference"),
                    row.Get<string>("kind"),
                    row.Get<string>("title"),
                    row.Get<bool>("for_agency"),
                    row.Get<int>("version"),
                    row.Get<string>("source")
                )
            );
        }

        return due.OrderBy(d => d.DueOn ?? DateOnly.MaxValue).ThenBy(d => d.ForAgency).ToList();
    }

    private static When Part(DateOnly? due, DateOnly today) =>
        (due?.DayNumber - today.DayNumber) switch
        {
            null => When.Later,
            < 0 => When.Overdue,
            0 => When.Today,
            < 7 => When.ThisWeek,
            _ => When.Later,
        };
}
