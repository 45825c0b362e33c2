using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Makes an open problem of a draft that has its title, place, category and what recurs.</summary>
public sealed class OpenDraft(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OpenProblem) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        if (ProblemLifecycle.RefusesOpening(file) is { } refused)
        {
            return refused;
        }

        file.Problem.State = ProblemState.Open;
        return await work.PutBack(file, "opened the problem", cancel) is { } stale ? stale : default(Nothing);
    }
}
