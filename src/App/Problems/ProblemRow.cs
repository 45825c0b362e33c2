using Npgsql;
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
        r.id, r.reference, r.title, r.state, p.category, p.kind, o.name, g.name, {GradeNow}, p.grade_next,
        p.result, p.result_percent, r.opened_at, p.worked_on, coalesce(st.done, 0)::integer, coalesce(st.live, 0)::integer, nx.what,
            nx.agency, nx.due_on,
        case when l.ended_on is not null then 'assessment' when l.started_on is not null or st.live > 0 then 'response'
            when concat(an.victim_known, an.offender_known, an.location_known, an.hypothesis) <> '' or ai.measure is not null
                then 'analysis' else 'scanning' end,
        (select v.name from place v where v.no = r.place_no), p.result_by_survey
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

    internal static ProblemRow Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetGuid(0),
            Reference = row.GetString(1),
            Title = row.GetString(2),
            State = EnumCode.Read<ProblemState>(row.GetString(3)) ?? ProblemState.Open,
            Category = row.IsDBNull(4) ? null : EnumCode.Read<ProblemCategory>(row.GetString(4)),
            Kind = row.GetString(5),
            Owner = Text(row, 6),
            Agency = row.GetString(7),
            Grade = row.GetInt32(8),
            GradeNext = Text(row, 9),
            Result = ProblemResult.InWords(row.GetString(10), row.IsDBNull(11) ? null : row.GetDouble(11), row.GetBoolean(21)),
            OpenedAt = row.GetFieldValue<DateTimeOffset>(12),
            WorkedOn = row.GetFieldValue<DateOnly>(13),
            StepsDone = row.GetInt32(14),
            StepsInAll = row.GetInt32(15),
            NextStep = Text(row, 16),
            NextStepAgency = Text(row, 17),
            NextStepDue = row.IsDBNull(18) ? null : row.GetFieldValue<DateOnly>(18),
            Step = EnumCode.Read<SaraStep>(row.GetString(19))!.Value,
            Place = Text(row, 20),
        };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
