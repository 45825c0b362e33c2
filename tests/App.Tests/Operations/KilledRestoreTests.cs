using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Tests.Data;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Operations;

/// <summary>
/// The real program, killed with -9 at a point of a restore where it stands still: no half instance opens, the old one is not lost, the
/// same command finishes.
/// </summary>
[Collection("servers")]
public sealed class KilledRestoreTests : IDisposable
{
    private const int Files = 10;

    private readonly string _folder = TemporaryHome.Make();

    private string Home => Path.Combine(_folder, "home");

    private string Backup => Path.Combine(_folder, "backup");

    private string[] Restore => ["restore", Backup, "--force"];

    public void Dispose() => TemporaryHome.Remove(_folder);

    [Theory]
    [InlineData("PuttingAside")]
    [InlineData("PuttingInPlace")]
    public async Task KilledInTheMiddle_NothingOpens_NothingIsLost_AndTheSameCommandFinishes(string step)
    {
        await Prepare();
        await KillAt(step);

        Assert.True(File.Exists(Path.Combine(Home, "restoring.json")));
        var opened = await WardwiseProcess.Run(Home, ["migrate"]);
        Assert.Equal(1, opened.Code);
        Assert.Contains("was cut off", opened.Error, StringComparison.Ordinal);
        Assert.False(PrivateServerTests.Runs(Home));

        // Once more, in the middle of going on from there.
        await KillAt("PuttingInPlace");
        await Succeeds(Restore);
        Assert.Equal(1, await Execute(Home, "select max(n) from counted"));
        Assert.Equal(Files, Extras(Home));
        var aside = Assert.Single(Asides);
        Assert.Equal(Files, Extras(aside));
        Assert.Equal(1000000, await Execute(aside, "select max(n) from counted"));
        Assert.False(Directory.Exists(Path.Combine(Home, "restoring")));
    }

    [Fact]
    public async Task KilledWhileItGathers_TheOldInstanceIsUntouched()
    {
        await Prepare();
        await KillAt("Gathering");

        Assert.Empty(Asides);
        Assert.Equal(1000000, await Execute(Home, "select max(n) from counted"));
        // What was gathered goes when the home is opened: it would fill the disk for good.
        Assert.False(Directory.Exists(Path.Combine(Home, "restoring")));
        await Succeeds("backup", Path.Combine(_folder, "second"));
        Assert.False(Directory.Exists(Path.Combine(_folder, "second", "home", "restoring")));
        await Succeeds(Restore);
        Assert.Equal(1, await Execute(Home, "select max(n) from counted"));
    }

    [Fact]
    public async Task WhileItGoesOn_TheHomeIsShut_AndNothingElseIsBlamed()
    {
        await Prepare();
        await using var restoring = WardwiseProcess.Start(Home, [.. Restore, "--pause-at", "PuttingAside"]);
        await restoring.Says("Paused at PuttingAside.");

        foreach (var verb in new[] { ["migrate"], Restore })
        {
            var (code, _, error) = await WardwiseProcess.Run(Home, verb);
            Assert.Equal(1, code);
            Assert.Contains(verb[0] == "migrate" ? "is closed while it is restored" : "is in use", error, StringComparison.Ordinal);
        }

        restoring.Continue();
        Assert.Equal(0, (await restoring.Ended()).Code);
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

    private IEnumerable<string> Asides => Directory.EnumerateDirectories(Home, "before-restore-*");

    private static int Extras(string folder) => Directory.EnumerateFiles(folder, "extra-*").Count();

    /// <summary>A home with some files, a backup of it, and something written since.</summary>
    private async Task Prepare()
    {
        await Execute(Home, "create table counted as select 1 as n");
        foreach (var n in Enumerable.Range(1, Files))
        {
            await File.WriteAllTextAsync(Path.Combine(Home, $"extra-{n}"), "");
        }

        await Succeeds("backup", Backup);
        await Execute(Home, "insert into counted values (1000000)");
    }

    private async Task KillAt(string step)
    {
        await using var restoring = WardwiseProcess.Start(Home, [.. Restore, "--pause-at", step]);
        await restoring.Says($"Paused at {step}.");
        restoring.Kill();
        await restoring.Ended();
    }

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
}
