using System.Globalization;
using Wardwise.App.Measuring;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Pages.Measuring;

/// <summary>What a measurement says beside its sentence, in plain words with its own numbers. Only what is so is said.</summary>
public static class ResultWords
{
    internal static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Under the heading: how the places like it did, and what was prevented; of a look, that it is one and when there can be a
    /// verdict.</summary>
    public static IReadOnlyList<string> First(EvaluationResult result, EvaluationWorking? working) =>
        result.IsLook ? [Look(result), .. Seen(result, working)] : [.. Placebo(result), .. Prevented(result, working)];

    /// <summary>Under the pictures: did it move, did it change its name, was it chosen at its worst.</summary>
    public static IReadOnlyList<string> Then(EvaluationResult result, EvaluationWorking? working) =>
        result.IsLook ? [] : [.. Ring(result, working), .. Others(result, working), .. ChosenAtWorst(result, working)];

    private static string Look(EvaluationResult result)
    {
        const string ALook = "This is a look, not a verdict.";
        if (result.Before is { Months: < VerdictWords.FewestMonths })
        {
            return ALook;
        }

        return result.After is { Months: > 0 and < VerdictWords.FewestMonths } after && YearMonth.TryParse(after.From, out var from)
            ? $"{ALook} There can be one when {from.Plus(VerdictWords.FewestMonths - 1).InWords()} is over and its incidents are imported."
            : ALook;
    }

    private static IEnumerable<string> Placebo(EvaluationResult result)
    {
        switch (result.Placebo)
        {
            case null:
                yield break;
            case { Places: 1, AsExtreme: var one }:
                yield return $"The one place like it, where nothing was done, {(one == 1 ? "changed as much" : "did not change as much")}.";
                break;
            case { } p:
                yield return $"Of {Number(p.Places)} places like it where nothing was done, "
                    + $"{(p.AsExtreme == 0 ? "none" : Number(p.AsExtreme))} changed as much.";
                break;
        }
    }

    private static IEnumerable<string> Prevented(EvaluationResult result, EvaluationWorking? working)
    {
        var (prevented, low, high) = working?.Forecast is { } f
            ? (f.Prevented, f.PreventedLow, f.PreventedHigh)
            : (result.Relative?.Prevented, result.Relative?.PreventedLow, result.Relative?.PreventedHigh);
        return (result.Verdict, prevented) switch
        {
            (Verdict.ClearFall, > 0 and { } p) => [$"About {Reports(p)} prevented{Between(low, high)}."],
            (Verdict.ClearRise, < 0 and { } p) => [$"About {Number(-p)} more than expected{Between(-high, -low)}."],
            (Verdict.ClearFall or Verdict.ClearRise, _) => [],
            _ => Seen(result, working),
        };
    }

    /// <summary>Without a clear change: what was to be expected, and what came.</summary>
    private static IEnumerable<string> Seen(EvaluationResult result, EvaluationWorking? working)
    {
        var came = result.Counts.Area.After;
        if (working?.Forecast is { } f)
        {
            yield return $"About {Reports(f.Expected)} were to be expected, and {Number(came)} came; anything from {Number(f.Low)} to "
                + $"{Number(f.High)} would surprise nobody.";
        }
        else if (result.Relative is { Prevented: { } prevented, PreventedLow: { } low, PreventedHigh: { } high })
        {
            yield return $"As places like it went, about {Reports(came + prevented)} were to be expected, and {Number(came)} came; "
                + $"the numbers fit anything from {Fewer(high)} to {Fewer(low)}.";
        }
    }

