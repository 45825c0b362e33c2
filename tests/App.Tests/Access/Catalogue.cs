using Npgsql;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>The database as its owner and as anybody who got hold of the application's login.</summary>
internal static class Catalogue
{
    public static async Task<List<T>> Read<T>(string connectionString, string sql, Func<NpgsqlDataReader, T> row)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    public static async Task<string> One(Station station, string sql) =>
        (await Read(station.OwnerConnectionString, sql, r => r.GetValue(0).ToString()!))[0];

    public static Task Run(Station station, string sql) => Read(station.OwnerConnectionString, sql, _ => 0);

    /// <summary>As somebody would who owns the database and wants no trace: no trigger fires.</summary>
    public static Task Tamper(Station station, string sql) => Run(station, "set session_replication_role = replica; " + sql);
}
