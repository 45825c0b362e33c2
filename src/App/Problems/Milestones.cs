using Wardwise.App.Data;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Problems;

/// <summary>What others may want to hear of a problem. The codes are the database's.</summary>
internal static class Milestones
{
    public const string Opened = "opened";
    public const string Closed = "closed";
    public const string Lesson = "lesson";

    /// <summary>The grade came to five or six.</summary>
    public const string Grade = "grade";

    private const int Teaches = 5;

    /// <summary>What this save brings, told from what was there before it: asked before the save.</summary>
    public static IReadOnlyList<(string What, int? Grade)> Passed(Work work, ProblemFile file)
    {
        var (problem, record) = (work.Db.Entry(file.Problem), work.Db.Entry(file.Problem.Record));
        var isNew = problem.State is Microsoft.EntityFrameworkCore.EntityState.Added;
        var state = isNew ? ProblemState.Draft : Domain.Shared.EnumCode.Parse<ProblemState>(record.Property(r => r.State).OriginalValue);
        var grade = isNew ? 0 : problem.Property(p => p.Moderation).OriginalValue?.Grade ?? problem.Property(p => p.Grade).OriginalValue;
        var passed = new List<(string, int?)>();
        if (state is ProblemState.Draft && file.Problem.Counts)
        {
            passed.Add((Opened, null));
        }

        if (file.Problem.State is ProblemState.Closed && state is not ProblemState.Closed)
        {
            passed.Add((Closed, null));
        }

        if (file.Assessment.LessonWhat.Length > 0 && work.Db.Entry(file.Assessment).Property(a => a.LessonWhat).OriginalValue.Length == 0)
        {
            passed.Add((Lesson, null));
        }

        if (file.Problem.GradeShown is >= Teaches and var shown && grade < shown)
        {
            passed.Add((Grade, shown));
        }

        return passed;
    }

    public static async Task Note(Work work, Guid recordId, IReadOnlyList<(string What, int? Grade)> passed, CancellationToken cancel)
    {
        foreach (var (what, grade) in passed)
        {
            await using var note = work.Command(
                "insert into milestone (record_id, what, grade, at) values ($1, $2, $3, $4) on conflict do nothing",
                recordId,
                what,
                new Npgsql.NpgsqlParameter { Value = (object?)grade ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer },
                work.Now
            );
            await note.ExecuteNonQueryAsync(cancel);
        }
    }
}
