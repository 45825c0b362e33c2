using System.Globalization;
using System.Text;

namespace Wardwise.App.Exchange;

/// <summary>Writes CSV that a spreadsheet shows as text and never runs.</summary>
public static class CsvText
{
    public static string Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder();
        Line(text, columns);
        foreach (var row in rows)
        {
            Line(text, row);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            text.Append(i > 0 ? "," : "").Append(Cell(cells[i]));
        }

        text.Append("\r\n");
    }

    private static string Cell(object? value)
    {
        if (value is not string words)
        {
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        // A spreadsheet takes text that begins so for a formula.
        var safe = words.Length > 0 && "=+-@\t\r".Contains(words[0], StringComparison.Ordinal) ? "'" + words : words;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
