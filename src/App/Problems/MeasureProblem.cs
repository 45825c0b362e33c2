using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.App.Records;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Measures a problem's response by its aim as it was fixed, keeps the result, and grades anew.</summary>
public sealed class MeasureProblem(RecordDesk desk, PlaceIndexes places, Measurement measurement)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
    }

    public Task<Outcome<EvaluationResult>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<ProblemFile, EvaluationResult>(
            actor,
            // What was signed off and closed stays as it was; its follow-ups are made by themselves.
            new(input.Reference, "measured the result", input) { Act = Act.MeasureResponse },
            taken => Make(taken, cancel),
            cancel
        );

    private async Task<Outcome<EvaluationResult>> Make(Taken<ProblemFile> taken, CancellationToken cancel)
    {
        var (work, file) = (taken.Work, taken.File);
        if (Unfit(file) is { } unfit)
        {
            return unfit;
        }

        var area = await AreaOfProblem.Of(work, places, file.Aim.AreaGeoJson, file.Aim.PlaceCodes, cancel);
        if (!area.Done)
        {
            return area.Refusals.ToList();
        }

        var measured = await measurement.Of(work, await Asked(work, file, area.Value, until: null, cancel), cancel);
        if (!measured.Done)
        {
            return measured.Refusals.ToList();
        }

        if (measured.Value.Result is { Before: null } or { After: null })
        {
            return new Refusal(measured.Value.Result.Sentence);
        }

        work.Db.Add(Kept(work, file, measured.Value, EvaluationOccasion.Asked, null));
        return measured.Value.Result;
    }

    /// <summary>What the aim as it was fixed asks for.</summary>
    internal async Task<Measurement.Asked> Asked(Work work, ProblemFile file, AreaOfProblem area, DateOnly? until, CancellationToken cancel)
    {
        var aim = file.Aim;
        return new(area, aim.Categories, aim.Types, file.Plan.StartedOn!.Value, Aim.MonthsCompared, Aim.MonthsCompared)
        {
            Ring = aim.BufferMetres > 0 ? area.Ring(await places.Current(work, cancel), aim.BufferMetres) : null,
            Metres = aim.BufferMetres,
            Until = until,
            RecordId = aim.RecordId,
            Named = aim.ComparisonCodes,
            NamedBecause = aim.ComparisonBecause,
            AimChanged = aim.ChangedSince.Count > 0,
        };
    }

    /// <summary>Why it cannot be measured; null when it can.</summary>
    internal static Refusal? Unfit(ProblemFile file) =>
        file switch
        {
            { Problem.State: ProblemState.EnteredInError } => ProblemLifecycle.RefusesWriting(file.Problem),
            { Aim.Measure: AimMeasure.Survey } => new(
                "This aim is measured by a survey. Enter the survey before and after in the assessment."
            ),
            { Aim.HasArea: false } => new("Set the aim first: draw the area that is measured, or choose its places."),
            { Plan.StartedOn: null } => new("Enter the date the response started first."),
            _ => null,
        };

    internal static Evaluation Kept(
        Work work,
        ProblemFile file,
        Measurement.Measured measured,
        EvaluationOccasion occasion,
        DateOnly? followUp
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(work.Now),
            RecordId = file.Problem.RecordId,
            Inputs = EvaluationJson.Write(EvaluationInputs.Of(file.Aim, file.Plan)),
            Result = EvaluationJson.Write(measured.Result),
            Working = EvaluationJson.Write(measured.Working),
            Verdict = measured.Result.IsLook ? null : measured.Result.Verdict,
            Percent = measured.Result.Change.Percent,
            Sentence = measured.Result.Sentence,
            Method = Comparison.Method,
            Occasion = occasion,
            FollowUpOn = followUp,
            MadeAt = work.Now,
            MadeBy = work.Actor.Id,
        };
}
