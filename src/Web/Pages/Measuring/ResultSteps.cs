using System.Globalization;
using Wardwise.App.Measuring;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Pages.Measuring;

/// <summary>How a measurement was worked out, step by step, with its own numbers.</summary>
public static class ResultSteps
{
    private static readonly CultureInfo British = ResultWords.British;

    /// <param name="Title">What was done.</param>
    /// <param name="Text">With which numbers.</param>
    public sealed record Step(string Title, string Text);

    public static IReadOnlyList<Step> Of(EvaluationInputs inputs, EvaluationResult result, EvaluationWorking? working)
    {
        IEnumerable<Step?> steps =
        [
            Fixed(inputs),
            Months(result, working),
            new("Counted", $"{Change(result)} By itself that says little: places rise and fall of their own."),
            working is null ? null : Chosen(result, working),
            working is null ? null : Expected(result, working),
            Verdict(result, working),
            OneByOne(result),
            Ring(result, working),
            Usual(result, working),
            Series(result, working),
            ByHand(result),
        ];
        return [.. steps.OfType<Step>()];
    }

    /// <summary>"May 2024 to April 2025".</summary>
    public static string MonthsOf(EvaluationResult.WindowPart window) =>
        YearMonth.TryParse(window.From, out var from) && YearMonth.TryParse(window.To, out var to)
            ? from == to
                ? from.InWords()
                : $"{from.InWords()} to {to.InWords()}"
            : "";

    private static Step Fixed(EvaluationInputs inputs) =>
        new(
            "Fixed beforehand",
            "The area, what is counted, the dates and the ring were "
                + (
                    inputs.FixedAt is { } at
                        ? $"fixed on {LondonTime.DayOf(at).InWords()}, when the response was started on the record"
                        : "taken from the aim"
                )
                + ", so that success cannot be chosen afterwards. "
                + (
                    inputs.ChangedSince.Count == 0
                        ? "Nothing was changed after that."
                        : $"Changed after that {Words.Of(inputs.ChangedSince.Count, "time")}; each change is shown above."
                )
        );

    private static Step Months(EvaluationResult result, EvaluationWorking? working)
    {
        var dropped =
            working?.Months.FirstOrDefault(m => m.Side == "dropped") is { } month && YearMonth.TryParse(month.Month, out var m)
                ? $" {m.InWords()}, in which the response began, counts on neither side."
                : "";
        return new(
            "Whole months",
            $"{Side(result.Before)} before and {Side(result.After)} after are compared.{dropped} A month that was never imported is "
                + "missing, not zero, and no window spans one. "
                + (
                    result.Cautions.Contains(Cautions.DifferentSeasons)
                        ? "They are not the same months of the year."
                        : "They are the same months of the year, so the season falls out."
                )
        );
    }

    private static string Side(EvaluationResult.WindowPart? window) =>
        window is null ? "No month" : $"{Words.Of(window.Months, "month")} ({MonthsOf(window)})";

    private static string Change(EvaluationResult result)
    {
        var (before, after) = result.Counts.Area;
        return string.Create(British, $"{before:N0} incidents before and {after:N0} after")
            + (
                result.Change.Percent is { } percent
                    ? $", a change of {Points(percent)} in 100 in the rate a month"
                        + (
                            result.Change is { Low: { } low, High: { } high }
                                ? $"; the two counts alone fit anything from {Points(low)} to {Points(high)}."
                                : "."
                        )
                    : "."
            );
    }

    private static Step Chosen(EvaluationResult result, EvaluationWorking working)
    {
        var c = working.Chosen;
        if (working.Level is null)
        {
            return new("Places like it", Cautions.InWords(Cautions.NoComparison));
        }

        var kept = Words.Of(result.Counts.Comparison?.Places ?? 0, "place was", "places were");
        if (c.Because is { } because)
        {
            return new("Places like it", $"They were named by hand: “{because}”. {kept} compared with.");
        }

        (int Number, string For)[] reasons =
        [
            (c.Near, "in the area or its ring"),
            (c.Treated, "under a response of their own at the time"),
            (c.Moved, "with a boundary changed in between"),
            (c.Few, "with fewer than six incidents in all months held"),
            (c.Unlike, "with less than half or more than twice as many incidents"),
            (c.Farther, "less alike in trend beforehand"),
        ];
        var left = reasons.Where(r => r.Number > 0).Select(r => $"{ResultWords.Number(r.Number)} {r.For}").ToList();
        return new(
            "Places like it, chosen by rule",
            $"Of {ResultWords.Number(c.All)} {Plural(working.Level)} in the force with such incidents"
                + $"{(left.Count == 0 ? ", none had to be left out" : $", left out were {Words.List(left)}")}. {kept} left to compare "
                + "with."
        );
    }

    private static Step? Expected(EvaluationResult result, EvaluationWorking working)
    {
        if (working.Forecast is not { } f)
        {
            return result.Relative is null
                ? null
                : new(
                    "What was to be expected",
                    string.Create(
                        British,
                        $"There were not enough places to learn from, or none of its size, so the places like it were added up: "
                            + $"as they went, {result.Counts.Area.After + (result.Relative.Prevented ?? 0):N0} were to be expected here. "
                            + $"There were {result.Counts.Area.After:N0}."
                    )
                );
        }

        return new(
            "What was to be expected",
            $"All {ResultWords.Number(f.Places)} {Plural(working.Level!)} where nothing was done, of any size, were used to learn "
                + "how the count after follows from the months before: how far an unusual place comes back to the usual, what changed "
                + "everywhere, and how far places go their own way. "
                + string.Create(
                    British,
                    $"For this place that gives {f.Expected:N0} incidents in the {Words.Of(result.After!.Months, "month")} after; "
                        + $"{f.Low:N0} to {f.High:N0} would surprise nobody. There were {result.Counts.Area.After:N0}, {f.Ratio:0.00} of "
                        + $"what was expected."
                )
        );
    }

