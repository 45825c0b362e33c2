using System.Runtime.CompilerServices;
using Npgsql;

namespace Wardwise.App.Data;

/// <summary>The one way to read rows of plain SQL: each column by its name, with its type, and null only where the reader says that it may
/// be.</summary>
internal static class RowReading
{
    /// <param name="work">The piece of work.</param>
    /// <param name="sql">A query that names each column it gives.</param>
    /// <param name="read">Makes a value of a row; called for each as it comes.</param>
    /// <param name="cancel">Stops.</param>
    /// <param name="values">By position: $1, $2, ...</param>
    public static async Task<List<T>> Rows<T>(
        this Work work,
        string sql,
        Func<Row, T> read,
        CancellationToken cancel,
        params object?[] values
    )
    {
        var all = new List<T>();
        await foreach (var row in work.EachRow(sql, cancel, values))
        {
            all.Add(read(row));
        }

        return all;
    }

    /// <summary>The first row, or null (for a struct, ask for its nullable).</summary>
    public static async Task<T?> FirstRow<T>(
        this Work work,
        string sql,
        Func<Row, T> read,
        CancellationToken cancel,
        params object?[] values
    )
    {
        await foreach (var row in work.EachRow(sql, cancel, values))
        {
            return read(row);
        }

        return default;
    }

    /// <summary>The row of a query that always gives one.</summary>
    public static async Task<T> OneRow<T>(this Work work, string sql, Func<Row, T> read, CancellationToken cancel, params object?[] values)
    {
        await foreach (var row in work.EachRow(sql, cancel, values))
        {
            return read(row);
        }

        throw None();
    }

    /// <summary>Each row as it comes, where they do not make a list: the query runs until the loop ends, and the
    /// work can ask nothing else meanwhile.</summary>
    public static async IAsyncEnumerable<Row> EachRow(
        this Work work,
        string sql,
        [EnumeratorCancellation] CancellationToken cancel,
        params object?[] values
    )
    {
        await using var command = work.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var row = new Row(reader);
        while (await command.Next(reader, cancel))
        {
            yield return row;
        }
    }

    /// <summary>Blocks: for the middle of a file that is read row by row.</summary>
    public static IEnumerable<Row> EachRowBlocking(this Work work, string sql, params object?[] values)
    {
        using var command = work.Command(sql, values);
        using var reader = command.ExecuteReader();
        var row = new Row(reader);
        while (command.Next(reader))
        {
            yield return row;
        }
    }

    /// <summary>Where there is no piece of work: before the first, and while the database is brought up to date.</summary>
    public static async IAsyncEnumerable<Row> EachRow(this NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var row = new Row(reader);
        while (await reader.ReadAsync(cancel))
        {
            yield return row;
        }
    }

    public static async Task<T> OneRow<T>(this NpgsqlCommand command, Func<Row, T> read, CancellationToken cancel)
    {
        await foreach (var row in command.EachRow(cancel))
        {
            return read(row);
        }

        throw None();
    }

    private static InvalidOperationException None() => new("A query that always gives a row gave none.");
}
