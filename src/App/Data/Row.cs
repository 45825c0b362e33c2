using Npgsql;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Data;

/// <summary>The row that a query is at: what it says is valid until the next is read.</summary>
internal sealed class Row(NpgsqlDataReader reader)
{
    private readonly List<(string Name, int At)> _known = [];
    private int _next;

    /// <summary>A column's value. A nullable type (<c>int?</c>) takes a null; for text and arrays that may be null there is
    /// <see cref="OrNull"/>.</summary>
    /// <exception cref="InvalidOperationException">It is null: the query or the type is wrong.</exception>
    public T Get<T>(string column)
    {
        var at = At(column);
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
        var at = At(column);
        return reader.IsDBNull(at) ? null : reader.GetFieldValue<T>(at);
    }

    public bool IsNull(string column) => reader.IsDBNull(At(column));

    /// <summary>An enum that is stored as its code.</summary>
    public T Code<T>(string column)
        where T : struct, Enum => EnumCode.Parse<T>(Get<string>(column));

    public T? CodeOrNull<T>(string column)
        where T : struct, Enum => OrNull<string>(column) is { } code ? EnumCode.Parse<T>(code) : null;

    public YearMonth Month(string column) => YearMonth.Of(Get<DateOnly>(column));

    /// <summary>Every row is asked for the same columns in the same order, so the one asked for is mostly the one after the last: a
    /// long list is then read as fast as by number.</summary>
    private int At(string column)
    {
        if (_next == _known.Count || _known[_next].Name != column)
        {
            _next = _known.FindIndex(k => k.Name == column);
            if (_next < 0)
            {
                var at = reader.GetOrdinal(column);
                _next = _known.Count;
                _known.Add((column, at));
            }
        }

        return _known[_next++].At;
    }

    private static class Held<T>
    {
        public static readonly bool TakesNull = Nullable.GetUnderlyingType(typeof(T)) is not null;
    }
}
