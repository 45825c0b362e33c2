using System.Security.Cryptography;
using Wardwise.App.Data;

namespace Wardwise.App.Access;

/// <summary>Holds every file of the folder of attachments against the digest that its record keeps of it.</summary>
public sealed class AttachmentCheck(Upkeep upkeep, InstanceHome home)
{
    /// <summary>How far it is.</summary>
    public sealed record Progress(int Done, int All);

    /// <summary>How often it says so, in files.</summary>
    private const int Step = 100;

    private sealed record Kept(string Name, long Size, string Record);

    /// <returns>How many files were read.</returns>
    internal async Task<int> Check(Actor actor, TrailFaults faults, IProgress<Progress>? progress, CancellationToken cancel)
    {
        // The folder first: what is added meanwhile is in the database after it is in the folder.
        var there = Files();
        var kept = await Rows(actor, cancel);
        var done = 0;
        foreach (var file in kept)
        {
            if (done++ % Step == 0)
            {
                progress?.Report(new(done - 1, kept.Count));
            }

            cancel.ThrowIfCancellationRequested();
            await Compare(file, faults, cancel);
        }

        progress?.Report(new(kept.Count, kept.Count));
        foreach (var file in there.Except(kept.Select(k => Path.Combine(k.Name[..2], k.Name))).Order(StringComparer.Ordinal))
        {
            faults.Note(
                "unknown",
                $"The file attachments/{file} belongs to no record: an upload that did not end, or somebody put it there."
            );
        }

        return kept.Count;
    }

    private async Task Compare(Kept file, TrailFaults faults, CancellationToken cancel)
    {
        var path = Path.Combine(home.Attachments, file.Name[..2], file.Name);
        try
        {
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (content.Length != file.Size || Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != file.Name)
            {
                faults.Add("file-changed", $"A file of {file.Record} was changed: attachments/{file.Name[..2]}/{file.Name}.");
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add("file-gone", $"A file of {file.Record} is gone: attachments/{file.Name[..2]}/{file.Name}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add("file-shut", $"A file of {file.Record} cannot be read: attachments/{file.Name[..2]}/{file.Name}.");
        }
    }

    private async Task<List<Kept>> Rows(Actor actor, CancellationToken cancel)
    {
        await using var work = await upkeep.Begin(actor, cancel);
        return await work.Rows(
            "select digest, size, of_record from attachments_kept()",
            row => new Kept(Convert.ToHexStringLower(row.Get<byte[]>("digest")), row.Get<long>("size"), row.Get<string>("of_record")),
            cancel
        );
    }

    /// <summary>Every file but those that are coming in, by its path in the folder.</summary>
    private HashSet<string> Files() =>
        Directory.Exists(home.Attachments)
            ?
            [
                .. Directory
                    .EnumerateFiles(home.Attachments, "*", SearchOption.AllDirectories)
                    .Select(f => Path.GetRelativePath(home.Attachments, f))
                    .Where(f => !f.StartsWith(InstanceHome.Unfinished, StringComparison.Ordinal)),
            ]
            : [];
}
