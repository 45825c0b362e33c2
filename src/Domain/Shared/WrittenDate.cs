using System.Globalization;

namespace Wardwise.Domain.Shared;

/// <summary>
/// Days as people and their machines write them in this country: 2020-01-31, 31/01/2020, 31.1.2020, 31 Jan 2020, 31st January 2020,
/// 31-Jan-20. The day comes before the month, unless the year comes first or the month is a word.
/// </summary>
public static class WrittenDate
{
    /// <summary>Two digits of a year up to this are of this century, as spreadsheets take them.</summary>
    private const int LastOfThisCentury = 49;
    private const int Longest = 40;

    private static readonly string[] Months =
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Reads a day; one before 1900 or after 2199 is a slip of the pen.</summary>
    public static bool TryRead(string text, out DateOnly day) => TryReadAny(text, out day) && day.IsLikely();

    /// <summary>Reads a day of any year that the calendar has: for those who have words of their own about unlikely years.</summary>
    public static bool TryReadAny(string text, out DateOnly day)
    {
        day = default;
        var parts = Parts(text);
        if (parts.Count == 4 && Weekdays.Any(w => IsShortOf(parts[0], w, 3)))
        {
            parts.RemoveAt(0);
        }

        if (parts.Count != 3)
        {
            return false;
        }

        var isNamed = MonthNamed(parts[0]) is not null || MonthNamed(parts[1]) is not null;
        var (d, m, y) =
            parts[0].Length == 4 && char.IsAsciiDigit(parts[0][0]) ? (parts[2], parts[1], parts[0])
            : MonthNamed(parts[0]) is not null ? (parts[1], parts[0], parts[2])
            : (parts[0], parts[1], parts[2]);
        if (DayOf(d) is not { } number || MonthOf(m) is not { } month || YearOf(y, isNamed) is not { } year)
        {
            return false;
        }

        if (number < 1 || month is < 1 or > 12 || number > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new(year, month, number);
        return true;
    }

    /// <summary>Reads a month: 2024-05, May 2024, May-24, 05/2024.</summary>
    public static bool TryReadMonth(string text, out YearMonth month)
    {
        if (YearMonth.TryParse(text, out month))
        {
            return true;
        }

        var parts = Parts(text);
        if (
            parts.Count != 2
            || (MonthNamed(parts[0]) ?? (parts[1].Length == 4 ? Number(parts[0]) : null)) is not (>= 1 and <= 12 and var number)
            || YearOf(parts[1], MonthNamed(parts[0]) is not null) is not (>= 1900 and <= 2199 and var year)
        )
        {
            return false;
        }

        month = new(year, number);
        return true;
    }

    /// <summary>The month that is called so, in its long or a usual short form: September, Sept, Sep; null when none is.</summary>
    public static int? MonthNamed(string text)
    {
        var name = text.Trim().TrimEnd('.').ToLowerInvariant();
        var at = Array.FindIndex(Months, m => m == name || m[..3] == name);
        return at >= 0 ? at + 1
            : name == "sept" ? 9
            : null;
    }

    private static List<string> Parts(string text) =>
        text.Length > Longest
            ? []
            :
            [
                .. text.Split(
                    [' ', '\u00a0', '-', '\u2011', '\u2013', '/', '.', ','],
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                ),
            ];

    private static int? DayOf(string text) =>
        Number(text)
        ?? (text.Length is 3 or 4 && text[^2..].ToLowerInvariant() is "st" or "nd" or "rd" or "th" ? Number(text[..^2]) : null);

    private static int? MonthOf(string text) => MonthNamed(text) ?? (text.Length <= 2 ? Number(text) : null);

    /// <summary>Two digits are a year only beside a month that is a word: 04/09/19 could be anything.</summary>
    private static int? YearOf(string text, bool besideAName) =>
        Number(text) is not { } year ? null
        : text.Length == 4 && year > 0 ? year
        : text.Length == 2 && besideAName ? (year <= LastOfThisCentury ? 2000 : 1900) + year
        : null;

    private static bool IsShortOf(string text, string name, int least) =>
        text.Length >= least && name.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
