using Npgsql;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Pooling;

namespace Wardwise.App.Library;

/// <summary>What one record gives to a page of the library: something was tried there, or its author says what came of it.</summary>
public sealed record EvidenceRow
{
    public required Guid Id { get; init; }
    public required string Reference { get; init; }
    public required string Title { get; init; }
    public string? Kind { get; init; }
    public string? Place { get; init; }
    public string? Owner { get; init; }
    public string? Team { get; init; }
    public required string Agency { get; init; }
    public required bool Elsewhere { get; init; }
    public required int Year { get; init; }
    public required int Grade { get; init; }

    /// <summary>In the code of <see cref="ProblemResult"/>.</summary>
    public required string Result { get; init; }
    public required bool BySurvey { get; init; }

    /// <summary>By how many points of a hundred it changed there.</summary>
    public double? Percent { get; init; }

    /// <summary>Of the measurement that counts; null where there is none.</summary>
    public Verdict? Verdict { get; init; }
    public bool Controlled { get; init; }
    public double? LogRatio { get; init; }
    public double? Variance { get; init; }
    public int Before { get; init; }
    public int After { get; init; }
    public int MonthsBefore { get; init; }
    public double? Prevented { get; init; }
    public decimal? Cost { get; init; }
    public CarriedOut? Process { get; init; }
    public string Hypothesis { get; init; } = "";
    public string Conditions { get; init; } = "";

    /// <summary>Codes of the techniques of the steps that were not dropped.</summary>
    public IReadOnlyList<string> Techniques { get; init; } = [];

    public bool IsAssessed => Verdict is not null;

    public bool IsPooled => LogRatio is not null && MonthsBefore > 0;

    public PlaceSize? Size => IsPooled ? PlaceSizes.Of(Before, MonthsBefore) : null;

    internal Effect Effect => new(LogRatio!.Value, Variance!.Value);

    private const string Sql = """
        with chosen as materialized (select v.record_id id, v.kind from library_of($3, $1) v where v.tried)
        select r.id, r.reference, r.title, c.kind, v.name, o.name, w.name, g.name, coalesce(r.force_id <> $2, false),
            extract(year from coalesce(l.started_on::timestamp, r.opened_at at time zone 'Europe/London'))::integer,
            coalesce((p.moderation ->> 'grade')::integer, p.grade), p.result, p.result_by_survey,
            m.verdict, coalesce(m.controlled, false), m.log_ratio, m.variance, coalesce(m.before_count, 0), coalesce(m.after_count, 0), coalesce(m.before_months, 0), m.prevented,
            coalesce(a.cost, s.cost), a.process, coalesce(case when m.record_id is not null then n.hypothesis end, ''),
            coalesce(case when m.record_id is not null then a.lesson_conditions end, ''), coalesce(s.techniques, array[]::text[]), p.result_percent
        from chosen c join record r on r.id = c.id
        join problem p on p.record_id = r.id
        join problem_plan l on l.record_id = r.id
        left join measured_effect m on m.record_id = r.id
        join problem_assessment a on a.record_id = r.id
        join problem_analysis n on n.record_id = r.id
        join agency g on g.id = r.owner_agency_id
        left join account o on o.id = r.owner_account_id
        left join team w on w.id = r.owner_team_id
        left join place v on v.no = r.place_no
        left join lateral (
            select sum(t.cost_pounds) filter (where t.status = 'done') cost, array_agg(distinct t.technique) filter (where t.technique is not null) techniques
            from tasking t where t.record_id = r.id and t.source = 'plan' and t.status <> 'withdrawn') s on true
        order by r.reference
        """;

    /// <summary>Every record of a subject that the actor sees and in which something was tried: one query.</summary>
    internal static async Task<List<EvidenceRow>> Of(Work work, LibrarySubject subject, string code, CancellationToken cancel)
    {
        var rows = new List<EvidenceRow>();
        await using var read = work.Command(Sql, code, Own(work), EnumCode.Of(subject));
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            rows.Add(Read(row));
        }

        return rows;
    }

    internal static NpgsqlParameter Own(Work work) => new() { Value = (object?)work.Actor.ForceId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid };

    private static EvidenceRow Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Reference = row.GetString(1),
        Title = row.GetString(2),
        Kind = Text(row, 3),
        Place = Text(row, 4),
        Owner = Text(row, 5),
        Team = Text(row, 6),
        Agency = row.GetString(7),
        Elsewhere = row.GetBoolean(8),
        Year = row.GetInt32(9),
        Grade = row.GetInt32(10),
        Result = row.GetString(11),
        BySurvey = row.GetBoolean(12),
        Verdict = EnumCode.Read<Verdict>(Text(row, 13)),
        Controlled = row.GetBoolean(14),
        LogRatio = row.IsDBNull(15) ? null : row.GetDouble(15),
        Variance = row.IsDBNull(16) ? null : row.GetDouble(16),
        Before = row.GetInt32(17),
        After = row.GetInt32(18),
        MonthsBefore = row.GetInt32(19),
        Prevented = row.IsDBNull(20) ? null : row.GetDouble(20),
        Cost = row.IsDBNull(21) ? null : row.GetDecimal(21),
        Process = EnumCode.Read<CarriedOut>(Text(row, 22)),
        Hypothesis = row.GetString(23),
        Conditions = row.GetString(24),
        Techniques = row.GetFieldValue<string[]>(25),
        Percent = row.IsDBNull(26) ? null : row.GetDouble(26),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
