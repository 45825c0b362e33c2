using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Problems like what is being typed, and what came of them (F3).</summary>
public sealed class FindSimilar(Database database)
{
    public sealed record Input
    {
        public required string Words { get; init; }
    }

    public async Task<Outcome<List<SimilarProblem>>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var found = await SimilarProblems.To(work, input.Words, [], withResultOnly: false, cancel);
        return found.ToList();
    }
}
