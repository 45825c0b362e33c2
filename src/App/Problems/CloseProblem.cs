using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>
/// Closes a problem that has a result, a lesson or its reason, and a sign-off (F2). It can be reopened. Nothing stays open on it: steps
/// that nobody will do any more become "not done" with the reason given, and reminders fall away.
/// </summary>
public sealed class CloseProblem(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>Why the steps that are still open will not be done.</summary>
        [AtMost(TextLimits.Answer, "The reason")]
        public string? StepsDropped { get; init; }

        /// <summary>How much of the record's history there was when it was read; null when it was read on no page.</summary>
        public long? ReadTo { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Nothing>(
            actor,
            new(input.Reference, "closed the problem", input) { Act = Act.CloseProblem, ReadTo = input.ReadTo },
            taken => Make(taken, input, cancel),
            cancel
        );

    private static async Task<Outcome<Nothing>> Make(Taken<ProblemFile> taken, Input input, CancellationToken cancel)
    {
        var (work, file) = (taken.Work, taken.File);

        if (ProblemLifecycle.RefusesClosing(file, input.StepsDropped.Tidy()) is { Count: > 0 } refusals)
        {
            return refusals.ToList();
        }

        await Settle(work, file, input.StepsDropped.Tidy(), cancel);
        file.Problem.State = ProblemState.Closed;
        file.Problem.Record.ClosedAt = work.Now;
        return default(Nothing);
    }

    private static async Task Settle(Work work, ProblemFile file, string why, CancellationToken cancel)
    {
        var open = await work
            .Db.Set<Tasking>()
            .Where(t => t.RecordId == file.Problem.RecordId && (t.Status == TaskingStatus.ToDo || t.Status == TaskingStatus.Doing))
            .ToListAsync(cancel);
        foreach (var tasking in open)
        {
            var (status, because) =
                tasking.Source == Problem.PlanSource ? (TaskingStatus.NotDone, why) : (TaskingStatus.Withdrawn, "The problem was closed.");
            tasking.Status = status;
            tasking.Evidence = $"{tasking.Evidence}\n{because}".Trim();
        }
    }
}
