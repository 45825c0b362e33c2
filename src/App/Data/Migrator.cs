using Npgsql;

namespace Wardwise.App.Data;

/// <summary>Brings a database to this version: numbered scripts, forward only, all of them or none.</summary>
public static class Migrator
{
    /// <summary>Runs what the database lacks and answers the names of the scripts that ran.</summary>
    /// <exception cref="MigrationException">A script failed, was changed since it ran, or is not known here.</exception>
    public static Task<IReadOnlyList<string>> Run(string ownerConnectionString, CancellationToken cancel) =>
        Run(ownerConnectionString, MigrationScript.Embedded(), cancel);

    internal static async Task<IReadOnlyList<string>> Run(
        string ownerConnectionString,
        IReadOnlyList<MigrationScript> scripts,
        CancellationToken cancel
    )
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // One at a time: several processes may start on a new version at once.
        await Execute(connection, "select pg_advisory_xact_lock(7427002)", cancel);
        await Execute(
            connection,
            """
            create table if not exists schema_migration (
                name text primary key, digest text not null, applied_at timestamptz not null default now())
            """,
            cancel
        );
        var known = await Applied(connection, cancel);
        Check(known, scripts);
        var applied = new List<string>();
        foreach (var script in scripts.Where(s => !known.ContainsKey(s.Name)))
        {
            await script.Run(connection, cancel);
            await using var record = new NpgsqlCommand("insert into schema_migration (name, digest) values ($1, $2)", connection)
            {
                Parameters =
                {
                    new() { Value = script.Name },
                    new() { Value = script.Digest },
                },
            };
            await record.ExecuteNonQueryAsync(cancel);
            applied.Add(script.Name);
        }

        await transaction.CommitAsync(cancel);
        return applied;
    }

    private static void Check(Dictionary<string, string> known, IReadOnlyList<MigrationScript> scripts)
    {
        var here = scripts.ToDictionary(s => s.Name, s => s.Digest, StringComparer.Ordinal);
        foreach (var (name, digest) in known)
        {
            if (!here.TryGetValue(name, out var own))
            {
                throw new MigrationException(
                    $"The database has been migrated by a newer Wardwise ({name} is not known here): run that version or a later one."
                );
            }

            if (own != digest)
            {
                throw new MigrationException(
                    $"{name} was changed after it ran on this database: put it back as it was and write a new script."
                );
            }
        }
    }

    private static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, CancellationToken cancel)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select name, digest from schema_migration", connection);
        await foreach (var row in command.EachRow(cancel))
        {
            known.Add(row.Get<string>("name"), row.Get<string>("digest"));
        }

        return known;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>The database cannot be brought to this version; the message says which script, which line and why.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);
