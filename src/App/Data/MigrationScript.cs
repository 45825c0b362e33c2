using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Wardwise.App.Data;

/// <summary>One numbered script.</summary>
internal sealed record MigrationScript(string Name, string Sql)
{
    private const string Folder = ".Data.Migrations.";

    /// <summary>The same on every machine, whatever line endings the checkout has.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public static IReadOnlyList<MigrationScript> Embedded()
    {
        var assembly = typeof(MigrationScript).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(n => n.Contains(Folder, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal))
                .Select(n =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!, Encoding.UTF8);
                    return new MigrationScript(n[(n.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], reader.ReadToEnd());
                })
                .OrderBy(s => s.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Statement by statement: the server's error counts from the statement that failed, and this is how the line is
    /// found.</summary>
    public async Task Run(NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var (start, end) in SqlStatements.In(Sql))
        {
            try
            {
                await using var command = new NpgsqlCommand(Sql[start..end], connection);
                await command.ExecuteNonQueryAsync(cancel);
            }
            catch (PostgresException e)
            {
                var line = Sql.AsSpan(0, Math.Min(Sql.Length, start + Math.Max(0, e.Position - 1))).Count('\n') + 1;
                throw new MigrationException($"{Name} line {line}: {e.MessageText}", e);
            }
        }
    }
}
