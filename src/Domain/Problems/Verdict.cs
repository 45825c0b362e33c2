using System.Globalization;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Problems;

/// <summary>What a measurement says. Four only; "no clear change" never means "no effect".</summary>
public enum Verdict
{
    ClearFall,
    ClearRise,
    NoClearChange,
    TooFew,
}

/// <summary>The words that a sergeant reads for a verdict.</summary>
public static class VerdictWords
{
    /// <summary>Fewer whole months than this on either side of the start give numbers and no verdict (methods, "the evaluation of a
    /// response", 3).</summary>
    public const int FewestMonths = 6;

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public static bool IsStrong(Verdict? verdict) => verdict is Verdict.ClearFall or Verdict.ClearRise;

    /// <summary>By itself; without one, that it is a look.</summary>
    public static string InWords(this Verdict? verdict) =>
        verdict switch
        {
            Verdict.ClearFall => "Clear fall",
            Verdict.ClearRise => "Clear rise",
            Verdict.NoClearChange => "No clear change",
            Verdict.TooFew => "Too few to tell",
            _ => "A look, without a verdict",
        };

    /// <summary>What a survey's difference is worth: ends its sentence.</summary>
    public static string SurveyedWorth(Verdict verdict) =>
        verdict switch
        {
            Verdict.TooFew => "too few were asked to tell",
            Verdict.NoClearChange => "which could be chance",
            _ => "more than chance would give",
        };

    /// <summary>In a list: "measured: fell 41 in 100, clear".</summary>
    public static string Short(Verdict verdict, double? percent) =>
        (verdict, percent) switch
        {
            (Verdict.TooFew, _) => "measured: too few to tell",
            (Verdict.NoClearChange, _) => "measured: no clear change",
            (_, null) => verdict is Verdict.ClearFall ? "measured: fell, clear" : "measured: rose, clear",
            (Verdict.ClearFall, { } p) => string.Create(British, $"measured: fell {Math.Abs(p):0} in 100, clear"),
            (_, { } p) => string.Create(British, $"measured: rose {Math.Abs(p):0} in 100, clear"),
        };

    /// <summary>In a list, where a survey was the measure: its verdict is about the trouble, so a clear fall is people finding it
    /// better.</summary>
    public static string OfSurvey(Verdict verdict) =>
        verdict switch
        {
            Verdict.ClearFall => "survey: better, clear",
            Verdict.ClearRise => "survey: worse, clear",
            Verdict.NoClearChange => "survey: no clear change",
            _ => "survey: too few to tell",
        };

    /// <summary>The sentence of a verdict.</summary>
    /// <param name="what">"Vehicle nuisance".</param>
    /// <param name="verdict">What was found.</param>
    /// <param name="percent">Change in the rate a month, in signed points of a hundred; null when nothing was counted before.</param>
    /// <param name="counts">Incidents before and after.</param>
    /// <param name="elsewhere">The change here over the change in the places like it; null without any.</param>
    /// <param name="expected">After over what was to be expected of this place, its usual level and its trend allowed for; null where that
    /// is not known.</param>
    /// <param name="smallestFall">The smallest fall that could have been seen, as a fraction.</param>
    public static string Sentence(
        string what,
        Verdict verdict,
        double? percent,
        (int Before, int After) counts,
        double? elsewhere,
        double? expected,
        double? smallestFall
    )
    {
        var change = Change(what, percent, counts.Before, counts.After);
        var (fell, rose) = (percent is <= -0.5, percent is >= 0.5 or null);
        const string ByMore = ", more than elsewhere and more than chance would give.";
        const string ByChance = ", more than chance would give.";
        return verdict switch
        {
            Verdict.TooFew => "Too few incidents to tell" + Unseen(smallestFall, ": a fall under {0}% could not be seen here."),
            Verdict.ClearFall when fell => change + (elsewhere < 1 ? ByMore : ByChance),
            Verdict.ClearFall => change
                + (
                    elsewhere < 0.9
                        ? ", but rose far more elsewhere: a clear fall against places like it."
                        : ", where far more was to be expected: a clear fall against that."
                ),
            Verdict.ClearRise when rose => change + (elsewhere > 1 ? ByMore : ByChance),
            Verdict.ClearRise => change
                + (
                    elsewhere > 1.1
                        ? ", but fell far more elsewhere: a clear rise against places like it."
                        : ", where far fewer were to be expected: a clear rise against that."
                ),
            _ when fell && elsewhere >= 0.98 => change
                + ", but no more than elsewhere"
                + Unseen(smallestFall, ": a fall under {0}% could not be seen here."),
            _ when fell && expected >= 0.98 => change
                + ", but no more than was to be expected here"
                + Unseen(smallestFall, ": a fall under {0}% could not be seen."),
            _ => change + ", which could be chance" + Unseen(smallestFall, ": a fall under {0}% could not be seen here."),
        };
    }

