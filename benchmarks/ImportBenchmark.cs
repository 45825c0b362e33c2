using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardwise.App;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.Domain.Places;

namespace Wardwise.Benchmarks;

/// <summary>
/// The whole import of street files (reading, checking, placing, writing, recording) against raw binary COPY of the very same rows into a
/// table with the same columns, key and indexes, in turns on one private server.
/// </summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const double Promised = 0.6;
    private const int MostMegabytes = 400;

    public string Name => "import";

    public string About => "[FOLDER of street files] [--rounds N]: rows a second of an import against raw COPY of the same rows";

    public async Task<int> Run(string[] arguments)
    {
        var rounds =
            Array.IndexOf(arguments, "--rounds") is >= 0 and var at && arguments.Length > at + 1
                ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture)
                : 5;
        var data = Environment.GetEnvironmentVariable("WARDWISE_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine("..", "shared", "data");
        var folder = arguments.FirstOrDefault(Directory.Exists) ?? Path.Combine(data, "police-uk", "hertfordshire");
        if (!Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync($"There is no folder {folder}. Name one that holds street files of data.police.uk.");
            return 2;
        }

        var home = Directory.CreateTempSubdirectory("wardwise-bench-").FullName;
        try
        {
            await using var instance = await WardwiseInstance.Open(new() { Home = home }, CancellationToken.None);
            await Migrator.Run(instance.OwnerConnectionString, CancellationToken.None);
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddWardwise(instance.Logins, new InstanceHome(home))
                .BuildServiceProvider();
            var wards = Path.Combine(data, "geography", "wards-lsoa-2011-geojson");
            return await Measure(
                instance,
                services,
                folder,
                Directory.Exists(wards) ? Directory.GetFiles(wards, "wards-E07*.json") : [],
                rounds
            );
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<int> Measure(WardwiseInstance instance, ServiceProvider services, string folder, string[] wards, int rounds)
    {
        var none = CancellationToken.None;
        var owner = await services.GetRequiredService<Actors>().MachineOwner(none);
        var force = new DirectoryInfo(folder).Name;
        if (wards.Length > 0)
        {
            await services
                .GetRequiredService<ImportPlaces>()
                .Run(
                    owner,
                    new()
                    {
                        Paths = wards,
                        Level = PlaceLevel.Neighbourhood,
                        Force = force,
                        CodeField = "WD13CD",
                        NameField = "WD13NM",
                    },
                    none
                );
        }

        var (whole, again, raw) = (new List<double>(), new List<double>(), new List<double>());
        byte[] rows = [];
        var (count, megabytes) = (0, 0L);
        // The first round warms everything up and is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            await Execute(
                instance,
                """
                truncate incident_row, import_month, import_file, import_rejection, import_undo, place_due; update import
                set undone_at = now()
                """,
                none
            );
            await Execute(instance, "vacuum incident_row", none);
            await Execute(instance, "checkpoint", none);
            var import = services.GetRequiredService<ImportIncidents>();
            var report = (await import.Run(owner, new() { Paths = [folder], Force = force }, none)).Value;
            var second = (await import.Run(owner, new() { Paths = [folder], Force = force }, none)).Value;
            if (round == 0)
            {
                // Of the import alone: the rows that the comparison holds in memory come after.
                megabytes = Process.GetCurrentProcess().PeakWorkingSet64 / (1 << 20);
                count = report.Added;
                rows = await Rows(instance, none);
            }

            await Execute(instance, "drop table if exists raw_row; create table raw_row (like incident_row including all)", none);
            await Execute(instance, "checkpoint", none);
            var copied = await RawCopy(instance, rows, none);
            if (round > 0)
            {
                whole.Add(report.Seconds);
                again.Add(second.Seconds);
                raw.Add(copied);
                await Console.Error.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"round {round}: import {report.Seconds:0.00} s, again {second.Seconds:0.00} s, raw COPY {copied:0.00} s"
                    )
                );
            }
        }

        var ratio = Median(raw.Zip(whole, (r, w) => r / w));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {Machine.InWords}
                {count} rows, {wards.Length} files of boundaries, median of {rounds} rounds after one to warm up
                whole import      {count / Median(whole), 10:0} rows/s   {Median(whole):0.00} s
                the same again    {count / Median(again), 10:0} rows/s   {Median(again):0.00} s
                raw COPY          {count / Median(raw), 10:0} rows/s   {Median(raw):0.00} s   (same columns, key and indexes)
                import / raw      {ratio, 10:0.00}            promised {Promised}
                peak memory       {megabytes, 10} MB         promised under {MostMegabytes}
                """
            )
        );
        return ratio >= Promised && megabytes < MostMegabytes ? 0 : 1;
    }

    /// <summary>The rows as PostgreSQL itself writes them, in the order in which they came.</summary>
    private static async Task<byte[]> Rows(WardwiseInstance instance, CancellationToken cancel)
    {
        await using var connection = await Open(instance, cancel);
        await using var stream = await connection.BeginRawBinaryCopyAsync(
            "copy (select * from incident_row order by ctid) to stdout (format binary)",
            cancel
        );
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }

    private static async Task<double> RawCopy(WardwiseInstance instance, byte[] rows, CancellationToken cancel)
    {
        await using var connection = await Open(instance, cancel);
        var started = Stopwatch.GetTimestamp();
        await using (var stream = await connection.BeginRawBinaryCopyAsync("copy raw_row from stdin (format binary)", cancel))
        {
            await stream.WriteAsync(rows, cancel);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<NpgsqlConnection> Open(WardwiseInstance instance, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(instance.OwnerConnectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    private static async Task Execute(WardwiseInstance instance, string sql, CancellationToken cancel)
    {
        await using var connection = await Open(instance, cancel);
        foreach (var statement in sql.Split("; "))
        {
            // The history that the product demands of itself is not what is measured here.
            await using var command = new NpgsqlCommand(statement, connection);
            if (statement.StartsWith("update import", StringComparison.Ordinal))
            {
                command.CommandText = "set session_replication_role = replica";
                await command.ExecuteNonQueryAsync(cancel);
                command.CommandText = statement;
            }

            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
