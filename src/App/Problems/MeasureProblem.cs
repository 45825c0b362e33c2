using System.Text.Json;
using System.Text.Json.Serialization;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Measures a problem's response by its aim as it was fixed, keeps the result, and grades anew. Also after closing, when a follow-up falls due.</summary>
public sealed class MeasureProblem(Database database, PlaceIndexes places)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public sealed record Input
    {
        public required string Reference { get; init; }
    }

    public async Task<Outcome<EvaluationResult>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.MeasureResponse) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        if (Unfit(file) is { } unfit)
        {
            return unfit;
        }

        var area = await AreaOfProblem.Of(work, places, file.Aim.AreaGeoJson, file.Aim.PlaceCodes, cancel);
        if (!area.Done)
        {
            return area.Refusals.ToList();
        }

        var ring = area.Value.Ring(await places.Current(work, cancel), EvaluateArea.UsualBuffer);
        var asked = new Measurement.Asked(area.Value, file.Aim.Categories, file.Aim.Types, file.Plan.StartedOn!.Value, Aim.MonthsCompared, Aim.MonthsCompared, ring);
        var measured = await Measurement.Of(work, asked, file.Aim.ChangedSince.Count > 0, cancel);
        if (!measured.Done)
        {
            return measured;
        }

        if (measured.Value is { Before: null } or { After: null })
        {
            return new Refusal(measured.Value.Sentence);
        }

        work.Db.Add(Kept(work, file, measured.Value));
        return await work.PutBack(file, "measured the result", cancel) is { } stale ? stale : measured;
    }

    internal static EvaluationResult Read(string result) => JsonSerializer.Deserialize<EvaluationResult>(result, Json)!;

    /// <summary>Why it cannot be measured; null when it can.</summary>
    internal static Refusal? Unfit(ProblemFile file) => file switch
    {
        { Problem.State: ProblemState.EnteredInError } => ProblemLifecycle.RefusesWriting(file.Problem),
        { Aim.Measure: AimMeasure.Survey } => new("This aim is measured by a survey. Enter the survey before and after in the assessment."),
        { Aim.HasArea: false } => new("Set the aim first: draw the area that is measured, or choose its places."),
        { Plan.StartedOn: null } => new("Enter the date the response started first."),
        _ => null,
    };

    private static Evaluation Kept(Work work, ProblemFile file, EvaluationResult result) => new()
    {
        Id = Guid.CreateVersion7(work.Now),
        RecordId = file.Problem.RecordId,
        Inputs = JsonSerializer.Serialize(
            new { file.Aim.AreaGeoJson, file.Aim.PlaceCodes, file.Aim.Categories, file.Aim.Types, file.Plan.StartedOn, file.Plan.EndedOn, file.Aim.FixedAt, file.Aim.ChangedSince }, Json),
        Result = JsonSerializer.Serialize(result, Json),
        Verdict = result.IsLook ? null : result.Verdict,
        Percent = result.Change.Percent,
        Sentence = result.Sentence,
        Method = Measurement.Method,
        MadeAt = work.Now,
        MadeBy = work.Actor.Id,
    };
}