    private static IEnumerable<string> Ring(EvaluationResult result, EvaluationWorking? working)
    {
        if (working?.Ring is not { } ring)
        {
            yield break;
        }

        var streets = $"Streets within {ring.Metres} m";
        var fell = result.Change.Percent is < 0;
        var change = ring.Percent switch
        {
            null => $"{streets} went from none to {Number(ring.After)}",
            <= -0.5 and var p => $"{streets} fell {(fell ? "too, " : "")}by {Number(-p)} in 100",
            >= 0.5 and var p => $"{streets} rose by {Number(p)} in 100{(fell ? " while it fell here" : "")}",
            _ => $"{streets} did not change",
        };
        if (ring.Rirr is null || result.Cautions.Contains(Cautions.FewForDisplacement))
        {
            yield return ring is { Before: 0, After: 0 }
                ? $"{streets} had no reports, before or after."
                : $"{streets} went from {(ring.Before == 0 ? "no reports" : Reports(ring.Before))} to "
                    + $"{(ring.After == 0 ? "none" : Number(ring.After))}: too few to tell whether any of it moved.";
        }
        else
        {
            // Only what clearly fell can have moved.
            var isFall = result.Verdict is Verdict.ClearFall;
            var beyond = (ring.Percent is null or >= 0) == (ring.Rirr > 1) ? "more than places like it" : "less than places like it";
            yield return change
                + (
                    ring switch
                    {
                        { Low: > 1 } => $", {beyond}{(isFall ? ": some of it may have moved there." : ".")}",
                        { High: < 1 } => $", {beyond}{(isFall ? ": no sign that it moved, and the good may have spread." : ".")}",
                        _ when !isFall => ".",
                        { Rirr: > 1, Percent: >= 0.5 } => ", which could be chance: whether any of it moved there cannot be told.",
                        _ => ": no sign that it moved.",
                    }
                );
        }
    }

    private static IEnumerable<string> Others(EvaluationResult result, EvaluationWorking? working)
    {
        if (working is not { Others.Count: > 0 and var kinds })
        {
            yield break;
        }

        var changed = working.Others.Where(o => o is { Low: > 1 } or { High: < 1 }).ToList();
        if (changed.Count == 0)
        {
            yield return kinds == 1
                ? $"{NameOfOther(working.Others[0].Category, result)}, the only other kind of incident in the area, shows no clear change."
                : "Other kinds of incidents in the area show no clear change.";
            yield break;
        }

        var moved = changed.Select(o =>
            $"{NameOfOther(o.Category, result).ToLowerInvariant()} {(o.Low > 1 ? "rose" : "fell")} "
            + $"(from {Number(o.Before)} to {Number(o.After)})"
        );
        yield return $"Of {Words.Of(kinds, "other kind", "other kinds")} of incidents in the area, {Words.List([.. moved])}"
            + $", more than chance would give{(kinds > 1 ? " among so many" : "")}.";
    }

    private static IEnumerable<string> ChosenAtWorst(EvaluationResult result, EvaluationWorking? working)
    {
        if (!result.Cautions.Contains(Cautions.ChosenAtWorst) || result.RegressionToMean is not { ExpectedPercent: <= -0.5 and var luck })
        {
            yield break;
        }

        var allowed = working?.Forecast is null ? "the comparison does not allow for that." : "allowed for.";
        yield return result.Change.Percent is { } change && change <= luck - 0.5
            ? $"It was chosen at its worst: about {Number(-luck)} of the {Number(-change)} in 100 would have happened anyway; {allowed}"
            : $"It was chosen at its worst: a fall of about {Number(-luck)} in 100 was to be expected anyway; {allowed}";
    }

    /// <summary>Where only some types of anti-social behaviour are measured, the rest of it is another kind.</summary>
    internal static string NameOfOther(string category, EvaluationResult result) =>
        IncidentCodes.Categories.Find(category) is not { } code ? category
        : code == IncidentCodes.Asb && result.Measure.Categories.Contains(category) ? "Other anti-social behaviour"
        : code.Name;

    internal static string Number(double number) => Math.Round(number, MidpointRounding.AwayFromZero).ToString("#,0;−#,0;0", British);

    private static string Reports(double number) =>
        Number(number) + (Math.Round(number, MidpointRounding.AwayFromZero) == 1 ? " report" : " reports");

    private static string Between(double? low, double? high) => low is { } l && high is { } h ? $" ({Number(l)} to {Number(h)})" : "";

    private static string Fewer(double prevented) =>
        Math.Round(prevented, MidpointRounding.AwayFromZero) >= 0 ? Number(prevented) + " fewer" : Number(-prevented) + " more";
}
