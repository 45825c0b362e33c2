using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Opens a closed problem again, with a reason. The moderated grade falls away (its history stays), since what it judged goes
/// on.</summary>
public sealed class ReopenProblem(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public required string? Reason { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Nothing>(
            actor,
            new(input.Reference, "reopened the problem", input) { Act = Act.CloseProblem, WhenLocked = true },
            taken => Make(taken, input),
            cancel
        );

    private static Outcome<Nothing> Make(Taken<ProblemFile> taken, Input input)
    {
        var file = taken.File;

        if (ProblemLifecycle.RefusesReopening(file.Problem, input.Reason.Tidy()) is { } refused)
        {
            return refused;
        }

        file.Problem.State = ProblemState.Reopened;
        file.Problem.Record.ClosedAt = null;
        file.Problem.ReopenedBecause = input.Reason.Tidy();
        file.Problem.Moderation = null;
        taken.Why = "reopened the problem: " + input.Reason.Tidy();
        return default(Nothing);
    }
}
