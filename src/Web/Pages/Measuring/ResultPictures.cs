using Wardwise.App.Measuring;
using Wardwise.Domain.Shared;
using Wardwise.Web.Charts;

namespace Wardwise.Web.Pages.Measuring;

/// <summary>The months and the strip of places of a measurement, as charts take them, with a sentence each.</summary>
public static class ResultPictures
{
    /// <summary>Every month from the first to the last; one that was not imported has no value.</summary>
    public static IReadOnlyList<ChartMonth> Months(EvaluationWorking working)
    {
        var held = working
            .Months.Select(m => (Known: YearMonth.TryParse(m.Month, out var month), month, m))
            .Where(m => m.Known)
            .ToDictionary(m => m.month, m => m.m);
        return held.Count == 0
            ? []
            :
            [
                .. held
                    .Keys.Min()
                    .To(held.Keys.Max())
                    .Select(month =>
                        held.TryGetValue(month, out var m)
                            ? new ChartMonth(month.FirstDay, m.Count)
                            {
                                ExpectedLow = (decimal?)m.Low,
                                ExpectedHigh = (decimal?)m.High,
                                Comparison = (decimal?)m.Expected,
                                Part = PartInWords(m.Side),
                                Aside = m.Side is not ("before" or "after"),
                            }
                            : new ChartMonth(month.FirstDay, null) { Part = "Not imported", Aside = true }
                    ),
            ];
    }

    public static string OfMonths(EvaluationResult result, EvaluationWorking working)
    {
        var came = $"{ResultWords.Number(result.Counts.Area.Before)} before, {ResultWords.Number(result.Counts.Area.After)} after";
        return working.Months.Any(m => m is { Side: "after", Expected: not null })
            ? $"{came}, where {ResultWords.Number(working.Months.Where(m => m.Side == "after").Sum(m => m.Expected ?? 0))} were "
                + "to be expected. A month within the band is no surprise."
            : came + ".";
    }

    private static string PartInWords(string side) =>
        side switch
        {
            "before" => "Before",
            "after" => "After",
            "dropped" => "Left out: the response began in it",
            "between" => "Between, not compared",
            _ => "Earlier, not compared",
        };

    /// <summary>This place on the strip; null where it was not held against others, so that there is no strip.</summary>
    public static StripMark? Own(EvaluationResult result, EvaluationWorking working)
    {
        double? strayed = working switch
        {
            { Places.Count: 0 } => null,
            { Forecast: { } f } => f.Z,
            _ when result.Relative is { Rirr: > 0, Low: > 0 and { } low, High: { } high } r && high > low => Math.Log(r.Rirr)
                / (Math.Log(high / low) / (2 * 1.959964)),
            _ => null,
        };
        return strayed is { } z ? new(result.Area.Name, result.Counts.Area.Before, result.Counts.Area.After, z) : null;
    }

    public static IReadOnlyList<StripMark> Others(EvaluationWorking working) =>
        [.. working.Places.Select(p => new StripMark(p.Name, p.Before, p.After, p.Z))];

    public static string OfStrip(StripMark own, EvaluationWorking working)
    {
        var known = working.Places.Where(p => p.Z is not null).ToList();
        var beyond = known.Count(p => own.Value < 0 ? p.Z <= own.Value : p.Z >= own.Value);
        return $"Each tick is a place like it where nothing was done: {Words.Of(known.Count, "place")}. "
            + $"{(beyond == 0 ? "None" : ResultWords.Number(beyond))} {(own.Value < 0 ? "fell" : "rose")} farther from what was "
            + "expected than this place, for its size.";
    }

    public static string OfMap(EvaluationResult result, EvaluationWorking? working, int metres, int drawn) =>
        $"Thick line: {result.Area.Name}, {result.Area.Km2.ToString("0.##", ResultWords.British)} square kilometres."
        + (metres > 0 ? $" Dashed: the streets within {metres} m." : "")
        + (
            working is { Places.Count: > 0 and var held, Level: { } level }
                ? $" Shaded: the {ResultSteps.Plural(level)} compared with, {ResultWords.Number(held)}"
                    + $"{(drawn < held ? $" of which {ResultWords.Number(drawn)} have a boundary here" : "")}."
                : " There are no places to compare with."
        );
}