    /// <summary>The sentence while there are too few whole months for a verdict.</summary>
    /// <param name="what">"Vehicle nuisance".</param>
    /// <param name="percent">Change in the rate a month, in signed points of a hundred; null when nothing was counted before.</param>
    /// <param name="before">Incidents before.</param>
    /// <param name="after">Incidents after.</param>
    /// <param name="monthsBefore">Whole months before the start.</param>
    /// <param name="monthsAfter">Whole months after it.</param>
    public static string Look(string what, double? percent, int before, int after, int monthsBefore, int monthsAfter)
    {
        var change = monthsBefore == 0 || monthsAfter == 0 ? $"{what} cannot be compared here yet" : Change(what, percent, before, after);
        return change
            + (monthsAfter < FewestMonths && monthsBefore * monthsAfter > 0 ? " so far. " : ". ")
            + Lacking(monthsBefore, monthsAfter);
    }

    /// <summary>The sentence while part of a month may be missing.</summary>
    /// <param name="what">"Vehicle nuisance".</param>
    /// <param name="percent">As counted, in signed points of a hundred; null when nothing was counted before.</param>
    /// <param name="before">Incidents before.</param>
    /// <param name="after">Incidents after.</param>
    /// <param name="months">Those in doubt, one or more.</param>
    public static string Doubted(string what, double? percent, int before, int after, IReadOnlyList<YearMonth> months) =>
        $"No verdict yet: part of {Words.List([.. months.Select(m => m.InWords())])} may be missing. "
        + $"As counted, {char.ToLowerInvariant(what[0])}{Change(what, percent, before, after)[1..]}.";

    private static string Change(string what, double? percent, int before, int after) =>
        percent switch
        {
            null => string.Create(British, $"{what} went from {before} to {after} here"),
            <= -0.5 and var p => string.Create(British, $"{what} fell by {-p:0} in 100 here"),
            >= 0.5 and var p => string.Create(British, $"{what} rose by {p:0} in 100 here"),
            _ => $"{what} did not change here",
        };

    /// <summary>"are four", "is one", "are none".</summary>
    public static string ThereAre(int months) =>
        months switch
        {
            0 => "are none",
            1 => "is one",
            _ => "are " + Words.Count(months),
        };

    private static string Lacking(int before, int after) =>
        (before < FewestMonths, after < FewestMonths) switch
        {
            (true, false) => $"A verdict needs six whole months before the start, and there {ThereAre(before)}.",
            (false, true) => $"A verdict needs six whole months after the start, and there {ThereAre(after)}.",
            _ => $"A verdict needs six whole months on each side of the start, and there {ThereAre(before)} before it and "
                + $"{(after == 0 ? "none" : Words.Count(after))} after it.",
        };

    private static string Unseen(double? smallestFall, string words) =>
        smallestFall is { } fall && fall < 1 ? string.Format(British, words, Math.Ceiling(fall * 100)) : ".";
}
