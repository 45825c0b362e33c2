using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Says how far a step of the plan, or a reminder, is: under way, done with its evidence, not done, or withdrawn.</summary>
public sealed class SettleStep(Database database, InstanceHome home)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public required Guid StepId { get; init; }
        public required int Version { get; init; }
        public required TaskingStatus? Status { get; init; }
        public DateOnly? DoneOn { get; init; }

        /// <summary>What was seen, or why it was not done.</summary>
        [AtMost(TextLimits.Long, "What was seen")]
        public string? Evidence { get; init; }
        public decimal? CostPounds { get; init; }
        public FileGiven? File { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await work.TakeOut(input.Reference, cancel) is not { } file
            || await work.Db.Set<Tasking>().SingleOrDefaultAsync(t => t.Id == input.StepId && t.RecordId == file.Problem.RecordId, cancel)
                is not { } step
        )
        {
            return Refusal.NotThere;
        }

        // What a follow-up found is answered on the closed record that it is about.
        if (
            !(step.Source == FollowUps.Source && file.Problem.State is ProblemState.Closed)
            && ProblemLifecycle.RefusesWriting(file.Problem) is { } locked
        )
        {
            return locked;
        }

        if (await ChangeStep.RefusesStale(work, step, input.Version, cancel) is { } stale)
        {
            return stale;
        }

        if (Unfit(input, work.Today) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        step.Status = input.Status!.Value;
        step.DoneOn = step.Status is TaskingStatus.Done ? input.DoneOn ?? work.Today : null;
        step.Evidence = input.Evidence.Tidy();
        step.CostPounds = input.CostPounds ?? step.CostPounds;
        if (input.File is { } given)
        {
            var kept = await AttachmentFolder.Keep(work, home, file.Problem.RecordId, step.Id, given, cancel);
            if (!kept.Done)
            {
                return kept.Refusals.Select(r => r with { Field = nameof(Input.File) }).ToList();
            }
        }

        return
            await work.PutBack(file, step.Source == Problem.PlanSource ? Words(step.Status) : "answered a reminder", cancel) is { } refused
            ? refused
            : default(Nothing);
    }

    private static List<Refusal> Unfit(Input input, DateOnly today)
    {
        var unfit = new List<Refusal>();
        if (input.Status is null)
        {
            unfit.Add(new("Choose how far it is.", nameof(Input.Status)));
        }

        if (input.Status is TaskingStatus.Done && input.DoneOn > today)
        {
            unfit.Add(new("The date it was done must be today or in the past.", nameof(Input.DoneOn)));
        }

        if (input.Status is TaskingStatus.NotDone or TaskingStatus.Withdrawn && string.IsNullOrWhiteSpace(input.Evidence))
        {
            unfit.Add(new("Enter the reason why it was not done.", nameof(Input.Evidence)));
        }

        if (input.CostPounds is < 0 or > 1_000_000_000)
        {
            unfit.Add(new("The cost must be 0 pounds or more.", nameof(Input.CostPounds)));
        }

        return unfit;
    }

    private static string Words(TaskingStatus status) =>
        status switch
        {
            TaskingStatus.Done => "carried out a step of the plan",
            TaskingStatus.Doing => "began a step of the plan",
            TaskingStatus.NotDone => "recorded a step as not done",
            TaskingStatus.Withdrawn => "withdrew a step of the plan",
            _ => "put a step of the plan back to do",
        };
}
