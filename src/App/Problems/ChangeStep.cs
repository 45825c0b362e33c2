using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Changes a step of the plan, or gives it to somebody else.</summary>
public sealed class ChangeStep(RecordDesk desk)
{
    public sealed record Input
    {
        public required Guid StepId { get; init; }
        public required int Version { get; init; }
        public required AddStep.Input Step { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Nothing>(
            actor,
            new(input.Step.Reference, "changed a step of the plan", input),
            taken => Make(taken, input, cancel),
            cancel
        );

    private static async Task<Outcome<Nothing>> Make(Taken<ProblemFile> taken, Input input, CancellationToken cancel)
    {
        var (work, file) = (taken.Work, taken.File);
        if (work.Db.Set<Tasking>().Local.SingleOrDefault(t => t.Id == input.StepId) is not { } step)
        {
            return Refusal.NotThere;
        }

        if (await RecordDesk.RefusesStale(work, step.RecordId, step.Version, input.Version, null, step.Id, cancel) is { } stale)
        {
            return stale;
        }

        if (await AddStep.Unfit(work, file, input.Step, cancel) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        var had = step.AccountId;
        step.What = input.Step.What.OnOneLine();
        step.Technique = input.Step.Technique;
        step.AccountId = input.Step.AccountId;
        step.AgencyId = input.Step.AgencyId!.Value;
        step.DueOn = input.Step.DueOn;
        step.CostPounds = input.Step.CostPounds;
        if (step.AccountId != had)
        {
            await AddStep.TellWhoHasIt(work, file, step, cancel);
        }

        return default(Nothing);
    }
}
