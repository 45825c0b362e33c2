using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Evaluation;

namespace Wardwise.App.Problems;

/// <summary>Counts the months before, so that the aim says from what, and what the data could show.</summary>
internal static class Baseline
{
    /// <summary>Null, or the refusal when the area cannot be counted in.</summary>
    public static async Task<Refusal?> Count(Work work, PlaceIndexes places, ProblemFile file, CancellationToken cancel)
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

        const int Months = Aim.MonthsCompared;
        var last = YearMonth.Of(file.Plan.StartedOn ?? work.Today).Plus(-1);
        var counts = await MonthlyCounts.Of(work, area.Value, aim.Categories, aim.Types, last.Plus(1 - (3 * Months)), last, cancel);
        if (counts.Last is not { } newest)
        {
            return null;
        }

        var held = Enumerable.Range(0, Months).Select(i => newest.Plus(-i)).TakeWhile(counts.Months.ContainsKey).ToList();
        aim.BaselineCount = held.Sum(m => counts.Months[m]);
        aim.BaselineMonths = held.Count;
        aim.DetectableFall = held.Count == 0 ? null
            : Detection.SmallestFall(aim.BaselineCount.Value, (double)aim.BaselineCount.Value * Months / held.Count, drift: Judgement.UsualDrift).Value;
        return null;
    }
}
