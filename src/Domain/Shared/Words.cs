using System.Globalization;

namespace Wardwise.Domain.Shared;

/// <summary>Small English for sentences that are put together.</summary>
public static class Words
{
    private static readonly string[] Small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>"five", "12".</summary>
    public static string Count(int number) =>
        number >= 0 && number < Small.Length ? Small[number] : number.ToString("N0", CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>"1 step", "2 steps".</summary>
    public static string Of(int number, string one, string? many = null) =>
        number.ToString("N0", CultureInfo.GetCultureInfo("en-GB")) + " " + (number == 1 ? one : many ?? one + "s");

    /// <summary>The text, or its beginning and "…": no more characters than this (two at least), and no character of two halves cut in
    /// two.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var keep = most - 1;
        return text[..(char.IsHighSurrogate(text[keep - 1]) ? keep - 1 : keep)] + "…";
    }

    /// <summary>"bins, a gate and lights".</summary>
    public static string List(IReadOnlyList<string> parts) =>
        parts.Count switch
        {
            0 => "",
            1 => parts[0],
            _ => string.Join(", ", parts.Take(parts.Count - 1)) + " and " + parts[^1],
        };
}
