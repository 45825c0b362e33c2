using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Makes an open problem of a draft that has its title, place, category and what recurs.</summary>
public sealed class OpenDraft(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Nothing>(
            actor,
            new(input.Reference, "opened the problem", input) { Act = Act.OpenProblem },
            taken => Make(taken, input),
            cancel
        );

    private static Outcome<Nothing> Make(Taken<ProblemFile> taken, Input input)
    {
        var file = taken.File;

        if (ProblemLifecycle.RefusesOpening(file) is { } refused)
        {
            return refused;
        }

        file.Problem.State = ProblemState.Open;
        return default(Nothing);
    }
}
