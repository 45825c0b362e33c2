using Wardwise.App.Access;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Records when the response started, which fixes the aim that it will be measured by.</summary>
public sealed class StartResponse(RecordDesk desk, PlaceIndexes places, Foresight foresight)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public required DateOnly? StartedOn { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, Nothing>(
            actor,
            new(input.Reference, "started the response", input),
            taken => Make(taken, input, cancel),
            cancel
        );

    private async Task<Outcome<Nothing>> Make(Taken<ProblemFile> taken, Input input, CancellationToken cancel)
    {
        var (work, file) = (taken.Work, taken.File);

        if (input.StartedOn is not { } started)
        {
            return new Refusal("Enter the date the response started.", nameof(Input.StartedOn));
        }

        if (ProblemLifecycle.RefusesStart(file, started, work.Today) is { } refused)
        {
            return refused;
        }

        if (file.Plan.EndedOn < started)
        {
            file.Plan.EndedOn = null;
        }

        if (file.Aim.FixedAt is not null && file.Plan.StartedOn is { } before && before != started)
        {
            file.Aim.ChangedSince =
            [
                .. file.Aim.ChangedSince,
                $"{work.Today.InWords()}, {work.Actor.Name}: start of the response moved from {before.InWords()} to {started.InWords()}.",
            ];
        }

        file.Plan.StartedOn = started;
        file.Aim.FixedAt ??= work.Now;
        if (await Baseline.Count(work, places, foresight, file, cancel) is { } noArea)
        {
            return noArea with { Field = null };
        }

        if (file.Problem.State is ProblemState.Monitoring && file.Plan.EndedOn is null)
        {
            file.Problem.State = ProblemState.Open;
        }

        return default(Nothing);
    }
}
