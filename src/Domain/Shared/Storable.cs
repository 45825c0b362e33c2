using System.Text;

namespace Wardwise.Domain.Shared;

/// <summary>What a database can hold as text: no zero character, and no half of a character that is written as two.</summary>
public static class Storable
{
    private const char Zero = '\0';
    private const string ZeroInJson = @"\u0000";

    public static bool Is(string? text) => text is null || (!text.Contains(Zero, StringComparison.Ordinal) && FirstHalf(text) < 0);

    /// <summary>Without zero characters, and with the sign for "unknown" in the place of each half character.</summary>
    public static string Clean(string text)
    {
        if (Is(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        // The runes of a text are its whole characters; a half is read as the sign for "unknown".
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != Zero)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    /// <summary>The same for a document in JSON, where a zero may also stand as <c>\u0000</c>.</summary>
    public static string CleanJson(string json)
    {
        json = Clean(json);
        for (var at = json.IndexOf(ZeroInJson, StringComparison.Ordinal); at >= 0; )
        {
            var before = at;
            while (before > 0 && json[before - 1] == '\\')
            {
                before--;
            }

            // After an odd number of backslashes the one here is a backslash that was meant.
            if ((at - before) % 2 == 0)
            {
                json = json.Remove(at, ZeroInJson.Length);
            }
            else
            {
                at++;
            }

            at = json.IndexOf(ZeroInJson, at, StringComparison.Ordinal);
        }

        return json;
    }

    private static int FirstHalf(string text)
    {
        for (var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                return at;
            }
        }

        return -1;
    }
}
