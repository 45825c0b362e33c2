using System.Globalization;
using Wardwise.App.Data;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;

namespace Wardwise.App.Problems;

/// <summary>The line of a problem: what it counts, month by month, with what the months before would lead one to expect; and its
/// map.</summary>
public sealed record ProblemProgress(
    string Title,
    string Sentence,
    IReadOnlyList<ProblemProgress.Month> Months,
    string AreaInWords,
    string MapJson
)
{
    private const int MonthsBefore = 18;
    private const int Longest = 36;
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public sealed record Month(DateOnly First, int Count, decimal? Low, decimal? High);

    /// <summary>Null while the aim has no area that can be counted.</summary>
    internal static async Task<ProblemProgress?> Of(Work work, PlaceIndexes places, ProblemFile file, CancellationToken cancel)
    {
        var area = await AreaOfProblem.Of(work, places, file.Aim.AreaGeoJson, file.Aim.PlaceCodes, cancel);
        if (!area.Done)
        {
            return null;
        }

        var start = file.Plan.StartedOn ?? LondonTime.DayOf(file.Problem.Record.OpenedAt);
        var from = YearMonth.Of(start).Plus(-MonthsBefore);
        var counts = await MonthlyCounts.Of(work, area.Value, file.Aim.Categories, file.Aim.Types, from, from.Plus(Longest - 1), cancel);
        var before = counts.Months.Where(m => m.Key < YearMonth.Of(start)).Select(m => m.Value).ToList();
        var (low, high) = before.Count == 0 ? ((int?)null, (int?)null) : Rates.ExpectedRange(before.Average());
        var what = Measurement.What(file.Aim.Categories, file.Aim.Types);
        return new(
            $"{what} in {area.Value.Name}, by month",
            before.Count == 0
                ? "No months before were imported."
                : string.Create(
                    British,
                    $"In the {before.Count} months before there were {before.Average():0.#} a month. A month between {low} and "
                        + $"{high} is no surprise."
                ),
            [.. counts.Months.Select(m => new Month(m.Key.FirstDay, m.Value, low, high))],
            string.Create(British, $"{area.Value.Name}, {area.Value.SquareKilometres} square kilometres"),
            $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"area"}"""
                + $$""","geometry":{{Boundaries.Write(area.Value.Shape)}}}]}"""
        );
    }
}
