using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Tests.Data;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Operations;

/// <summary>The real program, killed with -9 in the middle of a restore: no half instance opens, the old one is not lost, the same command
/// finishes.</summary>
[Collection("servers")]
public sealed class KilledRestoreTests : IDisposable
{
    /// <summary>So many that moving them takes longer than the kill.</summary>
    private const int Files = 2_000;

    private readonly string _folder = TemporaryHome.Make();

    private string Home => Path.Combine(_folder, "home");

    private string Backup => Path.Combine(_folder, "backup");

    private string[] Restore => ["restore", Backup, "--force"];

    public void Dispose() => TemporaryHome.Remove(_folder);

    [Theory]
    [Trait("Speed", "long")]
    [InlineData("while the old goes aside")]
    [InlineData("while the new comes in")]
    public async Task KilledInTheMiddle_NothingOpens_NothingIsLost_AndTheSameCommandFinishes(string when)
    {
        await Execute(Home, "create table counted as select 1 as n");
        foreach (var n in Enumerable.Range(1, Files))
        {
            await File.WriteAllTextAsync(Path.Combine(Home, $"extra-{n}"), "");
        }

        await Succeeds("backup", Backup);
        await Execute(Home, "insert into counted values (1000000)");
        await using (var restoring = WardwiseProcess.Start(Home, Restore))
        {
            await Until(() =>
                Asides.Any()
                && (
                    when == "while the old goes aside"
                        ? Some(Asides.Single())
                        : File.Exists(Path.Combine(Home, "restoring.json")) && Emptied() && Some(Home)
                )
            );
            restoring.Kill();
            await restoring.Ended();
        }

        Assert.True(File.Exists(Path.Combine(Home, "restoring.json")), "The restore was over before it was killed.");
        var opened = await WardwiseProcess.Run(Home, ["migrate"]);
        Assert.Equal(1, opened.Code);
        Assert.Contains("was cut off", opened.Error, StringComparison.Ordinal);
        Assert.False(PrivateServerTests.Runs(Home));

        await Succeeds(Restore);
        Assert.Equal(1, await Execute(Home, "select max(n) from counted"));
        Assert.Equal(Files, Extras(Home));
        var aside = Assert.Single(Asides);
        Assert.Equal(Files, Extras(aside));
        Assert.Equal(1000000, await Execute(aside, "select max(n) from counted"));
        Assert.False(Directory.Exists(Home + ".restoring"));
    }

    [Fact]
    public async Task KilledWhileItCopies_TheOldInstanceIsUntouched()
    {
        await Execute(Home, "create table counted as select 1 as n");
        await Succeeds("backup", Backup);
        await Execute(Home, "insert into counted values (1000000)");
        await using (var restoring = WardwiseProcess.Start(Home, Restore))
        {
            await Until(() => Directory.Exists(Home + ".restoring") && Directory.EnumerateFileSystemEntries(Home + ".restoring").Any());
            restoring.Kill();
            await restoring.Ended();
        }

        Assert.Empty(Asides);
        Assert.Equal(1000000, await Execute(Home, "select max(n) from counted"));
        await Succeeds(Restore);
        Assert.Equal(1, await Execute(Home, "select max(n) from counted"));
    }

    [FactAsRoot]
    public async Task AnOrdinaryUser_BacksUp_AndRestores()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
        string[] nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        foreach (var verb in new string[][] { ["migrate"], ["backup", Backup], ["restore", Backup, "--force"], ["migrate"] })
        {
            var (code, _, error) = await WardwiseProcess.Run(Home, verb, nobody);
            Assert.True(code == 0, error);
        }

        Assert.Single(Asides);
    }

    private IEnumerable<string> Asides => Directory.EnumerateDirectories(_folder, "home.before-restore-*");

    private static bool Some(string folder) => Directory.EnumerateFiles(folder, "extra-*").Skip(20).Any();

    private static int Extras(string folder) => Directory.EnumerateFiles(folder, "extra-*").Count();

    private bool Emptied() => File.ReadAllText(Path.Combine(Home, "restoring.json")).Contains("\"Emptied\":true", StringComparison.Ordinal);

    private async Task Succeeds(params string[] verb)
    {
        var (code, _, error) = await WardwiseProcess.Run(Home, verb);
        Assert.True(code == 0, error);
    }

    private static async Task<object?> Execute(string home, string sql)
    {
        await using var instance = await WardwiseInstance.Open(
            new() { Home = home, ServerSettings = ["fsync=off"] },
            CancellationToken.None
        );
        await using var connection = new NpgsqlConnection(instance.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task Until(Func<bool> done)
    {
        for (var i = 0; i < 60_000; i++)
        {
            try
            {
                if (done())
                {
                    return;
                }
            }
            catch (IOException)
            {
                // Moved between two looks.
            }

            await Task.Delay(1);
        }
    }
}
