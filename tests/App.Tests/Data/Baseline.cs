using System.IO.Compression;
using System.Text;
using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Tests.Access;

namespace Wardwise.App.Tests.Data;

/// <summary>
/// A released version of the database: the digests of its scripts (<c>0.1.0.txt</c>), and an instance of it with data (<c>0.1.0.zip</c>:
/// the rows of each table as COPY writes them, what each sequence gave last, and the files of its home).
/// </summary>
internal sealed class Baseline
{
    private const string Tables = "tables/";
    private const string HomeFiles = "home/";
    private const string Sequences = "sequences";

    private readonly string _folder;

    internal Baseline(string folder, string version)
    {
        (_folder, Version) = (folder, version);
        Scripts = File.ReadAllLines(Path.Combine(folder, version + ".txt"))
            .Select(line => line.Split("  "))
            .ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
    }

    public string Version { get; }

    /// <summary>Name and digest of each script.</summary>
    public IReadOnlyDictionary<string, string> Scripts { get; }

    public static IReadOnlyList<Baseline> All { get; } =
    [
        .. Directory
            .GetFiles(Folder, "*.txt")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .OrderBy(v => System.Version.Parse(v))
            .Select(v => new Baseline(Folder, v)),
    ];

    public static Baseline Latest => All[^1];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Data", "Baselines");

    /// <summary>Writes both files of a version from an instance that runs on this version's scripts.</summary>
    public static async Task Write(string folder, string version, string ownerConnectionString, string home)
    {
        var scripts = MigrationScript.Embedded();
        await File.WriteAllLinesAsync(Path.Combine(folder, version + ".txt"), scripts.Select(s => $"{s.Digest}  {s.Name}"));
        await using var to = File.Create(Path.Combine(folder, version + ".zip"));
        await using var archive = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8);
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync();
        foreach (var (table, columns) in await TablesOf(ownerConnectionString))
        {
            using var rows = await connection.BeginTextExportAsync($"copy public.{table} ({columns}) to stdout");
            await WriteEntry(archive, Tables + table, columns + "\n" + await rows.ReadToEndAsync());
        }

        var last = await Catalogue.Read(
            ownerConnectionString,
            "select sequencename, last_value from pg_sequences where schemaname = 'public' and last_value is not null order by 1",
            r => $"{r.GetString(0)} {r.GetInt64(1)}"
        );
        await WriteEntry(archive, Sequences, string.Join('\n', last));
        foreach (var file in Directory.GetFiles(home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var entry = await archive.CreateEntry(HomeFiles + Path.GetRelativePath(home, file)).OpenAsync();
            await entry.WriteAsync(await File.ReadAllBytesAsync(file));
        }
    }

    /// <summary>Makes an instance of the version, as its users have it.</summary>
    /// <param name="ownerConnectionString">To an empty database.</param>
    /// <param name="home">An empty folder.</param>
    public async Task Open(string ownerConnectionString, string home)
    {
        await Migrator.Run(ownerConnectionString, [.. MigrationScript.Embedded().Where(s => Scripts.ContainsKey(s.Name))], default);
        await using var archive = await ZipFile.OpenReadAsync(Path.Combine(_folder, Version + ".zip"));
        await using var connection = new NpgsqlConnection(ownerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await Run(connection, "set session_replication_role = replica");
        foreach (var entry in archive.Entries.Where(e => e.FullName.StartsWith(Tables, StringComparison.Ordinal)))
        {
            var (columns, rows) = await ReadTable(entry);
            var table = entry.FullName[Tables.Length..];
            // The scripts have put rows there already.
            await Run(connection, $"delete from public.{table}");
            await using var into = await connection.BeginTextImportAsync($"copy public.{table} ({columns}) from stdin");
            await into.WriteAsync(rows);
        }

        using var sequences = new StreamReader(await archive.GetEntry(Sequences)!.OpenAsync());
        foreach (var line in (await sequences.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (line.Split(' ')[0], line.Split(' ')[1]);
            await Run(connection, $"select setval('public.{name}', {value})");
        }

        foreach (var entry in archive.Entries.Where(e => e.FullName.StartsWith(HomeFiles, StringComparison.Ordinal)))
        {
            var path = Path.Combine(home, entry.FullName[HomeFiles.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path);
        }
    }

    private static Task<List<(string Table, string Columns)>> TablesOf(string ownerConnectionString) =>
        Catalogue.Read(
            ownerConnectionString,
            """
            select c.relname, string_agg(quote_ident(a.attname), ', ' order by a.attnum)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migration'
            group by c.relname order by c.relname
            """,
            r => (r.GetString(0), r.GetString(1))
        );

    private static async Task WriteEntry(ZipArchive archive, string name, string text)
    {
        await using var entry = await archive.CreateEntry(name, CompressionLevel.SmallestSize).OpenAsync();
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    private static async Task<(string Columns, string Rows)> ReadTable(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(await entry.OpenAsync(), Encoding.UTF8);
        return ((await reader.ReadLineAsync())!, await reader.ReadToEndAsync());
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
