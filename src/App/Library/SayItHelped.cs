using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>"I used this": it helped, it did not, or it is too early to tell. Once a person and record, and changed as more is
/// known.</summary>
public sealed class SayItHelped(Database database)
{
    internal const string Why = "said what came of using it";

    public sealed record Input
    {
        public required string Reference { get; init; }
        public PracticeSaid? Said { get; init; }

        [AtMost(PracticeUse.LineLength, "The line")]
        public string? Line { get; init; }

        /// <summary>The reference of their own problem; may be left out.</summary>
        public string? Own { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.RecordLesson) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (actor.Home is not { } home)
        {
            return Refusal.Forbidden("Only somebody posted to an agency can say that it helped.");
        }

        await using var work = await database.Begin(actor, cancel);
        var problems = work.Db.Set<Problem>().AsNoTracking();
        if (await problems.SingleOrDefaultAsync(p => p.Record.Reference == input.Reference, cancel) is not { } problem)
        {
            return Refusal.NotThere;
        }

        if (!PracticeUse.CanBeSaidOf(problem))
        {
            return new Refusal("There is nothing to use yet: it has no result, and it is not closed.");
        }

        if (problem.Record.OwnerAccountId == actor.Id)
        {
            return new Refusal("This is your own record. Others say whether it helped them.");
        }

        if (input.Said is not { } said)
        {
            return new Refusal("Choose what came of it.", nameof(Input.Said));
        }

        if (input.Line.Tidy() is not { Length: > 0 } line)
        {
            return new Refusal("Say in a line what you took from it.", nameof(Input.Line));
        }

        Guid? own = null;
        if (input.Own.Tidy().ToUpperInvariant() is { Length: > 0 } reference)
        {
            own = await problems.Where(p => p.Record.Reference == reference).Select(p => (Guid?)p.RecordId).SingleOrDefaultAsync(cancel);
            if (own is null || own == problem.RecordId)
            {
                return new Refusal(
                    "Enter the reference of another problem that you can see, such as P-2026-0142, or leave it empty.",
                    nameof(Input.Own)
                );
            }
        }

        if (
            await work.Db.Set<PracticeUse>().SingleOrDefaultAsync(u => u.RecordId == problem.RecordId && u.AccountId == actor.Id, cancel) is
            { } use
        )
        {
            (use.Said, use.Line, use.OwnRecordId, use.SaidOn) = (said, line, own, work.Today);
        }
        else
        {
            work.Db.Add(
                new PracticeUse
                {
                    Id = Guid.CreateVersion7(work.Now),
                    RecordId = problem.RecordId,
                    AccountId = actor.Id,
                    AccountName = actor.Name,
                    AgencyId = home.AgencyId,
                    Said = said,
                    Line = line,
                    OwnRecordId = own,
                    SaidOn = work.Today,
                }
            );
        }

        return await work.Commit(Why, cancel) is { } stale ? stale : default(Nothing);
    }
}
