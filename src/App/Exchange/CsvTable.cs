using System.Text;
using CsvHelper;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Exchange;

/// <summary>A file of rows opened at its first, with the columns that it must or may have found.</summary>
internal sealed class CsvTable : IDisposable
{
    private const int LongestRow = 1 << 20;

    private const int MostColumns = 500;

    private const int NameShown = 60;

    /// <summary>Said of a row that cannot go in and calls itself a total.</summary>
    public const string ATotal = "this looks like a line of totals, not a row of its own";

    private readonly CsvDialect _dialect;
    private readonly IReadOnlyList<string> _headers;

    private CsvTable(InputFile file, CsvReader reader, CsvDialect dialect, IReadOnlyList<string> headers)
    {
        (File, Reader, _dialect, _headers) = (file, reader, dialect, headers);
        // The names themselves, as the rows of a file that was joined from several have them again.
        Width = headers.Count;
    }

    public InputFile File { get; }

    public CsvReader Reader { get; }

    public long Line => Reader.LineNumber + _dialect.LinesBefore;

    /// <summary>Whether the row in hand is written as its publisher writes it: by commas, nothing between quotation marks, no empty cells
    /// added.</summary>
    public bool IsPlain => _dialect.Separator == ',' && Reader.FieldCount == Width && !Reader.RawRecord.Contains((byte)'"');

    /// <summary>Columns with a name; 0 where the file has none.</summary>
    public int Width { get; }

    /// <summary>Opens a file whose header must be exactly these names in this order (case, spaces and the like aside).</summary>
    public static FileFault? OpenExact(InputFile file, IReadOnlyList<string> columns, out CsvTable? table)
    {
        if (Open(file, out table) is { } fault)
        {
            return fault;
        }

        var headers = table!._headers;
        if (headers.Count == columns.Count && headers.Zip(columns).All(c => CsvDialect.Key(c.First) == CsvDialect.Key(c.Second)))
        {
            return null;
        }

        table.Dispose();
        table = null;
        var missing = columns.Where(c => !Holds(headers, c)).ToList();
        var extra = headers.Where(h => !Holds(columns, h)).ToList();
        return new(
            1,
            "the columns are not those of this kind of file."
                + (missing.Count > 0 ? $" Missing: {string.Join(", ", missing)}." : "")
                + (extra.Count > 0 ? $" Not known: {Named(extra)}." : "")
                + $" Expected, in this order: {string.Join(", ", columns)}."
        );
    }

    /// <summary>Opens a file that must have the first names and may have the others, in any order; null for the others lets any be there,
    /// unused.</summary>
    public static FileFault? OpenNamed(InputFile file, IReadOnlyList<string> needed, IReadOnlyList<string>? allowed, out CsvTable? table)
    {
        if ((Open(file, out table) ?? WrongColumns(table!._headers, needed, allowed)) is not { } fault)
        {
            return null;
        }

        table?.Dispose();
        table = null;
        return fault;
    }

    /// <summary>A line that is longer than any row, as of a file whose ends of lines were lost: nothing reads it quickly.</summary>
    public static FileFault? TooLong(ReadOnlySpan<byte> content)
    {
        var line = 1L;
        while (content.Length > LongestRow)
        {
            if (content[..LongestRow].LastIndexOfAny((byte)'\r', (byte)'\n') is not (>= 0 and var end))
            {
                return new(
                    line,
                    "this line is longer than a megabyte, so it is no row. Fetch the file again, or save it with one row a line."
                );
            }

            line += content[..(end + 1)].Count((byte)'\n');
            content = content[(end + 1)..];
        }

        return null;
    }

    public static FileFault? TooWide(IReadOnlyList<string> headers) =>
        headers.Count > MostColumns ? new(1, $"the header has more than {MostColumns} columns.") : null;

    /// <summary>What is wrong with a header that must have the first names and may have the others; null for the others lets any be
    /// there.</summary>
    public static FileFault? WrongColumns(IReadOnlyList<string> headers, IReadOnlyList<string> needed, IReadOnlyList<string>? allowed)
    {
        var missing = needed.Where(c => !Holds(headers, c)).ToList();
        var unknown = headers.Where(n => allowed is not null && !Holds(needed, n) && !Holds(allowed, n)).ToList();
        var twice = headers.GroupBy(CsvDialect.Key).FirstOrDefault(g => g.Count() > 1 && g.Key.Length > 0)?.First();
        return missing.Count == 0 && unknown.Count == 0 && twice is null
            ? null
            : new(
                1,
                "the columns are not those of this kind of file."
                    + (missing.Count > 0 ? $" Missing: {string.Join(", ", missing)}." : "")
                    + (unknown.Count > 0 ? $" Not known: {Named(unknown)}." : "")
                    + (twice is not null ? $" Twice: {Words.Beginning(twice, NameShown)}." : "")
            );
    }

    /// <summary>Names without the empty ones that a spreadsheet leaves at the end.</summary>
    public static IReadOnlyList<string> WithoutEmptyEnd(IReadOnlyList<string> cells)
    {
        var width = cells.Count;
        while (width > 0 && string.IsNullOrWhiteSpace(cells[width - 1]))
        {
            width--;
        }

        return [.. cells.Take(width).Select(c => c.Trim())];
    }

