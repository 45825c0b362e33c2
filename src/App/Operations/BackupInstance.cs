using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Operations;

/// <summary>Copies a whole private instance to a folder while it goes on being used.</summary>
public sealed class BackupInstance(TimeProvider clock)
{
    public sealed record Input
    {
        public required WardwiseInstance Instance { get; init; }

        /// <summary>A folder that is empty or not there yet.</summary>
        public required string Folder { get; init; }
    }

    /// <param name="Folder">Where the backup is.</param>
    /// <param name="Files">How many files it has.</param>
    /// <param name="Bytes">How large they are together.</param>
    /// <param name="TakenAt">What was acknowledged before this moment is in it.</param>
    public sealed record Result(string Folder, int Files, long Bytes, DateTimeOffset TakenAt);

    public async Task<Outcome<Result>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.OperateInstance) is { } no)
        {
            return no;
        }

        var folder = Path.GetFullPath(input.Folder);
        if (input.Instance.DataFolder is not { } data)
        {
            return new Refusal(
                "This instance keeps its records on a server of its own: back that up with the server's tools (pg_dump or "
                    + "pg_basebackup), and the home folder with it."
            );
        }

        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return new Refusal($"{folder} is not empty. Name a folder that is empty or not there yet.", nameof(Input.Folder));
        }

        if (Inside(folder, input.Instance.Home))
        {
            return new Refusal(
                $"{folder} is inside the instance itself. Name a folder elsewhere, best on another disk.",
                nameof(Input.Folder)
            );
        }

        var takenAt = clock.GetUtcNow();
        // Attachments and keys are written once and never changed, and before the record that names them is committed.
        // So the database is copied before them: every file that it names is there to be copied after it. Anchors are in the
        // database before they are in their file, so that file goes first: a copy that lacks the latest is brought up to the database.
        BackupFolder.MakePrivate(folder);
        BackupFolder.MakePrivate(BackupFolder.Home(folder));
        var anchors = await CopyBeside(input.Instance.Home, folder, anchors: true, cancel);
        var (files, folders, version) = await CopyDatabase(input.Instance, data, BackupFolder.Home(folder), cancel);
        files.AddRange(anchors);
        files.AddRange(await CopyBeside(input.Instance.Home, folder, anchors: false, cancel));

        BackupFolder.ToDisk();
        await BackupFolder.Write(folder, new(BackupFolder.Format, takenAt, version, folders, files), cancel);
        return new Result(folder, files.Count, files.Sum(f => f.Size), takenAt);
    }

    /// <summary>What lies beside the database: the anchors, or all the rest.</summary>
    private static async Task<List<BackedUpFile>> CopyBeside(string home, string folder, bool anchors, CancellationToken cancel)
    {
        var files = new List<BackedUpFile>();
        var own = new InstanceHome(home).Anchors + Path.DirectorySeparatorChar;
        foreach (var file in BackupFolder.BesideDatabase(home).Where(f => f.StartsWith(own, StringComparison.Ordinal) == anchors))
        {
            try
            {
                files.Add(await BackupFolder.Copy(file, BackupFolder.Home(folder), Path.GetRelativePath(home, file), cancel));
            }
            catch (FileNotFoundException)
            {
                // An upload that was given its final name, or given up, since the folder was read.
            }
        }

        return files;
    }

    /// <summary>The server's own online backup: it notes where its log stood, the files are copied as they change, and the log mends the
    /// copy.</summary>
    private static async Task<(List<BackedUpFile> Files, List<string> Folders, int Version)> CopyDatabase(
        WardwiseInstance instance,
        string data,
        string target,
        CancellationToken cancel
    )
    {
        await using var connection = new NpgsqlConnection(instance.OwnerConnectionString + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync(cancel);
        // The slot keeps the server from reusing its log while files are copied. Both end by themselves when this connection does.
        await Scalar(connection, "select pg_create_physical_replication_slot('wardwise_backup_' || pg_backend_pid(), true, true)", cancel);
        await Scalar(connection, "select pg_backup_start('wardwise', fast => true)", cancel);
        var files = new List<BackedUpFile>();
        foreach (var file in BackupFolder.Files(data).Where(f => IsKept(Path.GetRelativePath(data, f))))
        {
            await CopyOne(file);
        }

        var label = (string)(await Scalar(connection, "select labelfile from pg_backup_stop(wait_for_archive => false)", cancel))!;
        // Only now: the log up to this moment is what mends the files that were copied while they changed.
        foreach (var file in BackupFolder.Files(Path.Combine(data, "pg_wal")).Where(f => Path.GetFileName(f).Length == 24))
        {
            await CopyOne(file);
        }

        var written = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(written, label, cancel);
            files.Add(await BackupFolder.Copy(written, target, "db/backup_label", cancel));
        }
        finally
        {
            File.Delete(written);
        }

        var folders = Directory
            .EnumerateDirectories(data, "*", SearchOption.AllDirectories)
            .Select(d => Path.GetRelativePath(data, d))
            .Where(d => !d.StartsWith("pg_replslot/", StringComparison.Ordinal))
            .Select(d => "db/" + d)
            .ToList();
        return (files, folders, connection.PostgreSqlVersion.Major);

        async Task CopyOne(string file)
        {
            try
            {
                files.Add(await BackupFolder.Copy(file, target, "db/" + Path.GetRelativePath(data, file), cancel));
            }
            catch (FileNotFoundException)
            {
                // A table dropped, or a log segment recycled, since the folder was read: the log knows.
            }
        }
    }

    private static bool IsKept(string file) =>
        file is not ("postmaster.pid" or "postmaster.opts" or "server.log")
        && !file.StartsWith("pg_wal/", StringComparison.Ordinal)
        && !file.StartsWith("pg_stat_tmp/", StringComparison.Ordinal)
        && !file.StartsWith("pg_replslot/", StringComparison.Ordinal)
        && !Path.GetFileName(file).StartsWith("pgsql_tmp", StringComparison.Ordinal);

    private static bool Inside(string folder, string home) =>
        (folder + "/").StartsWith(Path.TrimEndingDirectorySeparator(home) + "/", StringComparison.Ordinal);

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancel);
    }
}
