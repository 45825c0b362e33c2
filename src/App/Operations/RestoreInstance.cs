using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Operations;

/// <summary>Puts a backup in the place of a home, once every file of it has been checked.</summary>
public sealed class RestoreInstance(TimeProvider clock)
{
    public sealed record Input
    {
        public required string Folder { get; init; }

        /// <summary>Where the instance shall be.</summary>
        public required string Home { get; init; }

        /// <summary>Whether what is in the home now is put aside, beside it.</summary>
        public bool Replace { get; init; }
    }

    /// <param name="Home">Where the instance is now.</param>
    /// <param name="Files">How many files were put there.</param>
    /// <param name="TakenAt">The state is that of this moment.</param>
    /// <param name="PutAside">Where the home's earlier content went, or null when there was none.</param>
    public sealed record Result(string Home, int Files, DateTimeOffset TakenAt, string? PutAside);

    public async Task<Outcome<Result>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OperateInstance) is { } no)
        {
            return no;
        }

        var (folder, home) = (Path.GetFullPath(input.Folder), Path.TrimEndingDirectorySeparator(Path.GetFullPath(input.Home)));
        if (await BackupFolder.Read(folder, cancel) is not { Format: BackupFolder.Format } list)
        {
            return new Refusal(
                $"{folder} holds no finished backup of Wardwise: there is no {BackupFolder.List} in it that can be read.",
                nameof(Input.Folder)
            );
        }

        if (Held(home) && !input.Replace && RestoreMark.Of(home) is null)
        {
            return new Refusal(
                $"{home} holds an instance already. Add --force to put it aside, or name an empty folder in WARDWISE_HOME.",
                nameof(Input.Home)
            );
        }

        // The whole of it is copied beside the home and checked there, so nothing is touched unless everything is right.
        var fresh = $"{home}.restoring";
        if (Directory.Exists(fresh))
        {
            Directory.Delete(fresh, recursive: true);
        }

        BackupFolder.MakePrivate(fresh);
        try
        {
            if (await Faults(list, folder, fresh, cancel) is { Count: > 0 } faults)
            {
                return faults;
            }

            BackupFolder.ToDisk();
            InstanceOptions.MakeHome(home);
            await using var starting = await HomeLocks.Starting(home, cancel);
            await using var alone = HomeLocks.Alone(home);
            if (alone is null)
            {
                return new Refusal($"{home} is in use. Stop Wardwise there first.", nameof(Input.Home));
            }

            if (ServerProcess.Runs(Path.Combine(home, "db")))
            {
                // Left running by a process that was killed.
                await new ServerControl(home, []).Stop(cancel);
            }

            return new Result(home, list.Files.Count, list.TakenAt, PutInPlace(fresh, home));
        }
        finally
        {
            if (Directory.Exists(fresh))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }
    }

    private static bool Held(string home) => Contents(home).Any();

    private static IEnumerable<string> Contents(string home) =>
        Directory.Exists(home)
            ? Directory
                .EnumerateFileSystemEntries(home)
                .Where(f => Path.GetFileName(f) is not ("in-use" or "starting" or RestoreMark.Name or RestoreMark.Name + ".new"))
            : [];

    private static async Task<List<Refusal>> Faults(BackupList list, string folder, string fresh, CancellationToken cancel)
    {
        var faults = new List<Refusal>();
        foreach (var file in list.Files)
        {
            var from = Path.GetFullPath(file.Path, BackupFolder.Home(folder));
            if (!from.StartsWith(BackupFolder.Home(folder) + "/", StringComparison.Ordinal))
            {
                faults.Add(new($"The backup's list names a file outside the backup: {file.Path}.", nameof(Input.Folder)));
            }
            else if (!File.Exists(from))
            {
                faults.Add(new($"The backup lacks {file.Path}.", nameof(Input.Folder)));
            }
            else if (
                await BackupFolder.Copy(from, fresh, file.Path, cancel) is var copy
                && (copy.Size != file.Size || copy.Sha256 != file.Sha256)
            )
            {
                faults.Add(
                    new(
                        $"{file.Path} in the backup is not what was backed up ({copy.Size} of {file.Size} bytes, or other content).",
                        nameof(Input.Folder)
                    )
                );
            }
        }

        foreach (var path in list.Folders.Where(p => Path.GetFullPath(p, fresh).StartsWith(fresh + "/", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.Combine(fresh, path));
        }

        return faults;
    }

    /// <summary>
    /// Only renames, within one disk. The locks stay where they are: others may be waiting for them. The mark says how far it came, for the
    /// next try after a cut: what is in the home is the old until it has all been put aside, and a part of the backup after that.
    /// </summary>
    private string? PutInPlace(string fresh, string home)
    {
        var mark =
            RestoreMark.Of(home) ?? new(Held(home) ? $"{home}.before-restore-{clock.GetUtcNow():yyyyMMdd-HHmmss}" : null, Emptied: false);
        mark.Write(home);
        if (!mark.Emptied)
        {
            if (mark.Aside is not null)
            {
                Directory.CreateDirectory(mark.Aside);
                MoveAll(Contents(home), mark.Aside);
            }

            (mark with { Emptied = true }).Write(home);
        }

        foreach (var part in Contents(home).ToList())
        {
            Remove(part);
        }

        MoveAll(Directory.EnumerateFileSystemEntries(fresh), home);
        RestoreMark.Remove(home);
        return mark.Aside;
    }

    private static void MoveAll(IEnumerable<string> paths, string folder)
    {
        foreach (var path in paths.ToList())
        {
            Move(path, folder);
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private static void Move(string path, string folder)
    {
        var target = Path.Combine(folder, Path.GetFileName(path));
        if (Directory.Exists(path))
        {
            BackupFolder.MakePrivate(path);
            Directory.Move(path, target);
        }
        else
        {
            File.Move(path, target);
        }
    }
}