    /// <summary>Where a column stands; -1 when the file does not have it.</summary>
    public int Column(string name)
    {
        var key = CsvDialect.Key(name);
        for (var i = 0; i < _headers.Count; i++)
        {
            if (CsvDialect.Key(_headers[i]) == key)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A cell, without the curly quotation marks that a word processor puts for straight ones.</summary>
    public string Text(int column)
    {
        var text = column < 0 ? "" : Reader.GetString(column).Trim();
        return text.Length > 1 && text[0] is '\u201c' && text[^1] is '\u201d' ? text[1..^1].Trim() : text;
    }

    /// <summary>Reads every row: those of the wrong width are rejected here, and a file that ends inside a row is at fault. Rows with
    /// nothing in them are none, and the header's own words again are passed over.</summary>
    /// <param name="take">Uses the row; its answer is why the row cannot go in, or null.</param>
    /// <param name="reject">Told of each row that cannot go in.</param>
    public FileFault? ForEachRow(Func<string?> take, Action<long, string> reject)
    {
        int? width = Width > 0 ? Width : null;
        (long Line, string Reason, bool IsTotal)? last = null;
        var hasNul = File.HasNul;
        try
        {
            while (Reader.Read())
            {
                if (last is { } held)
                {
                    reject(held.Line, held.Reason);
                    last = null;
                }

                width ??= Reader.FieldCount;
                if (IsEmpty() || IsHeader())
                {
                    continue;
                }

                var reason =
                    hasNul && Reader.RawRecord.Contains((byte)0) ? "the row holds the character NUL, which is no text"
                    : Reader.FieldCount == width || (Reader.FieldCount > width && AreEmptyFrom(width.Value)) ? take()
                    : $"the row has {Reader.FieldCount} columns, not {width}";
                if (reason is not null)
                {
                    var total = IsTotal();
                    last = (Line, total ? ATotal : reason, total);
                }
            }
        }
        catch (CsvFormatException)
        {
            return new(
                Line + 1,
                "a quotation mark is opened or closed in the wrong place. Put the text between quotation marks and double those inside it."
            );
        }

        if (last is { } end)
        {
            if (!File.EndsWithNewline && !end.IsTotal)
            {
                return new(end.Line, "the file ends in the middle of this row: it was cut short. Fetch it again.");
            }

            reject(end.Line, end.Reason);
        }

        return null;
    }

    public void Dispose() => Reader.Dispose();

    /// <summary>Opens a file that has no header: its columns go by number.</summary>
    public static CsvTable OpenBare(InputFile file)
    {
        Open(file, out var table, header: false);
        return table!;
    }

    private static FileFault? Open(InputFile file, out CsvTable? table, bool header = true)
    {
        table = null;
        if (header && FirstSign(file.Content.Span) is (byte)'{' or (byte)'[')
        {
            return new(0, "this is JSON, and a file of rows (CSV) is asked for.");
        }

        if (TooLong(file.Content.Span) is { } endless)
        {
            return endless;
        }

        var dialect = CsvDialect.Of(file.Content.Span);
        var reader = CsvReader.Create(
            file.Content[dialect.Start..],
            new CsvReaderOptions
            {
                HasHeader = header,
                Separator = dialect.Separator,
                PoolStrings = true,
                TrackLineNumbers = true,
                MaxRecordSize = LongestRow,
                MalformedData = CsvMalformedDataHandling.Throw,
            }
        );
        try
        {
            reader.ReadHeader();
            var headers = WithoutEmptyEnd([.. reader.Headers]);
            var fault = header && headers.Count == 0 ? new(1, "the file has no header.") : TooWide(headers);
            if (fault is null)
            {
                table = new(file, reader, dialect, headers);
                return null;
            }

            reader.Dispose();
            return fault;
        }
        catch (CsvFormatException)
        {
            reader.Dispose();
            return new(1, "the header is not a row of column names.");
        }
    }

    private bool IsEmpty() => Reader.IsEmpty(0) && AreEmptyFrom(1);

    private bool AreEmptyFrom(int first)
    {
        for (var i = first; i < Reader.FieldCount; i++)
        {
            if (!Reader.IsEmpty(i) && Reader.GetSpan(i).ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The header once more, as in files that were joined.</summary>
    private bool IsHeader()
    {
        if (_headers.Count == 0 || !Ascii.EqualsIgnoreCase(Reader.GetSpan(0), _headers[0]))
        {
            return false;
        }

        for (var i = 1; i < _headers.Count; i++)
        {
            if (!Reader.GetString(i).Trim().Equals(_headers[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"Total", "Grand total", "Sum": asked only of a row that cannot go in.</summary>
    private bool IsTotal()
    {
        for (var i = 0; i < Reader.FieldCount; i++)
        {
            if (Reader.GetString(i).Trim().TrimEnd(':') is { Length: > 0 } text)
            {
                return IsTotal(text);
            }
        }

        return false;
    }

    public static bool IsTotal(string text) =>
        text.Equals("sum", StringComparison.OrdinalIgnoreCase)
        || text.Equals("count", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("total", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("grand total", StringComparison.OrdinalIgnoreCase)
        || text.EndsWith(" total", StringComparison.OrdinalIgnoreCase);

    private static bool Holds(IEnumerable<string> names, string name) => names.Any(n => CsvDialect.Key(n) == CsvDialect.Key(name));

    private static string Named(List<string> names) =>
        string.Join(", ", names.Take(12).Select(n => n.Length == 0 ? "(no name)" : Words.Beginning(n, NameShown)));

    private static byte FirstSign(ReadOnlySpan<byte> content)
    {
        var text = content.TrimStart(" \t\r\n"u8);
        return text.IsEmpty ? (byte)0 : text[0];
    }
}
