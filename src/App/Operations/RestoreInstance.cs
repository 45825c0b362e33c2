using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Operations;

/// <summary>How far a restore is, told before it shuts the home, and after each file or folder.</summary>
public enum RestoreStep
{
    ShuttingTheHome,
    Gathering,
    PuttingAside,
    PuttingInPlace,
}

/// <summary>Puts a backup in the place of a home, once every file of it has been checked.</summary>
/// <param name="clock">Names the folder for what was there before.</param>
/// <param name="reached">Told how far it is.</param>
public sealed class RestoreInstance(TimeProvider clock, Action<RestoreStep>? reached = null)
{
    /// <summary>So many files are named; a backup that was half copied lacks thousands.</summary>
    private const int Named = 3;

    public sealed record Input
    {
        public required string Folder { get; init; }

        /// <summary>Where the instance shall be.</summary>
        public required string Home { get; init; }

        /// <summary>Whether what is in the home now is put aside, in a folder of its own there.</summary>
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

        if (Unfit(folder, home, input.Replace) is { } unfit)
        {
            return unfit;
        }

        var made = !Directory.Exists(home);
        InstanceOptions.MakeHome(home);
        reached?.Invoke(RestoreStep.ShuttingTheHome);
        await using var alone = await Close(home, cancel);
        if (alone is null)
        {
            return new Refusal($"{home} is in use. Stop Wardwise there first.", nameof(Input.Home));
        }

        try
        {
            return await Fill(list, folder, home, cancel);
        }
        finally
        {
            // Somebody may have made an instance here before the home was shut: what holds more than our locks is not ours to remove.
            if (made && BackupFolder.HoldsNothing(home))
            {
                Directory.Delete(home, recursive: true);
            }
        }
    }

    private static Refusal? Unfit(string folder, string home, bool replace)
    {
        if ((folder + "/").StartsWith(home + "/", StringComparison.Ordinal))
        {
            return new(
                $"{folder} is inside {home}, where it would be put in its own place: move the backup elsewhere.",
                nameof(Input.Folder)
            );
        }

        if ((home + "/").StartsWith(folder + "/", StringComparison.Ordinal))
        {
            return new($"{home} is inside the backup {folder}, which stays as it was taken: name another home.", nameof(Input.Home));
        }

        if (Directory.Exists(home) && MountPoints.Inside(home).FirstOrDefault() is { } mount)
        {
            return new(
                $"{mount} is a disk of its own inside {home}, which cannot be exchanged: "
                    + "unmount it, restore, and move its files there afterwards.",
                nameof(Input.Home)
            );
        }

        return !replace && BackupFolder.Parts(home).Any() && RestoreMark.Of(home) is null
            ? new(
                $"{home} holds an instance already. Add --force to put it aside, or name an empty folder in WARDWISE_HOME.",
                nameof(Input.Home)
            )
            : null;
    }

    /// <summary>Shuts the home for everybody else, and stops the server that a killed process left there. Null when it is in use.</summary>
    private static async Task<FileStream?> Close(string home, CancellationToken cancel)
    {
        await using var starting = await HomeLocks.Starting(home, cancel);
        var alone = HomeLocks.Alone(home);
        if (alone is not null && ServerProcess.Runs(Path.Combine(home, "db")))
        {
            await new ServerControl(home, []).Stop(cancel);
        }

        return alone;
    }

    /// <summary>
    /// The whole of it is gathered inside the home, on the same disk, and checked there, so nothing is touched unless everything is right
    /// and can be moved.
    /// </summary>
    private async Task<Outcome<Result>> Fill(BackupList list, string folder, string home, CancellationToken cancel)
    {
        var fresh = Path.Combine(home, BackupFolder.Gathering);
        Remove(fresh);
        BackupFolder.MakePrivate(fresh);
        try
        {
            if (await Faults(list, folder, fresh, cancel) is { Count: > 0 } faults)
            {
                return faults;
            }

            BackupFolder.ToDisk();
            return TryToMove(fresh, home) is { } stuck ? stuck : new Result(home, list.Files.Count, list.TakenAt, PutInPlace(fresh, home));
        }
        finally
        {
            Remove(fresh);
        }
    }

