using System.Globalization;

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
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public static bool IsStrong(Verdict? verdict) => verdict is Verdict.ClearFall or Verdict.ClearRise;

    /// <summary>In a list: "measured: fell 41 in 100, clear".</summary>
    public static string Short(Verdict verdict, double? percent) => (verdict, percent) switch
    {
        (Verdict.TooFew, _) => "measured: too few to tell",
        (Verdict.NoClearChange, _) => "measured: no clear change",
        (_, null) => verdict is Verdict.ClearFall ? "measured: fell, clear" : "measured: rose, clear",
        (Verdict.ClearFall, { } p) => string.Create(British, $"measured: fell {Math.Abs(p):0} in 100, clear"),
        (_, { } p) => string.Create(British, $"measured: rose {Math.Abs(p):0} in 100, clear"),
    };

    /// <summary>The sentence of a first measurement, which compares the area with itself only.</summary>
    /// <param name="what">"Vehicle nuisance".</param>
    /// <param name="verdict">Null when the series is too short for one.</param>
    /// <param name="percent">Change in the rate a month, in signed points of a hundred; null when nothing was counted before.</param>
    /// <param name="before">Incidents before.</param>
    /// <param name="after">Incidents after.</param>
    /// <param name="smallestFall">The smallest fall that could have been seen, as a fraction.</param>
    /// <param name="shortBefore">Without a verdict: the months are missing before the start, rather than after it.</param>
    public static string Sentence(string what, Verdict? verdict, double? percent, int before, int after, double? smallestFall, bool shortBefore = false)
    {
        var change = percent switch
        {
            null => string.Create(British, $"{what} went from {before} to {after} here"),
            <= -0.5 and var p => string.Create(British, $"{what} fell by {-p:0} in 100 here"),
            >= 0.5 and var p => string.Create(British, $"{what} rose by {p:0} in 100 here"),
            _ => $"{what} did not change here",
        };
        return verdict switch
        {
            Verdict.ClearFall or Verdict.ClearRise => change + ", more than chance would give.",
            Verdict.NoClearChange => change + ", which could be chance" + Unseen(smallestFall, ": a fall under {0}% could not be seen here."),
            Verdict.TooFew => "Too few incidents to tell" + Unseen(smallestFall, ": a fall under {0}% could not be seen here."),
            _ when shortBefore => change + ", but too few months are held to say more: a verdict needs six whole months before the start.",
            _ => change + " so far. It is too early to say more: a verdict needs six whole months after the start.",
        };
    }

    private static string Unseen(double? smallestFall, string words) => smallestFall is { } fall && fall < 1
        ? string.Format(British, words, Math.Ceiling(fall * 100))
        : ".";
}
