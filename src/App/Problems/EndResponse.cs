using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Records when the response ended. From then on the problem is watched, not worked.</summary>
public sealed class EndResponse(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public required DateOnly? EndedOn { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Nothing>(actor, new(input.Reference, "ended the response", input), taken => Make(taken, input), cancel);

    private static Outcome<Nothing> Make(Taken<ProblemFile> taken, Input input)
    {
        var (work, file) = (taken.Work, taken.File);

        if (input.EndedOn is not { } ended)
        {
            return new Refusal("Enter the date the response ended.", nameof(Input.EndedOn));
        }

        if (ProblemLifecycle.RefusesEnd(file, ended, work.Today) is { } refused)
        {
            return refused;
        }

        file.Plan.EndedOn = ended;
        file.Problem.State = ProblemState.Monitoring;
        return default(Nothing);
    }
}
