using System.Security.Cryptography;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>A file as somebody gave it.</summary>
/// <param name="Name">As it was called; shown, never trusted.</param>
/// <param name="Content">Read once.</param>
public sealed record FileGiven(string Name, Stream Content);

/// <summary>Keeps the bytes of attachments outside the web root, under their SHA-256, and never a name that somebody chose.</summary>
internal static class AttachmentFolder
{
    /// <summary>20 MB: a few pages scanned or a photograph, not a film.</summary>
    public const long Largest = 20 * 1024 * 1024;

    /// <summary>How the name of a file begins whose bytes are still coming in.</summary>
    public const string Unfinished = "new-";

    private const int NameLength = 120;

    /// <summary>Checks, writes the bytes to disk, and adds the attachment to the work. A file whose work is not committed stays as
    /// unreferenced bytes only.</summary>
    public static async Task<Outcome<Attachment>> Keep(
        Work work,
        InstanceHome home,
        Guid recordId,
        Guid? taskingId,
        FileGiven given,
        CancellationToken cancel
    )
    {
        Directory.CreateDirectory(home.Attachments);
        var written = Path.Combine(home.Attachments, $"{Unfinished}{Guid.CreateVersion7():n}");
        try
        {
            if (await Write(given.Content, written, cancel) is not { } bytes)
            {
                return new Refusal("The file must be 20 MB or smaller.");
            }

            if (bytes == 0)
            {
                return new Refusal("The file is empty. Choose another.");
            }

            if (await MediaTypes.Of(written, cancel) is not { } type)
            {
                return new Refusal("This kind of file is not taken. Save it as a PDF, a picture, a document, a spreadsheet or plain text.");
            }

            byte[] digest;
            await using (var content = File.OpenRead(written))
            {
                digest = await SHA256.HashDataAsync(content, cancel);
            }

            var place = PathOf(home, digest);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(written, place, overwrite: true);
            var attachment = new Attachment
            {
                Id = Guid.CreateVersion7(work.Now),
                RecordId = recordId,
                TaskingId = taskingId,
                Name = NameOf(given.Name),
                MediaType = type,
                Bytes = bytes,
                Sha256 = digest,
                AuthorId = work.Actor.Id,
                AuthorName = work.Actor.Name,
                AddedAt = work.Now,
            };
            work.Db.Add(attachment);
            return attachment;
        }
        finally
        {
            File.Delete(written);
        }
    }

    public static string PathOf(InstanceHome home, byte[] digest)
    {
        var name = Convert.ToHexStringLower(digest);
        return Path.Combine(home.Attachments, name[..2], name);
    }

    /// <returns>How many bytes, or null when there are too many.</returns>
    private static async Task<long?> Write(Stream from, string path, CancellationToken cancel)
    {
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var buffer = new byte[81920];
        long bytes = 0;
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0; )
        {
            bytes += read;
            if (bytes > Largest)
            {
                return null;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        // A write acknowledged is on disk.
        to.Flush(flushToDisk: true);
        return bytes;
    }

    /// <summary>The last part of the name, without what a file system or a header could trip over.</summary>
    private static string NameOf(string given)
    {
        var name = new string([
            .. given[(given.LastIndexOfAny(['/', '\\']) + 1)..]
                .Where(c => !char.IsControl(c) && !"\"<>|:*?;%".Contains(c, StringComparison.Ordinal)),
        ]).Trim(' ', '.');
        return name.Length == 0 ? "file"
            : name.Length <= NameLength ? name
            : name[^NameLength..];
    }
}
