using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>A supervisor signs off the result, in their own name or for the group. Never their own record.</summary>
public sealed class SignOffProblem(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>As what: supervisor, or the group's name.</summary>
        [AtMost(TextLimits.Name, "As what you sign it off")]
        public required string? As { get; init; }

        /// <summary>How much of the record's history there was when it was read; null when it was read on no page.</summary>
        public long? ReadTo { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Nothing>(
            actor,
            new(input.Reference, "signed it off", input) { Act = Act.SignOffProblem, ReadTo = input.ReadTo },
            taken => Make(taken, input),
            cancel
        );

    private static Outcome<Nothing> Make(Taken<ProblemFile> taken, Input input)
    {
        var (work, file) = (taken.Work, taken.File);

        if (ProblemLifecycle.RefusesSignOff(file, work.Actor.Id, input.As.OnOneLine()) is { } refused)
        {
            return refused;
        }

        file.Assessment.SignOff = new(work.Actor.Id, work.Actor.Name, input.As.OnOneLine(), work.Now);
        return default(Nothing);
    }
}
