using System.Text;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Demonstration;

/// <summary>
/// The steps of a plan and who shares in it, in one piece of work each for agreeing and for settling: two of a dozen, which keeps the
/// making of the demonstration within a minute. Everything is graded and written in the record's history as the single use cases do.
/// </summary>
internal sealed class EnterSteps(Database database, EnteredStaff staff, AttachmentFolder folder)
{
    public async Task Agree(Actor actor, string reference, IReadOnlyList<ProblemStory.StepTold> steps, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        var file = (await work.TakeOut(reference, cancel))!;
        var id = file.Problem.RecordId;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            work.Db.Add(
                new Tasking
                {
                    Id = Guid.CreateVersion7(work.Now),
                    RecordId = id,
                    Source = Problem.PlanSource,
                    What = step.What,
                    Technique = step.Technique,
                    AgencyId = staff.Agencies[step.By],
                    AccountId = step.By == "police" ? actor.Id : null,
                    DueOn = step.DueOn,
                    CostPounds = step.Cost,
                    Position = i + 1,
                }
            );
        }

        foreach (var agency in steps.Select(s => s.By).Where(a => a != "police").Distinct().Select(a => staff.Agencies[a]))
        {
            const string Purpose = "It has a step of the plan";
            work.Db.Add(
                new Share
                {
                    Id = Guid.CreateVersion7(work.Now),
                    RecordId = id,
                    AgencyId = agency,
                    AgreementId = staff.Agreement,
                    Purpose = Purpose,
                    TakesPart = true,
                    StartsAt = work.Now,
                }
            );
            work.Noted(new TrailEntry(TrailKind.Disclosure, id, null, Problem.RecordKind, "shared: " + Purpose, "{}", [id, agency]));
        }

        await Put(work, file, "agreed the steps of the plan, and shared it with those who have one", cancel);
    }

    /// <summary>What was done and what was given up, each with its own day and evidence.</summary>
    public async Task Settle(
        Actor actor,
        string reference,
        IReadOnlyList<ProblemStory.StepTold> steps,
        IReadOnlyList<ProblemStory.PaperTold> papers,
        CancellationToken cancel
    )
    {
        var received = new List<(int Step, FileReceived Paper)>();
        foreach (var paper in papers)
        {
            var bytes = paper.Name.EndsWith(".pdf", StringComparison.Ordinal)
                ? EvidenceFile.Of("Work completed", paper.Lines)
                : Encoding.UTF8.GetBytes(string.Join('\n', paper.Lines));
            received.Add((paper.Step, (await folder.Receive(new(paper.Name, new MemoryStream(bytes)), null, cancel)).Value));
        }

        await using var work = await database.Begin(actor, cancel);
        var file = (await work.TakeOut(reference, cancel))!;
        var held = work.Db.Set<Tasking>().Local.Where(t => t.RecordId == file.Problem.RecordId).ToDictionary(t => t.Position);
        for (var i = 0; i < steps.Count; i++)
        {
            var (tasking, step) = (held[i + 1], steps[i]);
            if (step.DoneOn is not null || step.NotDone)
            {
                (tasking.Status, tasking.DoneOn, tasking.Evidence) = (
                    step.NotDone ? TaskingStatus.NotDone : TaskingStatus.Done,
                    step.DoneOn,
                    step.Evidence ?? ""
                );
            }
        }

        foreach (var (step, paper) in received)
        {
            paper.AddTo(work, file.Problem.RecordId, held[step + 1].Id);
        }

        await Put(work, file, "carried out steps of the plan", cancel);
    }

    private static async Task Put(Work work, ProblemFile file, string why, CancellationToken cancel)
    {
        if (await work.PutBack(file, why, cancel) is { } refused)
        {
            throw new InvalidOperationException(refused.Sentence);
        }
    }
}
