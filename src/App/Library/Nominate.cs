using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Puts a problem's record forward for this year's award. Nobody nominates their own.</summary>
public sealed class Nominate(Database database)
{
    public sealed record Input
    {
        public string? Reference { get; init; }

        [AtMost(Nomination.WhyLength, "The reason")]
        public string? Why { get; init; }
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.RecordLesson) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        var reference = input.Reference.Tidy().ToUpperInvariant();
        if (
            await work.Db.Set<Problem>().AsNoTracking().SingleOrDefaultAsync(p => p.Record.Reference == reference, cancel)
                is not { } problem
            || problem.Record.ForceId != actor.ForceId
        )
        {
            return new Refusal(
                "Enter the reference of a problem of this force that you can see, such as P-2026-0142.",
                nameof(Input.Reference)
            );
        }

        if (!PracticeUse.CanBeSaidOf(problem))
        {
            return new Refusal("Nominate what has a result, or is closed.", nameof(Input.Reference));
        }

        if (await IsOwn(work, problem, cancel))
        {
            return new Refusal("You worked on this one yourself. Somebody else can nominate it.", nameof(Input.Reference));
        }

        if (input.Why.Tidy() is not { Length: > 0 } why)
        {
            return new Refusal("Say why it should win.", nameof(Input.Why));
        }

        if (await work.Db.Set<Nomination>().AnyAsync(n => n.RecordId == problem.RecordId && n.Year == work.Today.Year, cancel))
        {
            return new Refusal($"It is nominated for {work.Today.Year} already.", nameof(Input.Reference));
        }

        var nomination = new Nomination
        {
            Id = Guid.CreateVersion7(work.Now),
            RecordId = problem.RecordId,
            ForceId = problem.Record.ForceId,
            Year = work.Today.Year,
            Why = why,
            ByAccountId = actor.Id,
            ByName = actor.Name,
            At = work.Now,
        };
        work.Db.Add(nomination);
        return await work.Commit($"nominated it for the award of {nomination.Year}", cancel) is { } stale ? stale : nomination.Id;
    }

    /// <summary>Whether the actor owns it, opened it, or has a step of its plan.</summary>
    internal static async Task<bool> IsOwn(Work work, Problem problem, CancellationToken cancel) =>
        problem.Record.OwnerAccountId == work.Actor.Id
        || problem.OpenedBy == work.Actor.Id
        || await work
            .Db.Set<Tasking>()
            .AnyAsync(t => t.RecordId == problem.RecordId && t.Source == Problem.PlanSource && t.AccountId == work.Actor.Id, cancel);
}
