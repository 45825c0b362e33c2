using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>The nominations of a year that the actor may see; for a juror with their own scores, and with the others' once they have given
/// theirs.</summary>
public sealed class ListNominations(Database database)
{
    private const int Most = 200;

    public sealed record Input
    {
        /// <summary>Left out, this year.</summary>
        public int? Year { get; init; }

        /// <summary>With the scores, for the jury.</summary>
        public bool ForJury { get; init; }
    }

    /// <param name="Mine">The juror's own; null until they have scored.</param>
    /// <param name="All">Of every juror, highest total first; empty until this juror has scored.</param>
    /// <param name="IsOwn">The reader worked on it, and cannot score it.</param>
    public sealed record Row(
        Guid Id,
        string Reference,
        string Title,
        string? Owner,
        string Agency,
        string Result,
        int Grade,
        string Why,
        string ByName,
        string? WonBecause,
        bool IsOwn,
        NominationScore? Mine,
        IReadOnlyList<NominationScore> All
    )
    {
        public bool HasWon => WonBecause is not null;

        /// <summary>"Mean 21.5 of 30, from 18 to 25, 3 jurors".</summary>
        public string? Standing =>
            All.Count == 0
                ? null
                : string.Create(
                    System.Globalization.CultureInfo.GetCultureInfo("en-GB"),
                    $"Mean {All.Average(s => s.Total):0.#} of {3 * NominationScore.Most}"
                        + $"{(All.Count == 1 ? "" : $", from {All.Min(s => s.Total)} to {All.Max(s => s.Total)}")}, "
                        + $"{Words.Of(All.Count, "juror")}"
                );
    }

    public sealed record Listed(int Year, IReadOnlyList<Row> Rows, IReadOnlyList<int> Years, int ThisYear);

    public async Task<Outcome<Listed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, input.ForJury ? Act.EditLibrary : Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var year = input.Year ?? work.Today.Year;
        var scores = input.ForJury ? await Scores(work, year, cancel) : [];
        var rows = new List<Row>();
        await foreach (
            var row in work.EachRow(
                """
                select n.id, r.reference, r.title, o.name as owner, g.name as agency, p.result, p.result_percent, p.result_by_survey,
                    coalesce((p.moderation ->> 'grade')::integer, p.grade) as grade, n.why, n.by_name, n.won_because,
                    r.owner_account_id is not distinct from $2 or p.opened_by = $2
                    or exists (select 1 from tasking t where t.record_id = r.id and t.source = 'plan' and t.account_id = $2) as is_own
                from nomination n join record r on r.id = n.record_id join problem p on p.record_id = r.id join agency g
                    on g.id = r.owner_agency_id left join account o on o.id = r.owner_account_id
                where n.year = $1 and not r.entered_in_error order by n.won_at is null, n.at limit $3
                """,
                cancel,
                year,
                actor.Id,
                Most
            )
        )
        {
            var given = scores.GetValueOrDefault(row.Get<Guid>("id")) ?? [];
            var mine = given.Find(s => s.JurorId == actor.Id);
            rows.Add(
                new(
                    row.Get<Guid>("id"),
                    row.Get<string>("reference"),
                    row.Get<string>("title"),
                    row.OrNull<string>("owner"),
                    row.Get<string>("agency"),
                    ProblemResult.InWords(row.Get<string>("result"), row.Get<double?>("result_percent"), row.Get<bool>("result_by_survey")),
                    row.Get<int>("grade"),
                    row.Get<string>("why"),
                    row.Get<string>("by_name"),
                    row.OrNull<string>("won_because"),
                    row.Get<bool>("is_own"),
                    mine,
                    mine is null ? [] : [.. given.OrderByDescending(s => s.Total).ThenBy(s => s.JurorName, StringComparer.Ordinal)]
                )
            );
        }

        var years = await work.Rows(
            "select distinct year from nomination order by year desc limit 50",
            row => row.Get<int>("year"),
            cancel
        );

        return new Listed(year, rows, years, work.Today.Year);
    }

    private static async Task<Dictionary<Guid, List<NominationScore>>> Scores(Work work, int year, CancellationToken cancel)
    {
        var scores = await work.Rows(
            """
            select s.id, s.nomination_id, s.juror_id, s.juror_name, s.understanding, s.response, s.result, s.line, s.version
            from nomination_score s join nomination n on n.id = s.nomination_id where n.year = $1
            """,
            row => new NominationScore
            {
                Id = row.Get<Guid>("id"),
                NominationId = row.Get<Guid>("nomination_id"),
                JurorId = row.Get<Guid>("juror_id"),
                JurorName = row.Get<string>("juror_name"),
                Understanding = row.Get<int>("understanding"),
                Response = row.Get<int>("response"),
                Result = row.Get<int>("result"),
                Line = row.Get<string>("line"),
                Version = row.Get<int>("version"),
            },
            cancel,
            year
        );

        return scores.GroupBy(s => s.NominationId).ToDictionary(g => g.Key, g => g.ToList());
    }
}
