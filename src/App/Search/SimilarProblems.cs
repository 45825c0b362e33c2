using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Search;

/// <summary>Problems like one, and what came of them: shown unasked while it is worked on (F3).</summary>
public sealed class SimilarProblems(Finder finder)
{
    public const int Many = 3;
    private const int LongestText = 5_000;

    /// <summary>What is less like it than this share of the best is left out.</summary>
    private const double NearTheBest = 0.4;

    /// <summary>An open problem of the same place that is so relevant is perhaps the very same.</summary>
    private const double TheSame = 0.3;

    private static readonly string[] Clear = [EnumCode.Of(Verdict.ClearFall), EnumCode.Of(Verdict.ClearRise)];

    /// <summary>Like a record, with what others did.</summary>
    internal Task<IReadOnlyList<SimilarProblem>> To(Work work, ProblemFile file, CancellationToken cancel) =>
        To(
            work,
            $"{file.Problem.Record.Title}. {file.Problem.Kind}. {file.Scanning.WhatRecurs}",
            new() { Apart = [file.Problem.Record.Id] },
            null,
            Many,
            cancel
        );

    /// <summary>Those with a clear result like any of these words.</summary>
    internal Task<IReadOnlyList<SimilarProblem>> Clearly(Work work, string words, IReadOnlyList<Guid> apart, CancellationToken cancel) =>
        To(work, words, new() { Apart = apart, Results = Clear }, null, Many, cancel);

    /// <param name="work">Of the actor.</param>
    /// <param name="words">What is written so far.</param>
    /// <param name="filter">What to look through.</param>
    /// <param name="here">The place that it is written of; what is open there comes first, if it is near enough.</param>
    /// <param name="many">Besides those.</param>
    /// <param name="cancel">Stops.</param>
    internal async Task<IReadOnlyList<SimilarProblem>> To(
        Work work,
        string words,
        FindFilter filter,
        int? here,
        int many,
        CancellationToken cancel
    )
    {
        words = Domain.Shared.Words.Beginning(words, LongestText);
        var found = await finder.Find(work, words.Replace('\0', ' '), filter with { ProblemsOnly = true }, [], cancel, isText: true);
        // What is not quite the same is better than nothing beside what is typed.
        var records = found.Records.Count > 0 ? found.Records : found.Nearest;
        var least = records.Count == 0 ? 0 : records.Max(r => r.Standing.Relevance) * NearTheBest;
        records = [.. records.Where(r => r.Standing.Relevance >= least)];
        var same = records
            .Where(r => here is not null && r.PlaceNo == here && r.State is not "closed" && r.Standing.Relevance >= TheSame)
            .Take(many)
            .Select(r => r.Id)
            .ToHashSet();
        var ids = records.Where(r => !same.Contains(r.Id)).Take(many).Select(r => r.Id).Concat(same).ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        var similar = new List<SimilarProblem>();
        await foreach (
            var row in work.EachRow(
                """
                select r.reference, r.title, p.result, p.result_percent, a.lesson_what, p.result_by_survey, r.id,
                    coalesce((p.moderation ->> 'grade')::integer, p.grade) as grade,
                    extract(year from r.opened_at at time zone 'Europe/London')::integer as year, (select v.name from place v
                        where v.no = r.place_no) as place,
                    (select o.name from account o where o.id = r.owner_account_id) as owner, r.state
                from unnest($1) with ordinality s (id, at)
                join record r on r.id = s.id join problem p on p.record_id = r.id join problem_assessment a on a.record_id = r.id
                order by s.at
                """,
                cancel,
                (object)ids
            )
        )
        {
            var id = row.Get<Guid>("id");
            similar.Add(
                new(
                    row.Get<string>("reference"),
                    row.Get<string>("title"),
                    ProblemResult.InWords(row.Get<string>("result"), row.Get<double?>("result_percent"), row.Get<bool>("result_by_survey")),
                    row.Get<string>("lesson_what")
                )
                {
                    Id = id,
                    ResultCode = row.Get<string>("result"),
                    Grade = row.Get<int>("grade"),
                    Year = row.Get<int>("year"),
                    Place = row.OrNull<string>("place"),
                    Owner = row.OrNull<string>("owner"),
                    IsOpen = row.Get<string>("state") is not "closed",
                    IsHere = same.Contains(id),
                }
            );
        }

        var steps = await Steps(work, ids, cancel);
        return [.. similar.OrderByDescending(s => s.IsHere).Select(s => s with { Steps = [.. steps[s.Id]] })];
    }

    private static async Task<ILookup<Guid, SimilarStep>> Steps(Work work, Guid[] ids, CancellationToken cancel)
    {
        var steps = await work.Rows<(Guid Record, SimilarStep Step)>(
            """
            select t.record_id, t.id, t.what, t.technique from tasking t
            where t.record_id = any ($1) and t.source = 'plan' and t.status not in ('withdrawn', 'not-done')
                order by t.record_id, t.position, t.id
            """,
            row =>
                (
                    row.Get<Guid>("record_id"),
                    new(
                        row.Get<Guid>("id"),
                        row.Get<string>("what"),
                        Domain.Problems.Techniques.Shipped.Name(row.OrNull<string>("technique"))
                    )
                ),
            cancel,
            (object)ids
        );

        return steps.ToLookup(s => s.Record, s => s.Step);
    }
}
