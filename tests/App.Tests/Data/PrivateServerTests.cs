using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

[Collection("servers")]
public sealed class PrivateServerTests : IDisposable
{
    private readonly string _home = TemporaryHome.Make();

    public void Dispose() => TemporaryHome.Remove(_home);

    [Fact]
    public async Task TheLastToLeave_StopsTheServer_AndItsRowsAreThereAgain()
    {
        await using (var first = await Open(_home))
        {
            await using (var second = await Open(_home))
            {
                await Execute(second, "create table kept as select 42 as n");
            }

            Assert.True(Runs(_home));
            Assert.Equal(42, await Execute(first, "select n from kept"));
        }

        Assert.False(Runs(_home));
        await using var again = await Open(_home);
        Assert.Equal(42, await Execute(again, "select n from kept"));
    }

    [Fact]
    public async Task TwoHomes_AreTwoServers()
    {
        var other = TemporaryHome.Make();
        try
        {
            await using var one = await Open(_home);
            await using var two = await Open(other);
            await Execute(one, "create table only_here (id int)");
            Assert.Equal(0L, await Execute(two, "select count(*) from pg_class where relname = 'only_here'"));
        }
        finally
        {
            TemporaryHome.Remove(other);
        }
    }

    [Fact]
    public async Task TheServer_IsNotOnTheNetwork()
    {
        await using var instance = await Open(_home);
        Assert.Equal("", await Execute(instance, "select current_setting('listen_addresses')"));
    }

    [Fact]
    public async Task WhatIsAcknowledged_IsOnTheDisk()
    {
        await using var instance = await WardwiseInstance.Open(new() { Home = _home }, CancellationToken.None);
        Assert.Equal(
            "on on on",
            await Execute(
                instance,
                """
                select current_setting('fsync') || ' ' || current_setting('synchronous_commit') || ' ' ||
                    current_setting('full_page_writes')
                """
            )
        );
    }

    [Fact]
    public async Task ANewHome_IsClosedToOthers()
    {
        var home = Path.Combine(_home, "new");
        await using var instance = await Open(home);
        const UnixFileMode OthersMay = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(home) & OthersMay);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(home, "keys")) & (OthersMay | UnixFileMode.OtherExecute));
    }

    [Fact]
    public async Task AKilledServer_IsStartedAgain_WithEveryCommittedRow()
    {
        await using var instance = await Open(_home);
        var restarted = new TaskCompletionSource();
        instance.Restarted += restarted.SetResult;
        await Execute(instance, "create table kept as select 42 as n");
        Process.GetProcessById(ServerNumber(_home)).Kill();
        await restarted.Task;
        Assert.Equal(42, await Execute(instance, "select n from kept"));
    }

    [Fact]
    public async Task ASocketFolderThatSomebodyDeleted_IsMadeAgain()
    {
        await using var instance = await Open(_home);
        var restarted = new TaskCompletionSource();
        instance.Restarted += () => restarted.TrySetResult();
        await Execute(instance, "create table kept as select 42 as n");
        Directory.Delete(SocketFolder.For(_home), recursive: true);
        NpgsqlConnection.ClearAllPools();
        await restarted.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(42, await Execute(instance, "select n from kept"));
    }

    [Fact]
    public async Task APidFileOfAnotherProcess_IsNotTakenForTheServer()
    {
        await using (await Open(_home)) { }

        var file = Path.Combine(_home, "db", "postmaster.pid");
        await File.WriteAllTextAsync(file, $"{Environment.ProcessId}\n{_home}/db\n1\n5432\n{_home}/s\n\n  1 1\n");
        Directory.CreateDirectory(Path.Combine(_home, "s"));
        await File.WriteAllTextAsync(Path.Combine(_home, "s", ".s.PGSQL.5432.lock"), $"{Environment.ProcessId}\n");
        await using var instance = await Open(_home);
        Assert.Equal(1, await Execute(instance, "select 1"));
    }

    [Fact]
    public async Task AHomeWithALongPath_HasItsSocketElsewhere_WhichIsGoneAfterwards()
    {
        var home = Path.Combine(_home, new string('a', 120), new string('b', 100), "with a space");
        var sockets = SocketFolder.For(home);
        Assert.StartsWith("/tmp/wardwise-", sockets);
        await using (var instance = await Open(home))
        {
            Assert.Equal(1, await Execute(instance, "select 1"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(sockets));
        }

        Assert.False(Directory.Exists(sockets));
    }

    [Fact]
    public async Task AFirstStartThatWasCutOff_IsMadeAgain()
    {
        Directory.CreateDirectory(Path.Combine(_home, "db.new", "base"));
        await using var instance = await Open(_home);
        Assert.Equal(1, await Execute(instance, "select 1"));
    }

    [Fact]
    public async Task AHomeThatCannotBeMade_IsSaidInOneLine()
    {
        var file = Path.Combine(_home, "a-file");
        await File.WriteAllTextAsync(file, "");
        var trouble = await Assert.ThrowsAsync<InstanceException>(() => Open(Path.Combine(file, "home")));
        Assert.StartsWith($"The folder {file}/home cannot be made", trouble.Message);
    }

    internal static Task<WardwiseInstance> Open(string home) =>
        WardwiseInstance.Open(new() { Home = home, ServerSettings = ["fsync=off"] }, CancellationToken.None);

    internal static bool Runs(string home) => ServerProcess.Runs(Path.Combine(home, "db"));

    internal static int ServerNumber(string home) =>
        int.Parse(File.ReadLines(Path.Combine(home, "db", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    internal static async Task<object?> Execute(WardwiseInstance instance, string sql)
    {
        await using var connection = new NpgsqlConnection(instance.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
