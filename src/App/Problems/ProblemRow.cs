using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>A problem in a list.</summary>
public sealed record ProblemRow
{
    public required Guid Id { get; init; }
    public required string Reference { get; init; }
    public required string Title { get; init; }
    public required ProblemState State { get; init; }
    public required SaraStep Step { get; init; }
    public ProblemCategory? Category { get; init; }
    public required string Kind { get; init; }
    public string? Place { get; init; }
    public string? Owner { get; init; }
    public required string Agency { get; init; }
    public required int Grade { get; init; }
    public string? GradeNext { get; init; }
    public required string Result { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateOnly WorkedOn { get; init; }
    public required int StepsDone { get; init; }
    public required int StepsInAll { get; init; }

    /// <summary>The open step that is due first.</summary>
    public string? NextStep { get; init; }
    public string? NextStepAgency { get; init; }
    public DateOnly? NextStepDue { get; init; }

    /// <summary>The grade that holds: the moderator's, else the computed one.</summary>
    internal const string GradeNow = "coalesce((p.moderation ->> 'grade')::integer, p.grade)";

    internal const string Columns = $"""
        r.id, r.reference, r.title, r.state, p.category, p.kind, o.name as owner, g.name as agency, {GradeNow} as grade, p.grade_next,
        p.result, p.result_percent, r.opened_at, p.worked_on, coalesce(st.done, 0)::integer as steps_done,
            coalesce(st.live, 0)::integer as steps_in_all, nx.what as next_step, nx.agency as next_step_agency, nx.due_on as next_step_due,
        case when l.ended_on is not null then 'assessment' when l.started_on is not null or st.live > 0 then 'response'
            when concat(an.victim_known, an.offender_known, an.location_known, an.hypothesis) <> '' or ai.measure is not null
                then 'analysis' else 'scanning' end as step,
        (select v.name from place v where v.no = r.place_no) as place, p.result_by_survey
        """;

    /// <summary>What hangs on <c>record r</c>. It stands first in a from clause, or the planner, who orders eight tables at most, reads
    /// every problem for each row.</summary>
    internal const string Joins = """
        join problem p on p.record_id = r.id
        join problem_plan l on l.record_id = r.id
        join problem_analysis an on an.record_id = r.id
        join problem_aim ai on ai.record_id = r.id
        join agency g on g.id = r.owner_agency_id
        left join account o on o.id = r.owner_account_id
        left join lateral (
            select count(*) filter (where t.status = 'done') done, count(*) live
            from tasking t where t.record_id = r.id and t.source = 'plan' and t.status <> 'withdrawn') st on true
        left join lateral (
            select t.what, h.name agency, t.due_on from tasking t join agency h on h.id = t.agency_id
            where t.record_id = r.id and t.source = 'plan' and t.status in ('to-do', 'doing') order by t.due_on nulls last, t.position
                limit 1) nx on true
        """;

    internal static ProblemRow Read(Row row) =>
        new()
        {
            Id = row.Get<Guid>("id"),
            Reference = row.Get<string>("reference"),
            Title = row.Get<string>("title"),
            State = EnumCode.Read<ProblemState>(row.Get<string>("state")) ?? ProblemState.Open,
            Category = EnumCode.Read<ProblemCategory>(row.OrNull<string>("category")),
            Kind = row.Get<string>("kind"),
            Owner = row.OrNull<string>("owner"),
            Agency = row.Get<string>("agency"),
            Grade = row.Get<int>("grade"),
            GradeNext = row.OrNull<string>("grade_next"),
            Result = ProblemResult.InWords(
                row.Get<string>("result"),
                row.Get<double?>("result_percent"),
                row.Get<bool>("result_by_survey")
            ),
            OpenedAt = row.Get<DateTimeOffset>("opened_at"),
            WorkedOn = row.Get<DateOnly>("worked_on"),
            StepsDone = row.Get<int>("steps_done"),
            StepsInAll = row.Get<int>("steps_in_all"),
            NextStep = row.OrNull<string>("next_step"),
            NextStepAgency = row.OrNull<string>("next_step_agency"),
            NextStepDue = row.Get<DateOnly?>("next_step_due"),
            Step = EnumCode.Read<SaraStep>(row.Get<string>("step"))!.Value,
            Place = row.OrNull<string>("place"),
        };
}
