using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Reads a problem's file, and grades it.</summary>
internal static class ProblemFiles
{
    /// <summary>The file, held until the work ends, for what is asked by nobody: the schedule, the demonstration. Null when it is not
    /// there or not the actor's to see.</summary>
    public static async Task<ProblemFile?> TakeOut(this Work work, string reference, CancellationToken cancel) =>
        await RecordDesk.Hold(work, reference, cancel) is null ? null : await work.Read(reference, cancel);

    public static Task<ProblemFile?> Read(this Work work, string reference, CancellationToken cancel) =>
        work.Read(p => p.Record.Reference == reference, cancel);

    public static async Task<ProblemFile?> Read(this Work work, Expression<Func<Problem, bool>> which, CancellationToken cancel)
    {
        var db = work.Db;
        var row = await (
            from problem in db.Set<Problem>().Where(which)
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

    /// <summary>Grades the file as it stands now, saves it with its reason in the history, and commits: for what is new, and for the
    /// demonstration.</summary>
    public static Task<Refusal?> PutBack(this Work work, ProblemFile file, string why, CancellationToken cancel) =>
        PutBack(work, file, why, isWork: true, cancel);

    /// <summary>The same for what the schedule did: nobody has worked on it.</summary>
    public static Task<Refusal?> PutBackUntouched(this Work work, ProblemFile file, string why, CancellationToken cancel) =>
        PutBack(work, file, why, isWork: false, cancel);

    private static async Task<Refusal?> PutBack(Work work, ProblemFile file, string why, bool isWork, CancellationToken cancel)
    {
        if (await RecordDesk.Put(work, RecordKinds.Of<ProblemFile>(), file, why, isWork, cancel) is { } stale)
        {
            return stale;
        }

        await work.Finish(cancel);
        return null;
    }

    public static async Task Grade(Work work, ProblemFile file, CancellationToken cancel)
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
