using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Marks a record as entered in error, so that it leaves every statistic (F1), or takes the mark back.</summary>
public sealed class MarkEnteredInError(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public required string? Reason { get; init; }
        public bool TakeBack { get; init; }
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
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        var (problem, reason) = (file.Problem, input.Reason.Tidy());
        if (
            (
                input.TakeBack
                    ? ProblemLifecycle.RefusesTakingBackError(problem, reason)
                    : ProblemLifecycle.RefusesMarkingAsError(problem, reason)
            ) is
            { } refused
        )
        {
            return refused;
        }

        if (input.TakeBack)
        {
            problem.State = problem.StateBeforeError ?? ProblemState.Open;
            (problem.StateBeforeError, problem.EnteredInErrorBecause) = (null, null);
        }
        else
        {
            problem.StateBeforeError = problem.State;
            problem.State = ProblemState.EnteredInError;
            problem.EnteredInErrorBecause = reason;
        }

        var why = (input.TakeBack ? "took back the mark as entered in error: " : "marked it as entered in error: ") + reason;
        return await work.PutBack(file, why, cancel) is { } stale ? stale : default(Nothing);
    }
}