    private async Task<List<Refusal>> Faults(BackupList list, string folder, string fresh, CancellationToken cancel)
    {
        var (outside, lacking, changed) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var file in list.Files)
        {
            var from = Path.GetFullPath(file.Path, BackupFolder.Home(folder));
            if (!from.StartsWith(BackupFolder.Home(folder) + "/", StringComparison.Ordinal))
            {
                outside.Add(file.Path);
            }
            else if (!File.Exists(from))
            {
                lacking.Add(file.Path);
            }
            else if (
                await BackupFolder.Copy(from, fresh, file.Path, cancel) is var copy
                && (copy.Size != file.Size || copy.Sha256 != file.Sha256)
            )
            {
                changed.Add($"{file.Path} ({copy.Size} of {file.Size} bytes, or other content)");
            }

            reached?.Invoke(RestoreStep.Gathering);
        }

        foreach (var path in list.Folders.Where(p => Path.GetFullPath(p, fresh).StartsWith(fresh + "/", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.Combine(fresh, path));
        }

        return
        [
            .. new[]
            {
                ("The backup's list names files outside the backup: ", outside),
                ("The backup lacks ", lacking),
                ("In the backup, this is not what was backed up: ", changed),
            }
                .Where(f => f.Item2.Count > 0)
                .Select(f => new Refusal(f.Item1 + Some(f.Item2) + ".", nameof(Input.Folder))),
        ];
    }

    private static string Some(List<string> names) =>
        string.Join(", ", names.Take(Named)) + (names.Count > Named ? " and " + Words.Of(names.Count - Named, "more file") : "");

    /// <summary>Asks the disk before the mark is set, after which there is only forwards.</summary>
    private static Refusal? TryToMove(string fresh, string home)
    {
        var (probe, moved) = (Path.Combine(fresh, "probe"), Path.Combine(home, BackupFolder.Aside + "probe"));
        try
        {
            Directory.CreateDirectory(probe);
            Directory.Move(probe, moved);
            Directory.Delete(moved);
            foreach (var part in BackupFolder.Parts(home).Where(Directory.Exists))
            {
                // A folder is moved by its owner alone, for it holds the way to its parent.
                BackupFolder.MakePrivate(part);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new($"What is in {home} cannot be moved, so all of it stays where it is: {e.Message}", nameof(Input.Home));
        }
    }

    /// <summary>
    /// Only renames, within one disk. The locks stay where they are: others may be waiting for them. The mark says how far it came, for the
    /// next try after a cut: what is in the home is the old until it has all been put aside, and a part of the backup after that.
    /// </summary>
    private string? PutInPlace(string fresh, string home)
    {
        var mark = RestoreMark.Of(home) ?? new(BackupFolder.Parts(home).Any() ? NewAside(home) : null, Emptied: false);
        mark.Write(home);
        var aside = mark.Aside is null ? null : Path.Combine(home, mark.Aside);
        if (!mark.Emptied)
        {
            if (aside is not null)
            {
                BackupFolder.MakePrivate(aside);
                MoveAll(BackupFolder.Parts(home), aside, RestoreStep.PuttingAside);
            }

            (mark with { Emptied = true }).Write(home);
        }

        foreach (var part in BackupFolder.Parts(home).ToList())
        {
            Remove(part);
        }

        MoveAll(Directory.EnumerateFileSystemEntries(fresh), home, RestoreStep.PuttingInPlace);
        RestoreMark.Remove(home);
        return aside;
    }

    private string NewAside(string home)
    {
        var name = $"{BackupFolder.Aside}{clock.GetUtcNow():yyyyMMdd-HHmmss}";
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? name : $"{name}-{n}").First(n => !Path.Exists(Path.Combine(home, n)));
    }

    private void MoveAll(IEnumerable<string> paths, string folder, RestoreStep step)
    {
        foreach (var path in paths.ToList())
        {
            Move(path, folder);
            reached?.Invoke(step);
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
