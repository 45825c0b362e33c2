using System.Text;

namespace Wardwise.App.Exchange;

/// <summary>
/// Rows of comma-separated text written by a system that is not to be had any more: a quotation mark that is never closed costs its own
/// row, not those after it, since reading goes on with the next line.
/// </summary>
internal static class LooseRows
{
    /// <param name="Line">Where it starts, from 1.</param>
    /// <param name="Cells">Its fields.</param>
    /// <param name="IsBroken">A quotation mark is opened and not closed before a comma or the end of the line.</param>
    /// <param name="EndsTheText">Nothing follows, not even a line break.</param>
    public readonly record struct Row(int Line, IReadOnlyList<string> Cells, bool IsBroken, bool EndsTheText);

    /// <summary>Every row that has something in it, the header first.</summary>
    public static IEnumerable<Row> In(string text, char separator)
    {
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var start = at;
            var (cells, next) = Record(text, at, separator);
            at = cells is null ? AfterLine(text, start) : next;
            var ends = at == text.Length && text[^1] is not ('\n' or '\r');
            if (cells is null || cells.Exists(c => c.Length > 0))
            {
                yield return new(line, cells ?? [], cells is null, ends);
            }

            line += LineBreaks(text.AsSpan(start, at - start));
        }
    }

    /// <summary>The fields of the record that starts here, and where the next one does; no fields when its quotation marks do not
    /// hold.</summary>
    private static (List<string>? Cells, int Next) Record(string text, int at, char separator)
    {
        var cells = new List<string>();
        while (true)
        {
            if (Field(text, ref at, separator) is not { } cell)
            {
                return (null, at);
            }

            cells.Add(cell);
            if (at == text.Length || text[at] != separator)
            {
                return (cells, AfterLine(text, at));
            }

            at++;
        }
    }

    private static string? Field(string text, ref int at, char separator)
    {
        var from = at;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        if (at == text.Length || text[at] != '"')
        {
            at = IndexOf(text, from, [separator, '\r', '\n']);
            return text[from..at];
        }

        var inside = new StringBuilder();
        for (at++; ; at++)
        {
            var quote = text.IndexOf('"', at);
            if (quote < 0)
            {
                return null;
            }

            inside.Append(text, at, quote - at);
            at = quote + 1;
            if (at == text.Length || text[at] != '"')
            {
                break;
            }

            inside.Append('"');
        }

        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at == text.Length || text[at] == separator || text[at] is '\r' or '\n' ? inside.ToString() : null;
    }

    private static int IndexOf(string text, int from, ReadOnlySpan<char> any)
    {
        var found = text.AsSpan(from).IndexOfAny(any);
        return found < 0 ? text.Length : from + found;
    }

    private static int AfterLine(string text, int at)
    {
        at = IndexOf(text, at, ['\r', '\n']);
        return at == text.Length ? at
            : text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2
            : at + 1;
    }

    private static int LineBreaks(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            count += text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')) ? 1 : 0;
        }

        return count;
    }
}
