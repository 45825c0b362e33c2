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
        await foreach (
            var row in work.EachRow(
                """
                select r.id, r.reference, r.title, v.name as place, extract(year from coalesce(l.started_on::timestamp,
                    r.opened_at at time zone 'Europe/London'))::integer as year,
                    o.name as owner, case when g.force_id = $2 and o.closed_on is null then o.email end as email, w.name as team,
                    g.name as agency, p.result, p.result_by_survey,
                        p.result_percent,
                    coalesce(m.before_count, 0) as before, coalesce(m.after_count, 0) as after, n.hypothesis, a.lesson_conditions
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
                cancel,
                ids.Distinct().ToArray(),
                EvidenceRow.Own(work)
            )
        )
        {
            cases[row.Get<Guid>("id")] = new()
            {
                Id = row.Get<Guid>("id"),
                Reference = row.Get<string>("reference"),
                Title = row.Get<string>("title"),
                Place = row.OrNull<string>("place"),
                Year = row.Get<int>("year"),
                Owner = row.OrNull<string>("owner"),
                Email = row.OrNull<string>("email"),
                Team = row.OrNull<string>("team"),
                Agency = row.Get<string>("agency"),
                Result = row.Get<string>("result"),
                BySurvey = row.Get<bool>("result_by_survey"),
                Percent = row.Get<double?>("result_percent"),
                Before = row.Get<int>("before"),
                After = row.Get<int>("after"),
                Hypothesis = row.Get<string>("hypothesis"),
                Conditions = row.Get<string>("lesson_conditions"),
            };
        }

        return cases;
    }
}
