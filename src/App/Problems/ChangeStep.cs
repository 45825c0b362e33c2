using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Changes a step of the plan, or gives it to somebody else.</summary>
public sealed class ChangeStep(Database database)
{
    internal const string Why = "changed a step of the plan";

    public sealed record Input
    {
        public required Guid StepId { get; init; }
        public required int Version { get; init; }
        public required AddStep.Input Step { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Step.Reference, cancel) is not { } file
            || work.Db.Set<Tasking>().Local.SingleOrDefault(t => t.Id == input.StepId) is not { } step)
        {
            return Refusal.NotThere;
        }

        if (ProblemLifecycle.RefusesWriting(file.Problem) is { } locked)
        {
            return locked;
        }

        if (await work.RefusesStale(file, step.Version, input.Version, Why, cancel) is { } stale)
        {
            return stale;
        }

        if (await AddStep.Unfit(work, file, input.Step, cancel) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        step.What = input.Step.What.Tidy();
        step.Technique = input.Step.Technique;
        step.AccountId = input.Step.AccountId;
        step.AgencyId = input.Step.AgencyId!.Value;
        step.DueOn = input.Step.DueOn;
        step.CostPounds = input.Step.CostPounds;
        return await work.PutBack(file, Why, cancel) is { } refused ? refused : default(Nothing);
    }
}
