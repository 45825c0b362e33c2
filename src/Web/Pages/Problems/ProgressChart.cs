using Wardwise.App.Problems;
using Wardwise.Web.Charts;

namespace Wardwise.Web.Pages.Problems;

public static class ProgressChart
{
    public static IReadOnlyList<ChartMonth> Months(ProblemProgress progress) =>
        [.. progress.Months.Select(m => new ChartMonth(m.First, m.Count) { ExpectedLow = m.Low, ExpectedHigh = m.High })];
}
