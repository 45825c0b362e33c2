namespace Wardwise.Domain.Shared;

/// <summary>What people typed, as it is kept: no blank ends, line ends of one kind, and none of what steers a machine and shows
/// nothing.</summary>
public static class Typed
{
    public static string Tidy(this string? text) =>
        text is null ? "" : Without(text.ReplaceLineEndings("\n"), c => char.IsControl(c) && c is not ('\n' or '\t')).Trim();

    /// <summary>The same of a text that stands on one line: a title, a name.</summary>
    public static string OnOneLine(this string? text) =>
        text is null ? "" : Without(text, c => char.IsControl(c) || c is '\u2028' or '\u2029').Trim();

    /// <summary>A space in the place of each run of what is left out.</summary>
    private static string Without(string text, Func<char, bool> leftOut)
    {
        if (!text.Any(leftOut))
        {
            return text;
        }

        var kept = new System.Text.StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!leftOut(c))
            {
                kept.Append(c);
            }
            else if (kept.Length > 0 && kept[^1] != ' ')
            {
                kept.Append(' ');
            }
        }

        return kept.ToString();
    }
}
