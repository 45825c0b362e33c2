using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Changes a step of the plan, or gives it to somebody else.</summary>
public sealed class ChangeStep(Database database)
{
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

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await work.TakeOut(input.Step.Reference, cancel) is not { } file
            || work.Db.Set<Tasking>().Local.SingleOrDefault(t => t.Id == input.StepId) is not { } step
        )
        {
            return Refusal.NotThere;
        }

        if (ProblemLifecycle.RefusesWriting(file.Problem) is { } locked)
        {
            return locked;
        }

        if (await RefusesStale(work, step, input.Version, cancel) is { } stale)
        {
            return stale;
        }

        if (await AddStep.Unfit(work, file, input.Step, cancel) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        var had = step.AccountId;
        step.What = input.Step.What.Tidy();
        step.Technique = input.Step.Technique;
        step.AccountId = input.Step.AccountId;
        step.AgencyId = input.Step.AgencyId!.Value;
        step.DueOn = input.Step.DueOn;
        step.CostPounds = input.Step.CostPounds;
        if (step.AccountId != had)
        {
            await AddStep.TellWhoHasIt(work, file, step, cancel);
        }

        return await work.PutBack(file, "changed a step of the plan", cancel) is { } refused ? refused : default(Nothing);
    }

    /// <summary>Refuses a save from an older version of the step, and says who saved it in between.</summary>
    internal static async Task<Refusal?> RefusesStale(Work work, Tasking step, int typed, CancellationToken cancel)
    {
        if (step.Version == typed)
        {
            return null;
        }

        await using var last = work.Command(
            """
            select t.actor_name, t.at from trail t join trail_content c on c.trail_id = t.id
            where t.record_id = $1 and t.kind = 'alteration' and $2 = any (c.ids) order by t.at desc limit 1
            """,
            step.RecordId,
            step.Id
        );
        await using var row = await last.ExecuteReaderAsync(cancel);
        var who = await row.ReadAsync(cancel)
            ? $"{row.GetString(0)} saved this step {row.GetFieldValue<DateTimeOffset>(1).Plainly(work.Now)}"
            : "Somebody else saved this step";
        return new Refusal(
            $"{who}, after you opened it. What they saved is shown beside what you typed. Choose what to keep, then save again.",
            null,
            RefusalKind.Stale
        );
    }
}
