using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>Looks for a step in the whole force: a month from which everything is counted higher or lower, as when recording
/// changes.</summary>
internal static class ForceSteps
{
    /// <summary>Months on each side of a step.</summary>
    private const int Around = 3;

    /// <summary>A quarter more, or a fifth less, for three months, season allowed for where the year before is held.</summary>
    private const double Step = 1.25;

    /// <summary>Without the year before, season alone may do as much: half as much again, or a third less.</summary>
    private const double StepWithSeason = 1.5;

    /// <summary>Fewer incidents than this in three months step by chance.</summary>
    private const int Fewest = 200;

    /// <summary>Whether there is a step between the first and the last month compared.</summary>
    public static bool Any(PlacePanel panel, ResponseWindows windows)
    {
        var totals = new int[panel.Months];
        foreach (var series in panel.Places.Values)
        {
            for (var i = 0; i < totals.Length; i++)
            {
                totals[i] += series[i];
            }
        }

        return windows
            .Before[0]
            .Plus(Around)
            .To(windows.After[^1].Plus(1 - Around))
            .Any(month =>
                Ratio(panel, totals, month) is { } now
                && (
                    (Ratio(panel, totals, month.Plus(-12)) ?? Ratio(panel, totals, month.Plus(12))) is { } usual
                        ? Math.Abs(Math.Log(now / usual)) > Math.Log(Step) && Math.Abs(Math.Log(now)) > Math.Log(Step)
                        : Math.Abs(Math.Log(now)) > Math.Log(StepWithSeason)
                )
            );
    }

    /// <summary>Three months from this one over the three before it; null where one is not held, or they hold too few.</summary>
    private static double? Ratio(PlacePanel panel, int[] totals, YearMonth month)
    {
        var (before, after) = (0, 0);
        for (var i = 0; i < Around; i++)
        {
            if (panel.At(totals, month.Plus(i)) is not { } later || panel.At(totals, month.Plus(-1 - i)) is not { } earlier)
            {
                return null;
            }

            (before, after) = (before + earlier, after + later);
        }

        return before < Fewest || after < Fewest ? null : (double)after / before;
    }
}
