using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Records when the response ended. From then on the problem is watched, not worked.</summary>
public sealed class EndResponse(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public required DateOnly? EndedOn { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        if (input.EndedOn is not { } ended)
        {
            return new Refusal("Enter the date the response ended.", nameof(Input.EndedOn));
        }

        if (ProblemLifecycle.RefusesEnd(file, ended, work.Today) is { } refused)
        {
            return refused;
        }

        file.Plan.EndedOn = ended;
        file.Problem.State = ProblemState.Monitoring;
        return await work.PutBack(file, "ended the response", cancel) is { } stale ? stale : default(Nothing);
    }
}
