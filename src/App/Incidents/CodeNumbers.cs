using Npgsql;
using NpgsqlTypes;
using Wardwise.Domain.Incidents;

namespace Wardwise.App.Incidents;

/// <summary>Keys of a list of codes as the numbers that incidents carry; none is null, which narrows nothing.</summary>
internal static class CodeNumbers
{
    public static NpgsqlParameter Of(CodeList list, IReadOnlyList<string> keys) =>
        new()
        {
            Value = keys.Count == 0 ? DBNull.Value : keys.Select(k => list.Find(k)).OfType<Code>().Select(c => c.Number).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint,
        };
}
