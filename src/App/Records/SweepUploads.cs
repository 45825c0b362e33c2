using Wardwise.App.Access;
using Wardwise.App.Jobs;

namespace Wardwise.App.Records;

/// <summary>Removes what a process that was killed during an upload left behind: nothing that a record names.</summary>
public sealed class SweepUploads(InstanceHome home, TimeProvider clock) : IJob
{
    // No upload takes so long; several processes may use one home.
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(1);

    public static string Kind => "sweep-uploads";

    public static TimeSpan? Every => TimeSpan.FromHours(1);

    public Task<string?> Work(Actor actor, string input, IProgress<string> progress, CancellationToken cancel) =>
        Task.FromResult(Sweep() is var gone and > 0 ? $"{gone} files" : null);

    /// <returns>How many files went.</returns>
    public int Sweep()
    {
        var before = clock.GetUtcNow().UtcDateTime - Oldest;
        var left = Files(home.Uploads, "*").Concat(Files(home.Attachments, InstanceHome.Unfinished + "*"));
        var gone = 0;
        foreach (var file in left.Where(f => f.LastWriteTimeUtc < before))
        {
            file.Delete();
            gone++;
        }

        return gone;
    }

    private static IEnumerable<FileInfo> Files(string folder, string names) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles(names) : [];
}
