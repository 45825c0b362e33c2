using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Wardwise.App.Data;

/// <summary>Brings a database to this version: numbered scripts, forward only, all of them or none.</summary>
public static class Migrator
{
    /// <summary>Runs what the database lacks and answers the names of the scripts that ran.</summary>
    /// <exception cref="MigrationException">A script failed, was changed since it ran, or is not known here.</exception>
    public static Task<IReadOnlyList<string>> Run(string ownerConnectionString, CancellationToken cancel)
        => Run(ownerConnectionString, MigrationScript.Embedded(), cancel);

    internal static async Task<IReadOnlyList<string>> Run(string ownerConnectionString, IReadOnlyList<MigrationScript> scripts, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // One at a time: several processes may start on a new version at once.
        await Execute(connection, "select pg_advisory_xact_lock(7427002)", cancel);
        await Execute(connection, """
            create table if not exists schema_migration (
                name text primary key, digest text not null, applied_at timestamptz not null default now())
            """, cancel);
        var known = await Applied(connection, cancel);
        Check(known, scripts);
        var applied = new List<string>();
        foreach (var script in scripts.Where(s => !known.ContainsKey(s.Name)))
        {
            try
            {
                await Execute(connection, script.Sql, cancel);
            }
            catch (PostgresException e)
            {
                throw new MigrationException($"{script.Name} line {script.LineOf(e)}: {e.MessageText}", e);
            }

            await using var record = new NpgsqlCommand("insert into schema_migration (name, digest) values ($1, $2)", connection)
            {
                Parameters = { new() { Value = script.Name }, new() { Value = script.Digest } },
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
                throw new MigrationException($"The database has been migrated by a newer Wardwise ({name} is not known here): run that version or a later one.");
            }

            if (own != digest)
            {
                throw new MigrationException($"{name} was changed after it ran on this database: put it back as it was and write a new script.");
            }
        }
    }

    private static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, CancellationToken cancel)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select name, digest from schema_migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            known.Add(reader.GetString(0), reader.GetString(1));
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

/// <summary>One numbered script.</summary>
internal sealed record MigrationScript(string Name, string Sql)
{
    private const string Folder = ".Data.Migrations.";

    /// <summary>The same on every machine, whatever line endings the checkout has.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public static IReadOnlyList<MigrationScript> Embedded()
    {
        var assembly = typeof(MigrationScript).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.Contains(Folder, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal))
            .Select(n =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!, Encoding.UTF8);
                return new MigrationScript(n[(n.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], reader.ReadToEnd());
            })
            .OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    /// <summary>The server counts from the statement, since Npgsql sends a script's statements one by one.</summary>
    public int LineOf(PostgresException trouble)
    {
        var statement = trouble.BatchCommand?.CommandText ?? "";
        var start = statement.Length == 0 ? 0 : Math.Max(0, Sql.LastIndexOf(statement, StringComparison.Ordinal));
        while (start < Sql.Length && trouble.Position == 0 && char.IsWhiteSpace(Sql[start]))
        {
            start++;
        }

        var at = Math.Min(Sql.Length, start + Math.Max(0, trouble.Position - 1));
        return Sql.AsSpan(0, at).Count('\n') + 1;
    }
}
