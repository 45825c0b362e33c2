using Wardwise.App.Data;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Problems;

/// <summary>Problems like one, and what came of them: shown unasked while it is worked on (F3).</summary>
internal static class SimilarProblems
{
    private const int Many = 3;

    public static Task<IReadOnlyList<SimilarProblem>> To(Work work, ProblemFile file, CancellationToken cancel) =>
        To(work, $"{file.Problem.Record.Title} {file.Problem.Kind}", [file.Problem.Record.Id], withResultOnly: false, cancel);

    public static async Task<IReadOnlyList<SimilarProblem>> To(Work work, string words, Guid[] apart, bool withResultOnly, CancellationToken cancel)
    {
        var found = new List<SimilarProblem>();
        await using var read = work.Command("""
            select r.reference, r.title, p.result, p.result_percent, a.lesson_what, p.result_by_survey
            from similar_problems($1, $2, $3, $4) s
            join record r on r.id = s.record_id join problem p on p.record_id = r.id join problem_assessment a on a.record_id = r.id
            order by s.score desc, r.id
            """, words.Replace('\0', ' '), apart, withResultOnly, Many);
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            found.Add(new(row.GetString(0), row.GetString(1), ProblemResult.InWords(row.GetString(2), row.IsDBNull(3) ? null : row.GetDouble(3), row.GetBoolean(5)), row.GetString(4)));
        }

        return found;
    }
}
