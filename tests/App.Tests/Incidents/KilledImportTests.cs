using System.Globalization;
using System.Text.Json;
using Npgsql;
using Wardwise.App.Data;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Incidents;

/// <summary>The real program, killed with -9 in the middle of an import: nothing half-applied, nothing lost, the same command works
/// again.</summary>
public sealed class KilledImportTests
{
    private const int Rows = 5_000;

    [Fact]
    public async Task KilledInTheMiddle_LeavesNothing_AndTheSameCommandWorksAgain()
    {
        var home = TemporaryHome.Make();
        try
        {
            var files = Directory.CreateDirectory(Path.Combine(home, "files")).FullName;
            new StreetFile("2025-01").Crime("held").Save(files, "held.csv");
            var many = new StreetFile("2025-02");
            for (var i = 0; i < Rows; i++)
            {
                many.Crime($"c{i}", 51.9 + (i % 1000 / 10_000.0));
            }

            var path = many.Save(files, "2025-02-wealdshire-street.csv", gzipped: false);
            Assert.Equal(1, (await Import(home, Path.Combine(files, "held.csv"))).GetProperty("added").GetInt32());
            await KillAtItsLastStep(home, path);

            var report = await Import(home, path);
            Assert.Equal(Rows, report.GetProperty("added").GetInt32());
            Assert.Equal(0, report.GetProperty("already").GetInt32());
            var list = await WardwiseProcess.Run(home, ["import", "list", "--json"]);
            using var listed = JsonDocument.Parse(list.Output);
            Assert.Equal(2, listed.RootElement.GetArrayLength());
        }
        finally
        {
            TemporaryHome.Remove(home);
        }
    }

    private static async Task<JsonElement> Import(string home, string path)
    {
        var (code, output, error) = await WardwiseProcess.Run(home, ["import", "incidents", path, "--force", "wealdshire", "--json"]);
        Assert.True(code == 0, error);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    /// <summary>
    /// The months are written after the rows: while the test holds their table, every row is written and none is committed.
    /// </summary>
    private static async Task KillAtItsLastStep(string home, string path)
    {
        await using var instance = await WardwiseInstance.Open(new() { Home = home }, default);
        await using var connection = new NpgsqlConnection(instance.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var hold = await connection.BeginTransactionAsync();
        async Task<long> Number(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, hold);
            return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        }

        await Number("lock table import_month in share mode; select 1");
        await using var importing = WardwiseProcess.Start(home, ["import", "incidents", path, "--force", "wealdshire", "--json"]);
        var ended = importing.Ended();
        await Eventually.Holds(
            async () => await Number("select count(*) from pg_locks where relation = 'import_month'::regclass and not granted") == 1,
            ended
        );
        Assert.True(await Number("select pg_relation_size('incident_row')") > Rows * 50L);
        Assert.Equal(1, await Number("select count(*) from incident_row"));
        importing.Kill();
        await ended;
    }
}
