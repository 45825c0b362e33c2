using System.Text.Json;
using Npgsql;
using Wardwise.App.Data.Embedded;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Incidents;

/// <summary>The real program, killed with -9 in the middle of an import: nothing half-applied, nothing lost, the same command works
/// again.</summary>
public sealed class KilledImportTests
{
    [Fact]
    public async Task KilledInTheMiddle_LeavesNothing_AndTheSameCommandWorksAgain()
    {
        var home = TemporaryHome.Make();
        try
        {
            var files = Directory.CreateDirectory(Path.Combine(home, "files")).FullName;
            new StreetFile("2025-01").Crime("held").Save(files, "held.csv");
            var many = new StreetFile("2025-02");
            for (var i = 0; i < 120_000; i++)
            {
                many.Crime($"c{i}", 51.9 + (i % 1000 / 10_000.0));
            }

            var path = many.Save(files, "2025-02-wealdshire-street.csv", gzipped: false);
            Assert.Equal(1, (await Import(home, Path.Combine(files, "held.csv"))).GetProperty("added").GetInt32());
            await using (var importing = WardwiseProcess.Start(home, ["import", "incidents", path, "--force", "wealdshire", "--json"]))
            {
                await SomeRowsWritten(home);
                importing.Kill();
            }

            var report = await Import(home, path);
            Assert.Equal(120_000, report.GetProperty("added").GetInt32());
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

    /// <summary>Waits until the table has grown under the open transaction: its size is seen from outside, its rows are not.</summary>
    private static async Task SomeRowsWritten(string home)
    {
        var folder = SocketFolder.For(home);
        for (var tries = 0; tries < 600; tries++)
        {
            if (Directory.Exists(folder))
            {
                try
                {
                    await using var connection = new NpgsqlConnection(
                        $"Host={folder};Username=wardwise_owner;Database=wardwise;Pooling=false"
                    );
                    await connection.OpenAsync();
                    await using var command = new NpgsqlCommand(
                        "select pg_relation_size('incident_row'), (select count(*) from incident_row)",
                        connection
                    );
                    await using var row = await command.ExecuteReaderAsync();
                    await row.ReadAsync();
                    if (row.GetInt64(0) > 1_000_000)
                    {
                        Assert.Equal(1, row.GetInt64(1));
                        return;
                    }
                }
                catch (NpgsqlException)
                {
                    // The server is still starting.
                }
            }

            await Task.Delay(20);
        }

        Assert.Fail("The import never wrote anything.");
    }
}
