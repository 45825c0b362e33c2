using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Search;

/// <summary>Problems like what is being typed, what came of them, and whether the very same is open already (F3).</summary>
public sealed class FindSimilar(Database database, SimilarProblems similar, Indexer indexer)
{
    private const int ReadFirst = 50;

    public sealed record Input
    {
        public required string Words { get; init; }

        /// <summary>The place that it is written of.</summary>
        public int? PlaceNo { get; init; }

        /// <summary>Records that are not meant, by reference.</summary>
        public IReadOnlyList<string> Apart { get; init; } = [];
    }

    public async Task<Outcome<List<SimilarProblem>>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await indexer.Drain(ReadFirst, null, cancel);
        await using var work = await database.Begin(actor, cancel);
        var apart =
            input.Apart.Count == 0
                ? null
                : await work.Scalar<Guid[]>(
                    "select coalesce(array_agg(id), '{}') from record where reference = any ($1)",
                    cancel,
                    (object)input.Apart.ToArray()
                );
        var found = await similar.To(work, input.Words, new() { Apart = apart }, input.PlaceNo, SimilarProblems.Many, cancel);
        return found.ToList();
    }
}
