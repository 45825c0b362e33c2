using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Which months a measurement made today would compare, what is missing for a verdict, and when there will be enough.</summary>
public sealed class ShowMonthsToMeasure(Database database, PlaceIndexes places)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
    }

    /// <param name="Before">Null when there is none.</param>
    /// <param name="After">Null when there is none.</param>
    /// <param name="Dropped">The month in which the response started midway.</param>
    /// <param name="Missing">What a verdict still needs, in sentences.</param>
    public sealed record Months(
        EvaluationResult.WindowPart? Before,
        EvaluationResult.WindowPart? After,
        YearMonth? Dropped,
        IReadOnlyList<string> Missing
    )
    {
        public bool CanBeCompared => Before is not null && After is not null;
    }

    public async Task<Outcome<Months>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.MeasureResponse) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.Read(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        if ((MeasureProblem.Unfit(file) ?? ProblemLifecycle.RefusesWriting(file.Problem)) is { } unfit)
        {
            return unfit;
        }

        var area = await AreaOfProblem.Of(work, places, file.Aim.AreaGeoJson, file.Aim.PlaceCodes, cancel);
        if (!area.Done)
        {
            return area.Refusals.ToList();
        }

        var running = YearMonth.Of(work.Today);
        var held = (await ImportedMonths.Of(work, area.Value.ForceCode, cancel)).Where(m => m < running).ToHashSet();
        var windows = ResponseWindows.Around(file.Plan.StartedOn!.Value, Aim.MonthsCompared, Aim.MonthsCompared, held);
        return new Months(
            Measurement.Window(windows.Before),
            Measurement.Window(windows.After),
            windows.Dropped,
            [.. windows.Lacks(held, running)]
        );
    }
}
