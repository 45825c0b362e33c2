using Wardwise.App.Data;

namespace Wardwise.App.Library;

/// <summary>One record that a page of the library names: its words, and whom to ask.</summary>
public sealed record EvidenceCase
{
    public required Guid Id { get; init; }
    public required string Reference { get; init; }
    public required string Title { get; init; }
    public string? Place { get; init; }
    public required int Year { get; init; }
    public string? Owner { get; init; }

    /// <summary>The owner's, for those of the same force and while the account is open.</summary>
    public string? Email { get; init; }
    public string? Team { get; init; }
    public required string Agency { get; init; }

    /// <summary>In the code of <see cref="Domain.Problems.ProblemResult"/>.</summary>
    public required string Result { get; init; }
    public required bool BySurvey { get; init; }

    /// <summary>By how many points of a hundred it changed there.</summary>
    public double? Percent { get; init; }

    /// <summary>Incidents; 0 where nothing was measured.</summary>
    public int Before { get; init; }
    public int After { get; init; }
    public required string Hypothesis { get; init; }
    public required string Conditions { get; init; }

    /// <summary>Those of these records that the actor sees.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, EvidenceCase>> Of(Work work, IEnumerable<Guid> ids, CancellationToken cancel)
    {
        var cases = new Dictionary<Guid, EvidenceCase>();
        await using var read = work.Command(
            """
            select r.id, r.reference, r.title, v.name, extract(year from coalesce(l.started_on::timestamp,
                r.opened_at at time zone 'Europe/London'))::integer,
                o.name, case when g.force_id = $2 and o.closed_on is null then o.email end, w.name, g.name, p.result, p.result_by_survey,
                    p.result_percent,
                coalesce(m.before_count, 0), coalesce(m.after_count, 0), n.hypothesis, a.lesson_conditions
            from record r
            join problem p on p.record_id = r.id
            join problem_plan l on l.record_id = r.id
            join problem_assessment a on a.record_id = r.id
            join problem_analysis n on n.record_id = r.id
            join agency g on g.id = r.owner_agency_id
            left join measured_effect m on m.record_id = r.id
            left join account o on o.id = r.owner_account_id
            left join team w on w.id = r.owner_team_id
            left join place v on v.no = r.place_no
            where r.id = any ($1)
            """,
            ids.Distinct().ToArray(),
            EvidenceRow.Own(work)
        );
        await using var row = await read.ExecuteReaderAsync(cancel);
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        while (await row.ReadAsync(cancel))
        {
            cases[row.GetGuid(0)] = new()
            {
                Id = row.GetGuid(0),
                Reference = row.GetString(1),
                Title = row.GetString(2),
                Place = Text(3),
                Year = row.GetInt32(4),
                Owner = Text(5),
                Email = Text(6),
                Team = Text(7),
                Agency = row.GetString(8),
                Result = row.GetString(9),
                BySurvey = row.GetBoolean(10),
                Percent = row.IsDBNull(11) ? null : row.GetDouble(11),
                Before = row.GetInt32(12),
                After = row.GetInt32(13),
                Hypothesis = row.GetString(14),
                Conditions = row.GetString(15),
            };
        }

        return cases;
    }
}
