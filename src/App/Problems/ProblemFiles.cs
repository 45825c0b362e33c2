using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Takes a problem's file out, and puts it back graded. Every use case of the area goes through these two doors.</summary>
internal static class ProblemFiles
{
    /// <summary>The file, held until the work ends so that two saves cannot grade past each other; null when it is not there or not the
    /// actor's to see.</summary>
    public static async Task<ProblemFile?> TakeOut(this Work work, string reference, CancellationToken cancel)
    {
        await using (
            var hold = work.Command(
                "select 1 from problem p join record r on r.id = p.record_id where r.reference = $1 for update of p",
                reference
            )
        )
        {
            if (await hold.ExecuteScalarAsync(cancel) is null)
            {
                return null;
            }
        }

        return await work.Read(reference, cancel);
    }

    public static async Task<ProblemFile?> Read(this Work work, string reference, CancellationToken cancel)
    {
        var db = work.Db;
        var row = await (
            from problem in db.Set<Problem>()
            where problem.Record.Reference == reference
            join scanning in db.Set<Scanning>() on problem.RecordId equals scanning.RecordId
            join analysis in db.Set<Analysis>() on problem.RecordId equals analysis.RecordId
            join aim in db.Set<Aim>() on problem.RecordId equals aim.RecordId
            join plan in db.Set<ResponsePlan>() on problem.RecordId equals plan.RecordId
            join assessment in db.Set<Assessment>() on problem.RecordId equals assessment.RecordId
            select new
            {
                problem,
                scanning,
                analysis,
                aim,
                plan,
                assessment,
            }
        ).SingleOrDefaultAsync(cancel);
        if (row is null)
        {
            return null;
        }

        return await Facts(
            work,
            new ProblemFile
            {
                Problem = row.problem,
                Scanning = row.scanning,
                Analysis = row.analysis,
                Aim = row.aim,
                Plan = row.plan,
                Assessment = row.assessment,
            },
            cancel
        );
    }

    /// <summary>Grades the file as it stands now, saves it with its reason in the history, and commits.</summary>
    public static async Task<Refusal?> PutBack(this Work work, ProblemFile file, string why, CancellationToken cancel)
    {
        file.Problem.WorkedOn = work.Today;
        file.Problem.ChasedOn = null;
        return await work.PutBackUntouched(file, why, cancel);
    }

    /// <summary>The same for what the schedule did: nobody has worked on it.</summary>
    public static async Task<Refusal?> PutBackUntouched(this Work work, ProblemFile file, string why, CancellationToken cancel)
    {
        if (await work.SaveGraded(file, why, cancel) is { } stale)
        {
            return stale;
        }

        await work.Finish(cancel);
        return null;
    }

    /// <summary>The same without the commit, for work that goes on.</summary>
    public static async Task<Refusal?> Lay(this Work work, ProblemFile file, string why, CancellationToken cancel)
    {
        file.Problem.WorkedOn = work.Today;
        file.Problem.ChasedOn = null;
        return await work.SaveGraded(file, why, cancel);
    }

    private static async Task<Refusal?> SaveGraded(this Work work, ProblemFile file, string why, CancellationToken cancel)
    {
        await Grade(work, file, cancel);
        var passed = Milestones.Passed(work, file);
        if (await work.Save(why, cancel) is { } stale)
        {
            return stale;
        }

        await Milestones.Note(work, file.Problem.RecordId, passed, cancel);
        return null;
    }