    private static Step Verdict(EvaluationResult result, EvaluationWorking? working)
    {
        var mark = Comparison.ClearBelow.ToString("0.###", British);
        var here =
            working?.Forecast is { } f ? $"Here p is {P(f.P)}."
            : result.Relative is not null
                ? "Here that could not be learned from other places, so the simple comparison below decides: clear when its "
                    + "range leaves out 1."
            : "Here there was nothing to compare with, so the change must be larger than counting and the usual drift of places together.";
        return new(
            "The rule of the verdict",
            $"A change is clear when p is under {mark}: p is the share of places where nothing was done that stray so far from what "
                + "was expected. Where counts are so small that a real fall could hardly show, p is raised first, since there most that "
                + $"looks like a change is luck. {here} When it is not clear, there are too few to tell if a fall by half would be missed "
                + "more than one time in five by the luck of counting alone, or if fewer than five were expected; otherwise there is no "
                + "clear change, which does not mean no effect. "
                + "The mark was chosen by trying it on places and dates where nothing was done, so that about one such place in "
                + "twenty, or fewer, is called "
                + $"clear.{(result.IsLook ? " With fewer than six months on a side there is no verdict at all." : "")}"
        );
    }

    private static Step? OneByOne(EvaluationResult result) =>
        result.Placebo is not { } p
            ? null
            : new(
                "The places one by one",
                "The same was done for each place like it, as if the response had been there. "
                    + $"{(p.AsExtreme == 0 ? "None" : ResultWords.Number(p.AsExtreme))} of {ResultWords.Number(p.Places)} strayed as far, "
                    + $"either way: ({p.AsExtreme} + 1) / ({p.Places} + 1) = {P(p.P)}. This is a check, not the verdict."
            );

    private static Step? Ring(EvaluationResult result, EvaluationWorking? working) =>
        working?.Ring is not { } ring
            ? null
            : new(
                "Whether it moved",
                string.Create(
                    British,
                    $"In the streets within {ring.Metres} m there were {ring.Before:N0} before and {ring.After:N0} after"
                )
                    + (
                        ring is { Rirr: { } rirr, Low: { } low, High: { } high }
                            ? string.Create(
                                British,
                                $"; against the places like it the ratio is {rirr:0.00} ({low:0.00} to {high:0.00}), where 1 is no change."
                            )
                            : "."
                    )
                    + (
                        result.Displacement is { Tne: { } net }
                            ? string.Create(
                                British,
                                $" Area and ring together: about {Math.Abs(net):N0} {(net >= 0 ? "fewer" : "more")} than expected."
                            )
                            : ""
                    )
            );

    private static Step? Usual(EvaluationResult result, EvaluationWorking? working) =>
        working?.Usual is not { } u
            ? null
            : new(
                "Coming back to the usual level",
                string.Create(
                    British,
                    $"Places of its kind had {u.Average:0.#} incidents on average before. "
                        + $"This one had {result.Counts.Area.Before:N0}; drawn towards the others by how far luck can go, the number "
                        + $"behind it is {u.Expected:0.#}."
                )
                    + (
                        u is { NaivePercent: { } naive, CorrectedPercent: { } corrected }
                            ? $" Without that the change is {Points(naive)} in 100, with it {Points(corrected)}."
                            : ""
                    )
            );

    private static Step? Series(EvaluationResult result, EvaluationWorking? working)
    {
        if (result.Series is not { } s || working?.Series is not { } w)
        {
            return null;
        }

        var range = s is { Low: { } low, High: { } high } ? string.Create(British, $" ({low:0.00} to {high:0.00})") : "";
        return new(
            "Its own trend",
            string.Create(
                British,
                $"From {Words.Of(w.Months, "month")} before, its trend and season were drawn on: against that the level changed to "
                    + $"{s.LevelChange:0.00} of what it was{range}. This is a check, not the verdict."
            )
        );
    }

    private static Step? ByHand(EvaluationResult result)
    {
        if (result is not { Relative: { Low: { } low, High: { } high } r, Counts: { Comparison: { } c, Area: { } a } })
        {
            return null;
        }

        var added = a.Before * a.After == 0 || c.Before * c.After == 0;
        var (t0, t1, c0, c1) = added
            ? (a.Before + 0.5, a.After + 0.5, c.Before + 0.5, c.After + 0.5)
            : ((double)a.Before, a.After, c.Before, c.After);
        var error = Math.Sqrt(r.Tau2 + (1 / t0) + (1 / t1) + (1 / c0) + (1 / c1));
        return new(
            "A check that can be done by hand",
            string.Create(
                British,
                $"The area against the places like it, added up: ({t1:0.#} / {t0:0.#}) / ({c1:0.#} / {c0:0.#}) = {r.Rirr:0.00}. "
                    + $"Its error on the log scale is √({r.Tau2:0.000} + 1/{t0:0.#} + 1/{t1:0.#} + 1/{c0:0.#} + 1/{c1:0.#}) = "
                    + $"{error:0.00}, of which {r.Tau2:0.000} is how far places drift; so the ratio lies between {low:0.00} and "
                    + $"{high:0.00} at 95%.{(added ? " A half is added to each count, since one of them is zero." : "")}"
            )
        );
    }

    internal static string Plural(string level) => level == "LSOA" ? "small areas (LSOAs)" : level + "s";

    internal static string Points(double percent) => Math.Round(percent, MidpointRounding.AwayFromZero).ToString("+#,0;−#,0;0", British);

    internal static string P(double p) => p < 0.001 ? "under 0.001" : p.ToString("0.000", British);
}
