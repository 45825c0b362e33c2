using System.Globalization;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Warnings;

/// <summary>How the early warning says numbers and luck.</summary>
public static class WarningWords
{
    private const int MonthsOfAYear = 12;
    private const double LongestYears = 100;
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"4.1", "41".</summary>
    public static string Number(double number) => number < 0.05 ? "almost none" : number.ToString(number < 9.95 ? "0.#" : "#,0", British);

    /// <summary>How many would be there by luck: "about 0.3", "about 12", "next to none".</summary>
    public static string Load(double number) => number < 0.05 ? "next to none" : "about " + Number(number);

    /// <summary>"By luck about once in 4 years."</summary>
    public static string Luck(double chance) => $"By luck {OnceIn(chance)}.";

    /// <summary>"about once in 4 years"; a line is looked at once a month.</summary>
    public static string OnceIn(double chance)
    {
        var months = 1 / Math.Max(chance, 1e-12);
        return months < 1.5 ? "in most months"
            : months < 2 * MonthsOfAYear ? string.Create(British, $"about once in {Math.Round(months):0} months")
            : months <= LongestYears * MonthsOfAYear ? string.Create(British, $"about once in {Math.Round(months / MonthsOfAYear):0} years")
            : "less often than once in 100 years";
    }

    /// <summary>"2 of 240 lines in Ashmoor are higher than chance would give in October 2026; about 0.3 would be by luck alone."</summary>
    /// <param name="higher">How many are.</param>
    /// <param name="judged">Of how many.</param>
    /// <param name="byLuck">How many luck alone gives.</param>
    /// <param name="month">The month.</param>
    /// <param name="where">The place.</param>
    /// <param name="isOne">One neighbourhood: its lines are kinds of incident.</param>
    internal static string Answer(int higher, int judged, double byLuck, YearMonth month, string where, bool isOne)
    {
        var lines = $"of {Words.Of(judged, isOne ? "kind" : "line")}{(isOne ? " of incident" : "")} in {where}";
        return higher == 0
            ? $"None {lines} is higher than chance would give in {month.InWords()}; luck alone would give {Load(byLuck)}."
            : $"{higher.ToString("#,0", British)} {lines} {(higher == 1 ? "is" : "are")} higher than chance would give in "
                + $"{month.InWords()}; "
                + (
                    higher <= byLuck
                        ? $"luck alone would give {Load(byLuck)}, so it may well be luck."
                        : $"{Load(byLuck)} would be by luck alone."
                );
    }
}
