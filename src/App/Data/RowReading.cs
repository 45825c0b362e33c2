using Npgsql;
using Wardwise.Domain.Shared;

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
        await using var command = work.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            all.Add(read(new(reader)));
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
        await using var command = work.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? read(new(reader)) : default;
    }
}

/// <summary>One row of an answer, valid until the next.</summary>
internal readonly struct Row(NpgsqlDataReader reader)
{
    /// <summary>A column's value. A nullable type (<c>int?</c>) takes a null; for text and arrays that may be null there is
    /// <see cref="OrNull"/>.</summary>
    /// <exception cref="InvalidOperationException">It is null: the query or the type is wrong.</exception>
    public T Get<T>(string column)
    {
        var at = reader.GetOrdinal(column);
        if (!reader.IsDBNull(at))
        {
            return reader.GetFieldValue<T>(at);
        }

        return Held<T>.TakesNull
            ? default!
            : throw new InvalidOperationException($"Column {column} is null, and is read as a {typeof(T).Name} that cannot be.");
    }

    public T? OrNull<T>(string column)
        where T : class
    {
        var at = reader.GetOrdinal(column);
        return reader.IsDBNull(at) ? null : reader.GetFieldValue<T>(at);
    }

    /// <summary>An enum that is stored as its code.</summary>
    public T Code<T>(string column)
        where T : struct, Enum => EnumCode.Parse<T>(Get<string>(column));

    public T? CodeOrNull<T>(string column)
        where T : struct, Enum => OrNull<string>(column) is { } code ? EnumCode.Parse<T>(code) : null;

    public YearMonth Month(string column) => YearMonth.Of(Get<DateOnly>(column));

    private static class Held<T>
    {
        public static readonly bool TakesNull = Nullable.GetUnderlyingType(typeof(T)) is not null;
    }
}