    /// <summary>Refuses a save from an older version of a section, and says who saved in between.</summary>
    /// <param name="work">The piece of work.</param>
    /// <param name="file">The file.</param>
    /// <param name="held">The version of the section now.</param>
    /// <param name="typed">The version that the form was filled in from.</param>
    /// <param name="why">The section's own words in the history, by which its last save is found.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<Refusal?> RefusesStale(
        this Work work,
        ProblemFile file,
        int held,
        int typed,
        string why,
        CancellationToken cancel
    )
    {
        if (held == typed)
        {
            return null;
        }

        await using var last = work.Command(
            "select actor_name, at from trail where record_id = $1 and kind = 'alteration' and why = $2 order by at desc limit 1",
            file.Problem.RecordId,
            why
        );
        await using var row = await last.ExecuteReaderAsync(cancel);
        var who = await row.ReadAsync(cancel)
            ? $"{row.GetString(0)} saved this section {row.GetFieldValue<DateTimeOffset>(1).Plainly(work.Now)}"
            : "Somebody else saved this section";
        return new Refusal(
            $"{who}, after you opened it. What they saved is shown beside what you typed. Choose what to keep, then save again.",
            null,
            RefusalKind.Stale
        );
    }

    private static async Task Grade(Work work, ProblemFile file, CancellationToken cancel)
    {
        var now = await Facts(work, file, cancel);
        var rules = await work.ProblemRules(file.Problem.Record.ForceId, cancel);
        now.Judge(rules.Grade);
    }

    /// <summary>Writes on the problem what grade and result its file comes to.</summary>
    public static void Judge(this ProblemFile now, GradeRules rules)
    {
        var problem = now.Problem;
        var grade = ProblemGrade.Of(now, rules);
        problem.Grade = grade.Value;
        if (!problem.GradeReasons.SequenceEqual(grade.Reasons))
        {
            problem.GradeReasons = [.. grade.Reasons];
        }

        problem.GradeNext = grade.Next;
        problem.Result = ProblemResult.CodeOf(now);
        problem.ResultBySurvey = now.Aim.Measure is AimMeasure.Survey;
        problem.ResultPercent = problem.ResultBySurvey ? null : now.Percent;
    }

    /// <summary>What the rules ask that lies outside the sections: steps, evidence, links, the latest measurement; as changed in this piece
    /// of work.</summary>
    private static async Task<ProblemFile> Facts(Work work, ProblemFile file, CancellationToken cancel)
    {
        var (db, id) = (work.Db, file.Problem.Record.Id);
        await db.Set<Tasking>().Where(t => t.RecordId == id && t.Source == Problem.PlanSource).LoadAsync(cancel);
        await db.Set<Attachment>().Where(a => a.RecordId == id && a.RemovedAt == null).LoadAsync(cancel);
        var latest = await db.Set<Evaluation>()
            .AsNoTracking()
            .Where(e => e.RecordId == id && e.Occasion != EvaluationOccasion.FollowUp)
            .OrderByDescending(e => e.MadeAt)
            .Select(e => new
            {
                e.Verdict,
                e.Percent,
                e.MadeAt,
            })
            .FirstOrDefaultAsync(cancel);
        if (
            db.Set<Evaluation>()
                .Local.FirstOrDefault(e =>
                    e.RecordId == id && e.Occasion != EvaluationOccasion.FollowUp && (latest is null || e.MadeAt >= latest.MadeAt)
                ) is
            { } made
        )
        {
            latest = new
            {
                made.Verdict,
                made.Percent,
                made.MadeAt,
            };
        }

        var shown = db.Set<Attachment>().Local.Where(a => a.RecordId == id && a.RemovedAt is null).Select(a => a.TaskingId).ToHashSet();
        return file with
        {
            Steps =
            [
                .. db.Set<Tasking>()
                    .Local.Where(t => t.RecordId == id && t.Source == Problem.PlanSource)
                    .OrderBy(t => t.Position)
                    .Select(t => new PlanStep(t.Technique, t.Status, shown.Contains(t.Id) || !string.IsNullOrWhiteSpace(t.Evidence))),
            ],
            LinkedIncidents = await db.Set<Link>().CountAsync(l => l.RecordId == id && l.OtherKind == "incident", cancel),
            IsMeasured = latest is not null,
            Verdict = latest?.Verdict,
            Percent = latest?.Percent,
            SurveyVerdict = SurveyResult.Of(file.Assessment)?.Verdict,
        };
    }
}
