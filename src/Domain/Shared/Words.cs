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

    /// <summary>The text, or its beginning and "…": no longer than this (two at least), and no character cut in two.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : Beginning(text, most - 1).TrimEnd() + "…";

    /// <summary>What a text begins with: no longer than this, and whole characters as a reader sees them, such as a flag or a letter with
    /// its accents. Every cut of a text that somebody wrote is made here.</summary>
    public static string Beginning(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = 0;
        for (int next; (next = StringInfo.GetNextTextElementLength(text.AsSpan(end))) <= most - end; )
        {
            end += next;
        }

        // One that is longer than all there is room for is none: marks piled on a letter. It is cut between them.
        if (end == 0 && most > 0)
        {
            end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        }

        return text[..end];
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
