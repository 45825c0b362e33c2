using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Search;

/// <summary>
/// Says of many problems what kind each is, so that what works is counted with its like. Closed records too: it changes nothing that their
/// authors wrote, and it is no work on the problem.
/// </summary>
public sealed class ConfirmKinds(Database database)
{
    internal const string Why = "confirmed the kind of problem";

    private const int Most = 500;

    /// <param name="Reference">Of the record.</param>
    /// <param name="Kind">By its code in the thesaurus.</param>
    public sealed record Choice(string Reference, string Kind);

    public sealed record Input
    {
        public required IReadOnlyList<Choice> Choices { get; init; }
    }

    /// <returns>How many records say something else now than before.</returns>
    public async Task<Outcome<int>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ConfirmKinds) is { } no)
        {
            return no;
        }

        var chosen = input.Choices.DistinctBy(c => c.Reference).ToDictionary(c => c.Reference, c => c.Kind);
        if (chosen.Count is 0 or > Most)
        {
            return new Refusal(
                chosen.Count == 0 ? "Tick at least one record." : $"Confirm up to {Most} records at a time.",
                nameof(Input.Choices)
            );
        }

        await using var work = await database.Begin(actor, cancel);
        var kinds = await work.ProblemKinds(actor.ForceId ?? Guid.Empty, cancel);
        if (chosen.FirstOrDefault(c => kinds.Find(c.Value) is null) is { Key: { } without })
        {
            return new Refusal($"Choose the kind of {without}.", nameof(Input.Choices));
        }

        var references = chosen.Keys.ToArray();
        await using (
            var hold = work.Command("select 1 from record where reference = any ($1) order by id for no key update", (object)references)
        )
        {
            await hold.ExecuteNonQueryAsync(cancel);
        }

        var problems = await work
            .Db.Set<Problem>()
            .Where(p => references.Contains(p.Record.Reference) && p.Record.ForceId == actor.ForceId)
            .ToListAsync(cancel);
        if (problems.Count < chosen.Count)
        {
            return Refusal.NotThere;
        }

        // The desk takes records out one by one; many at once are asked as it asks.
        var others = await work.Rows(
            "select reference from record where reference = any ($1) and not may_write_record(id) order by reference",
            row => row.Get<string>("reference"),
            cancel,
            (object)references
        );
        if (others.Count > 0)
        {
            return Refusal.Forbidden($"{others[0]} {RecordDesk.ReadingOnly}");
        }

        var changed = problems.Where(p => p.KindCode != chosen[p.Record.Reference]).ToList();
        changed.ForEach(p => p.KindCode = chosen[p.Record.Reference]);
        return await work.Commit(Why, cancel) is { } stale ? stale : changed.Count;
    }
}
