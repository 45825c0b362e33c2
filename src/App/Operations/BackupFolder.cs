using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Wardwise.App.Data.Embedded;

namespace Wardwise.App.Operations;

/// <summary>How a backup lies in its folder: `home/` as the home was, and a list of every file with its digest, written last.</summary>
internal static class BackupFolder
{
    public const string List = "wardwise-backup.json";
    public const string Format = "wardwise-backup-1";

    /// <summary>How the folders begin in which a restore puts aside what a home held.</summary>
    public const string Aside = RestoreMark.AsideBegins;

    /// <summary>The folder in a home in which a restore gathers what will be put in place.</summary>
    public const string Gathering = RestoreMark.Gathering;

    /// <summary>What belongs to a running machine rather than to the instance.</summary>
    private static readonly string[] NotKept = ["server-account", "s", "db.new", "db", "uploads"];

    private static readonly string[] Locks = ["in-use", "starting"];

    /// <summary>What a restore leaves where it is: others wait for the locks, and a disk's own folder belongs to the disk.</summary>
    private static readonly string[] Staying = [.. Locks, RestoreMark.Name, RestoreMark.Name + ".new", Gathering, "lost+found"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Home(string folder) => Path.Combine(folder, "home");

    public static string Data(string folder) => Path.Combine(Home(folder), "db");

    /// <summary>Everything of a home beside the database: attachments, keys, anchors, secrets.</summary>
    public static IEnumerable<string> BesideDatabase(string home) =>
        Parts(home).Where(p => !NotKept.Contains(Path.GetFileName(p))).SelectMany(p => File.Exists(p) ? [p] : Files(p));

    /// <summary>Everything at the top of a home that is the instance's.</summary>
    public static IEnumerable<string> Parts(string home) =>
        Directory.Exists(home) ? Directory.EnumerateFileSystemEntries(home).Where(p => IsPart(Path.GetFileName(p))) : [];

    /// <summary>Nothing but the locks of who looks.</summary>
    public static bool HoldsNothing(string home) =>
        Directory.EnumerateFileSystemEntries(home).All(p => Locks.Contains(Path.GetFileName(p)));

    private static bool IsPart(string name) => !Staying.Contains(name) && !name.StartsWith(Aside, StringComparison.Ordinal);

    public static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(
                folder,
                "*",
                // What may not be read is no reason to leave it out in silence.
                new EnumerationOptions
                {
                    RecurseSubdirectories = true,
                    AttributesToSkip = FileAttributes.ReparsePoint,
                    IgnoreInaccessible = false,
                }
            )
            : [];

    public static void MakePrivate(string folder)
    {
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Copies, and answers size and digest of what was written.</summary>
    public static async Task<BackedUpFile> Copy(string from, string root, string to, CancellationToken cancel)
    {
        var target = Path.Combine(root, to);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The server goes on writing to its files: shared in every way.
        await using var source = new FileStream(
            from,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            1,
            FileOptions.SequentialScan
        );
        await using var copy = new FileStream(
            target,
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        long size = 0;
        for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0; size += read)
        {
            digest.AppendData(buffer, 0, read);
            await copy.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return new(to, size, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    /// <summary>Everything copied so far, at once: file by file it takes a thousand waits.</summary>
    public static void ToDisk() => NativeMethods.Sync();

    public static async Task Write(string folder, BackupList list, CancellationToken cancel)
    {
        await using var stream = new FileStream(Path.Combine(folder, List), FileMode.CreateNew, FileAccess.Write);
        await JsonSerializer.SerializeAsync(stream, list, Json, cancel);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The list, or null when there is none that can be read: the backup was not finished.</summary>
    public static async Task<BackupList?> Read(string folder, CancellationToken cancel)
    {
        var path = Path.Combine(folder, List);
        if (!File.Exists(path))
        {
            return null;
        }

        await using var stream = File.OpenRead(path);
        try
        {
            var list = await JsonSerializer.DeserializeAsync<BackupList>(stream, Json, cancel);
            return list is { Folders: not null, Files: not null } && list.Files.All(f => f is { Path: not null, Sha256: not null })
                ? list
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "sync")]
        public static extern void Sync();
    }
}

/// <param name="Path">From the backup's `home/`, with forward slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Hexadecimal.</param>
internal sealed record BackedUpFile(string Path, long Size, string Sha256);

/// <param name="Format">Which layout the folder has.</param>
/// <param name="TakenAt">When the backup began.</param>
/// <param name="Server">The server's major version: its files fit no other.</param>
/// <param name="Folders">Folders without files, which the server wants to find again.</param>
/// <param name="Files">Every file.</param>
internal sealed record BackupList(
    string Format,
    DateTimeOffset TakenAt,
    int Server,
    IReadOnlyList<string> Folders,
    IReadOnlyList<BackedUpFile> Files
);
