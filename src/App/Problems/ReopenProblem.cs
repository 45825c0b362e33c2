using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Opens a closed problem again, with a reason. The moderated grade falls away (its history stays), since what it judged goes
/// on.</summary>
public sealed class ReopenProblem(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public required string? Reason { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.CloseProblem) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        if (ProblemLifecycle.RefusesReopening(file.Problem, input.Reason.Tidy()) is { } refused)
        {
            return refused;
        }

        file.Problem.State = ProblemState.Reopened;
        file.Problem.Record.ClosedAt = null;
        file.Problem.ReopenedBecause = input.Reason.Tidy();
        file.Problem.Moderation = null;
        return await work.PutBack(file, "reopened the problem: " + input.Reason.Tidy(), cancel) is { } stale ? stale : default(Nothing);
    }
}
