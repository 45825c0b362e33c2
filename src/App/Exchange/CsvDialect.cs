using System.Text;

namespace Wardwise.App.Exchange;

/// <summary>How a file of rows is written: by commas, or as spreadsheets in other settings save it.</summary>
/// <param name="Separator">Between cells.</param>
/// <param name="Start">Where the first row begins, in bytes.</param>
/// <param name="LinesBefore">How many lines come before it: the line "sep=;" that a spreadsheet wrote for another.</param>
internal readonly record struct CsvDialect(char Separator, int Start, int LinesBefore)
{
    private const int LongestHeader = 1 << 16;

    /// <summary>Told by the header: the sign that stands in it most often outside quotation marks; a comma where none does.</summary>
    public static CsvDialect Of(ReadOnlySpan<byte> content)
    {
        var (start, lines) = (0, 0);
        char? named = null;
        var first = LineOf(content);
        var bare = Encoding.Latin1.GetString(first[..Math.Min(first.Length, 16)]).Trim().Trim('"');
        if (bare.Length == 5 && bare.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            named = bare[4];
            start = first.Length;
            start +=
                content[start..].StartsWith("\r\n"u8) ? 2
                : start < content.Length ? 1
                : 0;
            lines = 1;
        }

        if (named is ',' or ';' or '\t' or '|')
        {
            return new(named.Value, start, lines);
        }

        Span<int> counts = stackalloc int[4];
        var quoted = false;
        foreach (var value in LineOf(content[start..]))
        {
            quoted ^= value == (byte)'"';
            var at = quoted ? -1 : ",;\t|"u8.IndexOf(value);
            if (at >= 0)
            {
                counts[at]++;
            }
        }

        var most = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            most = counts[i] > counts[most] ? i : most;
        }

        return new(",;\t|"[most], start, lines);
    }

    /// <summary>A column's name as it is matched: case, spaces, underscores, dashes and quotation marks do not tell two apart.</summary>
    public static string Key(string name) =>
        string.Create(
            name.Count(char.IsLetterOrDigit),
            name,
            static (key, from) =>
            {
                var at = 0;
                foreach (var c in from.Where(char.IsLetterOrDigit))
                {
                    key[at++] = char.ToLowerInvariant(c);
                }
            }
        );

    private static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> content)
    {
        var line = content[..Math.Min(content.Length, LongestHeader)];
        var end = line.IndexOfAny((byte)'\r', (byte)'\n');
        return end < 0 ? line : line[..end];
    }
}
