using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Operations;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Operations;

[Collection("servers")]
public sealed class BackupTests : IDisposable
{
    private static readonly Actor Owner = new()
    {
        Id = Guid.Empty,
        Name = "the machine's owner",
        Kind = ActorKind.MachineOwner,
    };

    private readonly string _folder = TemporaryHome.Make();

    private string Home => Path.Combine(_folder, "home");

    private string Backup => Path.Combine(_folder, "backup");

    public void Dispose() => TemporaryHome.Remove(_folder);

    [Fact]
    public async Task ABackupTakenWhileRowsAreWritten_HoldsAllThatWasThereBefore_AndNoGap()
    {
        await using (var instance = await Prepared())
        {
            using var stop = new CancellationTokenSource();
            var some = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writing = Write(instance, some, stop.Token);
            await Task.WhenAny(some.Task, writing);
            var before = (int)(await Execute(instance, "select max(n) from counted"))!;
            var outcome = await Take(instance);
            Assert.True(outcome.Done, string.Join(' ', outcome.Refusals.Select(r => r.Sentence)));
            await stop.CancelAsync();
            var written = await writing;
            Assert.True(written > before);
            Assert.True((await Restore(Path.Combine(_folder, "other"))).Done);
            await using var restored = await Open(Path.Combine(_folder, "other"));
            var last = (int)(await Execute(restored, "select max(n) from counted"))!;
            Assert.InRange(last, before, written);
            Assert.Equal((long)last, await Execute(restored, "select count(*) from counted"));
        }

        Assert.Equal("a photograph", await File.ReadAllTextAsync(Path.Combine(_folder, "other", "attachments", "ab", "file")));
        Assert.Equal("a key", await File.ReadAllTextAsync(Path.Combine(_folder, "other", "keys", "key.xml")));
    }

    [Fact]
    public async Task ARestore_OverAnInstance_NeedsToBeForced_AndPutsTheOldOneAside()
    {
        await using (var instance = await Prepared())
        {
            await Take(instance);
            await Execute(instance, "insert into counted values (1000000)");
            Assert.Contains("is in use", Sentence(await Restore(Home, replace: true)));
        }

        Assert.Contains("holds an instance already", Sentence(await Restore(Home)));
        var outcome = await Restore(Home, replace: true);
        Assert.True(outcome.Done);
        await using (var restored = await Open(Home))
        {
            Assert.Equal(1, await Execute(restored, "select max(n) from counted"));
        }

        await using var aside = await Open(outcome.Value.PutAside!);
        Assert.Equal(1000000, await Execute(aside, "select max(n) from counted"));
    }

    [Fact]
    public async Task ABackupWithOneByteChanged_IsRefused_AndNothingIsTouched()
    {
        await using (var instance = await Prepared())
        {
            await Take(instance);
        }

        var file = Path.Combine(Backup, "home", "attachments", "ab", "file");
        await File.WriteAllTextAsync(file, "a phOtograph");
        Assert.Contains(
            "In the backup, this is not what was backed up: attachments/ab/file (12 of 12 bytes, or other content).",
            Sentence(await Restore(Path.Combine(_folder, "other")))
        );
        Assert.False(Directory.Exists(Path.Combine(_folder, "other")));
        File.Delete(file);
        Assert.Contains("The backup lacks attachments/ab/file", Sentence(await Restore(Path.Combine(_folder, "other"))));
        File.Delete(Path.Combine(Backup, "wardwise-backup.json"));
        Assert.Contains("holds no finished backup", Sentence(await Restore(Path.Combine(_folder, "other"))));
    }

    [Fact]
    public async Task ABackup_IntoAFolderThatHasSomething_OrIntoItself_IsRefused()
    {
        await using var instance = await Prepared();
        Directory.CreateDirectory(Backup);
        await File.WriteAllTextAsync(Path.Combine(Backup, "mine.txt"), "");
        Assert.Contains("is not empty", Sentence(await Take(instance)));
        var inside = await new BackupInstance(TimeProvider.System).Run(
            Owner,
            new() { Instance = instance, Folder = Path.Combine(Home, "b") },
            CancellationToken.None
        );
        Assert.Contains("is inside the instance itself", Sentence(inside));
    }

    [Fact]
    public async Task ABackup_IsTheMachineOwnersOnly()
    {
        await using var instance = await Prepared();
        var outcome = await new BackupInstance(TimeProvider.System).Run(
            Actor.Nobody,
            new() { Instance = instance, Folder = Backup },
            CancellationToken.None
        );
        Assert.Equal(RefusalKind.Forbidden, outcome.Refusals.Single().Kind);
        Assert.False(Directory.Exists(Backup));
    }

    private static Task<WardwiseInstance> Open(string home) =>
        WardwiseInstance.Open(new() { Home = home, ServerSettings = ["fsync=off"] }, CancellationToken.None);

    private static string Sentence<T>(Outcome<T> outcome) => string.Join(' ', outcome.Refusals.Select(r => r.Sentence));

    private static async Task<object?> Execute(WardwiseInstance instance, string sql)
    {
        await using var connection = new NpgsqlConnection(instance.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<int> Write(WardwiseInstance instance, TaskCompletionSource some, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(instance.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        var n = 1;
        while (!stop.IsCancellationRequested)
        {
            n++;
            await using var command = new NpgsqlCommand("insert into counted values ($1)", connection)
            {
                Parameters = { new() { Value = n } },
            };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            if (n == 100)
            {
                some.SetResult();
            }
        }

        return n;
    }

    private async Task<WardwiseInstance> Prepared()
    {
        var instance = await Open(Home);
        await Execute(instance, "create table counted as select 1 as n");
        Directory.CreateDirectory(Path.Combine(Home, "attachments", "ab"));
        Directory.CreateDirectory(Path.Combine(Home, "keys"));
        await File.WriteAllTextAsync(Path.Combine(Home, "attachments", "ab", "file"), "a photograph");
        await File.WriteAllTextAsync(Path.Combine(Home, "keys", "key.xml"), "a key");
        return instance;
    }

    private Task<Outcome<BackupInstance.Result>> Take(WardwiseInstance instance) =>
        new BackupInstance(TimeProvider.System).Run(Owner, new() { Instance = instance, Folder = Backup }, CancellationToken.None);

    private Task<Outcome<RestoreInstance.Result>> Restore(string home, bool replace = false) =>
        new RestoreInstance(TimeProvider.System).Run(
            Owner,
            new()
            {
                Folder = Backup,
                Home = home,
                Replace = replace,
            },
            CancellationToken.None
        );
}
