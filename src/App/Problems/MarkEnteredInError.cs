using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Marks a record as entered in error, so that it leaves every statistic (F1), or takes the mark back.</summary>
public sealed class MarkEnteredInError(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public required string? Reason { get; init; }
        public bool TakeBack { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Nothing>(
            actor,
            new(input.Reference, "marked it as entered in error", input) { WhenLocked = true },
            taken => Make(taken, input),
            cancel
        );

    private static Outcome<Nothing> Make(Taken<ProblemFile> taken, Input input)
    {
        var file = taken.File;

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
        taken.Why = why;
        return default(Nothing);
    }
}
