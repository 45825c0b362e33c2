using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Closes a problem that has a result, a lesson or its reason, and a sign-off (F2). It can be reopened.</summary>
public sealed class CloseProblem(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.CloseProblem) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        if (ProblemLifecycle.RefusesClosing(file) is { Count: > 0 } refusals)
        {
            return refusals.ToList();
        }

        file.Problem.State = ProblemState.Closed;
        file.Problem.Record.ClosedAt = work.Now;
        return await work.PutBack(file, "closed the problem", cancel) is { } stale ? stale : default(Nothing);
    }
}
