using CsvHelper;

namespace Wardwise.App.Exchange;

/// <summary>A CSV file opened at its first row, with the columns that it must or may have found.</summary>
internal sealed class CsvTable : IDisposable
{
    private const int LongestRow = 1 << 20;

    private CsvTable(InputFile file, CsvReader reader) => (File, Reader) = (file, reader);

    public InputFile File { get; }

    public CsvReader Reader { get; }

    public long Line => Reader.LineNumber;

    /// <summary>Opens a file whose header must be exactly these names in this order (case aside).</summary>
    public static FileFault? OpenExact(InputFile file, IReadOnlyList<string> columns, out CsvTable? table)
    {
        table = Open(file, out var headers, out var fault);
        if (table is null)
        {
            return fault;
        }

        if (
            headers.Count != columns.Count
            || !headers.Zip(columns).All(c => c.First.Trim().Equals(c.Second, StringComparison.OrdinalIgnoreCase))
        )
        {
            table.Dispose();
            table = null;
            var missing = columns.Where(c => !headers.Contains(c, StringComparer.OrdinalIgnoreCase)).ToList();
            var extra = headers.Where(h => !columns.Contains(h.Trim(), StringComparer.OrdinalIgnoreCase)).ToList();
            return new(
                1,
                "the columns are not those of this kind of file."
                    + (missing.Count > 0 ? $" Missing: {string.Join(", ", missing)}." : "")
                    + (extra.Count > 0 ? $" Not known: {string.Join(", ", extra.Take(12))}." : "")
                    + $" Expected, in this order: {string.Join(", ", columns)}."
            );
        }

        return null;
    }

    /// <summary>Opens a file that must have the first names and may have the others, in any order; null for the others lets any be there,
    /// unused.</summary>
    public static FileFault? OpenNamed(InputFile file, IReadOnlyList<string> needed, IReadOnlyList<string>? allowed, out CsvTable? table)
    {
        table = Open(file, out var headers, out var fault);
        if (table is null)
        {
            return fault;
        }

        if (WrongColumns(headers, needed, allowed) is { } wrong)
        {
            table.Dispose();
            table = null;
            return wrong;
        }

        return null;
    }

    /// <summary>What is wrong with a header that must have the first names and may have the others; null for the others lets any be
    /// there.</summary>
    public static FileFault? WrongColumns(IEnumerable<string> headers, IReadOnlyList<string> needed, IReadOnlyList<string>? allowed)
    {
        var names = headers.Select(h => h.Trim()).ToList();
        var missing = needed.Where(c => !names.Contains(c, StringComparer.OrdinalIgnoreCase)).ToList();
        var unknown = names
            .Where(n =>
                allowed is not null
                && !needed.Contains(n, StringComparer.OrdinalIgnoreCase)
                && !allowed.Contains(n, StringComparer.OrdinalIgnoreCase)
            )
            .ToList();
        var twice = names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)?.Key;
        return missing.Count == 0 && unknown.Count == 0 && twice is null
            ? null
            : new(
                1,
                "the columns are not those of this kind of file."
                    + (missing.Count > 0 ? $" Missing: {string.Join(", ", missing)}." : "")
                    + (unknown.Count > 0 ? $" Not known: {string.Join(", ", unknown.Take(12))}." : "")
                    + (twice is not null ? $" Twice: {twice}." : "")
            );
    }

    /// <summary>Where a column stands; -1 when the file does not have it.</summary>
    public int Column(string name) => Reader.TryGetFieldIndex(name, out var index) ? index : -1;

    public string Text(int column) => column < 0 ? "" : Reader.GetString(column).Trim();

    /// <summary>Reads every row: those of the wrong width are rejected here, and a file that ends inside a row is at fault.</summary>
    /// <param name="take">Uses the row; its answer is why the row cannot go in, or null.</param>
    /// <param name="reject">Told of each row that cannot go in.</param>
    public FileFault? ForEachRow(Func<string?> take, Action<long, string> reject)
    {
        int? width = Reader.Headers.Count > 0 ? Reader.Headers.Count : null;
        (long Line, string Reason)? last = null;
        try
        {
            while (Reader.Read())
            {
                if (last is { } held)
                {
                    reject(held.Line, held.Reason);
                }

                width ??= Reader.FieldCount;
                var reason = Reader.FieldCount == width ? take() : $"the row has {Reader.FieldCount} columns, not {width}";
                last = reason is null ? null : (Line, reason);
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
            if (!File.EndsWithNewline)
            {
                return new(end.Line, "the file ends in the middle of this row: it was cut short. Fetch it again.");
            }

            reject(end.Line, end.Reason);
        }

        return null;
    }

    public void Dispose() => Reader.Dispose();

    /// <summary>Opens a file that has no header: its columns go by number.</summary>
    public static CsvTable OpenBare(InputFile file) => Open(file, out _, out _, header: false)!;

    private static CsvTable? Open(InputFile file, out IReadOnlyList<string> headers, out FileFault? fault, bool header = true)
    {
        var reader = CsvReader.Create(
            file.Content,
            new CsvReaderOptions
            {
                HasHeader = header,
                PoolStrings = true,
                TrackLineNumbers = true,
                MaxRecordSize = LongestRow,
                MalformedData = CsvMalformedDataHandling.Throw,
            }
        );
        try
        {
            reader.ReadHeader();
            headers = [.. reader.Headers];
            fault = header && headers.Count == 0 ? new(1, "the file has no header.") : null;
        }
        catch (CsvFormatException)
        {
            (headers, fault) = ([], new(1, "the header is not a row of column names."));
        }

        if (fault is null)
        {
            return new(file, reader);
        }

        reader.Dispose();
        return null;
    }
}
