using System.Globalization;
using System.Text;
using Wardwise.App.Exchange;
using Wardwise.Domain.Problems;

namespace Wardwise.App.OldRecords;

/// <summary>Reads the records of the old tasking and problem-solving system, as docs/old-records.md describes them.</summary>
internal sealed class TapsFileReader(DateOnly today, Techniques techniques)
{
    private readonly TapsRow _row = new(today, techniques);

    /// <param name="file">Read mended.</param>
    /// <param name="take">Given each row that can go in.</param>
    /// <param name="reject">Told the line of each that cannot, and why.</param>
    /// <param name="warn">Told what is doubtful about one that goes in.</param>
    public FileFault? Read(InputFile file, Action<OldRecordDraft> take, Action<long, string> reject, Action<long, string> warn)
    {
        foreach (var note in file.Notes)
        {
            warn(0, note);
        }

        if (CsvTable.TooLong(file.Content.Span) is { } endless)
        {
            return endless;
        }

        var dialect = CsvDialect.Of(file.Content.Span);
        using var rows = LooseRows
            .In(Encoding.UTF8.GetString(file.Content.Span[dialect.Start..]), dialect.Separator)
            .Select(r => r with { Line = r.Line + dialect.LinesBefore })
            .GetEnumerator();
        if (!rows.MoveNext())
        {
            return new(1, "the file has no header.");
        }

        var header = rows.Current;
        if (header.IsBroken)
        {
            return new(1, "the header is not a row of column names.");
        }

        var headers = CsvTable.WithoutEmptyEnd(header.Cells);
        if ((CsvTable.TooWide(headers) ?? CsvTable.WrongColumns(headers, OldColumns.All, [])) is { } wrong)
        {
            return wrong;
        }

        var names = headers.Select(h => OldColumns.All.First(c => CsvDialect.Key(c) == CsvDialect.Key(h))).ToList();
        while (rows.MoveNext())
        {
            var row = rows.Current;
            if (row.Cells.Count > names.Count && row.Cells.Skip(names.Count).All(string.IsNullOrWhiteSpace))
            {
                row = row with { Cells = [.. row.Cells.Take(names.Count)] };
            }

            if (
                row.Cells.Count == names.Count
                && row.Cells.Zip(headers).All(c => c.First.Trim().Equals(c.Second, StringComparison.OrdinalIgnoreCase))
            )
            {
                continue;
            }

            var shape =
                row.IsBroken
                    ? "a quotation mark is opened or closed in the wrong place. Put the text between quotation marks and double "
                        + "those inside it"
                : row.Cells.Count != names.Count
                    ? string.Create(CultureInfo.InvariantCulture, $"the row has {row.Cells.Count} columns, not {names.Count}")
                : null;
            var isTotal = row.Cells.FirstOrDefault(c => c.Trim().Length > 0) is { } first && CsvTable.IsTotal(first.Trim());
            if (shape is not null && isTotal)
            {
                reject(row.Line, CsvTable.ATotal);
                continue;
            }

            if (shape is not null && row.EndsTheText)
            {
                return new(row.Line, "the file ends in the middle of this row: it was cut short. Fetch it again.");
            }

            if (shape is not null)
            {
                reject(row.Line, shape);
                continue;
            }

            var cells = new Dictionary<string, string>(names.Count);
            for (var i = 0; i < names.Count; i++)
            {
                cells[names[i]] = Clean(row.Cells[i], out var cleaned);
                if (cleaned)
                {
                    warn(row.Line, $"{names[i]}: control characters were taken out");
                }
            }

            var draft = _row.Read(file.Name, row.Line, cells, reason => warn(row.Line, reason), out var rejected);
            if (draft is null)
            {
                reject(row.Line, isTotal ? CsvTable.ATotal : rejected);
            }
            else
            {
                take(draft);
            }
        }

        return null;
    }

    /// <summary>Without what is not text, with one kind of line break.</summary>
    private static string Clean(string cell, out bool cleaned)
    {
        var text = cell.ReplaceLineEndings("\n").Trim();
        cleaned = text.Any(NotText);
        return cleaned ? string.Concat(text.Where(c => !NotText(c))).Trim() : text;
    }

    private static bool NotText(char c) => char.IsControl(c) && c is not ('\n' or '\t');
}
