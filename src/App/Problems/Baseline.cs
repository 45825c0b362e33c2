using Wardwise.App.Data;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Counts the months before, so that the aim says from what, and what the data could show.</summary>
internal static class Baseline
{
    /// <summary>Null, or the refusal when the area cannot be counted in.</summary>
    public static async Task<Refusal?> Count(
        Work work,
        PlaceIndexes places,
        Foresight foresight,
        ProblemFile file,
        CancellationToken cancel
    )
    {
        var aim = file.Aim;
        (aim.BaselineCount, aim.BaselineMonths, aim.DetectableFall) = (null, null, null);
        if (aim.Measure is not AimMeasure.Incidents || !aim.HasArea)
        {
            return null;
        }

        var area = await AreaOfProblem.Of(work, places, aim.AreaGeoJson, aim.PlaceCodes, cancel);
        if (!area.Done)
        {
            return area.Refusals[0];
        }

        var asked = new Measurement.Asked(
            area.Value,
            aim.Categories,
            aim.Types,
            file.Plan.StartedOn ?? work.Today,
            Aim.MonthsCompared,
            Aim.MonthsCompared
        )
        {
            Metres = aim.BufferMetres,
            RecordId = aim.RecordId,
            Named = aim.ComparisonCodes,
        };
        if (await foresight.Of(work, asked, cancel) is { } seen)
        {
            (aim.BaselineCount, aim.BaselineMonths) = (seen.Count, seen.Months);
            aim.DetectableFall = seen.SmallestFall(Aim.MonthsCompared).Value;
        }

        return null;
    }
}
