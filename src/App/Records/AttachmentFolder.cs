using System.Security.Cryptography;
using System.Text;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>A file as somebody gave it.</summary>
/// <param name="Name">As it was called; shown, never trusted.</param>
/// <param name="Content">Read once.</param>
public sealed record FileGiven(string Name, Stream Content);

/// <summary>A file that came in and was checked, before any record has it. What no record takes over goes again.</summary>
internal sealed class FileReceived(InstanceHome home, string written, string name, string type, long bytes, byte[] digest) : IDisposable
{
    /// <summary>Puts the bytes in their place, and adds the attachment to the work. Where the work is not committed they stay, and no
    /// record names them.</summary>
    public Attachment AddTo(Work work, Guid recordId, Guid? taskingId)
    {
        // Of what is only tried nothing is kept.
        if (!work.Actor.OnlyTries)
        {
            var place = AttachmentFolder.PathOf(home, digest);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(written, place, overwrite: true);
        }

        var attachment = new Attachment
        {
            Id = Guid.CreateVersion7(work.Now),
            RecordId = recordId,
            TaskingId = taskingId,
            Name = name,
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

    public void Dispose() => File.Delete(written);
}

/// <summary>Keeps the bytes of attachments outside the web root, under their SHA-256, and never a name that somebody chose.</summary>
public sealed class AttachmentFolder(InstanceHome home) : IDisposable
{
    /// <summary>So that files cannot take every processor, or the memory.</summary>
    internal const int ChecksAtOnce = 2;

    /// <summary>20 MB: a few pages scanned or a photograph, not a film.</summary>
    internal const long Largest = 20 * 1024 * 1024;

    private const int NameLength = 120;

    /// <summary>What a name may take on a disk, less what a copy adds to it.</summary>
    private const int NameBytes = 240;

    private const int LongestEnd = 12;
    private const int Joiner = 0x200D;
    private const int Emoji = 0xFE0F;

    private static readonly HashSet<int> Never = [.. "\"<>|:*?;%".Select(c => (int)c), 0x2028, 0x2029];

    private static readonly HashSet<string> Devices =
    [
        .. "CON PRN AUX NUL CLOCK$ CONIN$ CONOUT$".Split(' '),
        .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" }),
    ];

    private readonly SemaphoreSlim _places = new(ChecksAtOnce);

    public void Dispose() => _places.Dispose();

    /// <summary>Takes a file in and checks it: before any piece of work begins, since it takes time, and holds nothing that others wait
    /// for.</summary>
    /// <param name="given">As somebody gave it.</param>
    /// <param name="field">What the refusals are about.</param>
    /// <param name="cancel">Stops, in the middle of a check too.</param>
    internal async Task<Outcome<FileReceived>> Receive(FileGiven given, string? field, CancellationToken cancel)
    {
        await _places.WaitAsync(cancel);
        var written = Path.Combine(home.Attachments, $"{InstanceHome.Unfinished}{Guid.CreateVersion7():n}");
        var isReceived = false;
        try
        {
            Directory.CreateDirectory(home.Attachments);
            if (await Write(given.Content, written, cancel) is not { } bytes)
            {
                return new Refusal("The file must be 20 MB or smaller.", field);
            }

            if (bytes == 0)
            {
                return new Refusal("The file is empty. Choose another.", field);
            }

            var (content, name) = (await File.ReadAllBytesAsync(written, cancel), NameOf(given.Name));
            var type = MediaTypes.Of(content, name, new(bytes, cancel));
            if (!type.Done)
            {
                return type.Refusals.Select(r => r with { Field = field }).ToList();
            }

            isReceived = true;
            return new FileReceived(home, written, name, type.Value, bytes, SHA256.HashData(content));
        }
        finally
        {
            _places.Release();
            if (!isReceived && File.Exists(written))
            {
                File.Delete(written);
            }
        }
    }

    internal static string PathOf(InstanceHome home, byte[] digest)
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

    /// <summary>The last part of the name as somebody gave it, without what a file system, a header or an eye could trip over: signs of
    /// control and of direction, paths, what a shell reads, what Windows keeps for its devices. Its ending stays, and no character is cut
    /// in two.</summary>
    internal static string NameOf(string given)
    {
        var name = string.Concat(
                Encoding
                    .UTF8.GetString(Encoding.UTF8.GetBytes(given[(given.LastIndexOfAny(['/', '\\']) + 1)..]))
                    .EnumerateRunes()
                    .Where(r =>
                        !Rune.IsControl(r) && (!Folding.IsInvisible(r.Value) || r.Value is Joiner or Emoji) && !Never.Contains(r.Value)
                    )
                    .Select(r => Folding.IsSpace(r.Value) ? " " : r.ToString())
            )
            .Trim(' ', '.');
        if (Devices.Contains(name.Split('.')[0].TrimEnd().ToUpperInvariant()))
        {
            name = "file-" + name;
        }

        if (name.Length == 0)
        {
            return "file";
        }

        var end = name.LastIndexOf('.') is > 0 and var dot && name.Length - dot <= LongestEnd ? name[dot..] : "";
        var stem = Words.Beginning(name[..^end.Length], NameLength - end.Length);
        while (Encoding.UTF8.GetByteCount(stem) + end.Length > NameBytes)
        {
            stem = Words.Beginning(stem, stem.Length - 1);
        }

        return stem.TrimEnd(' ', '.') + end;
    }
}
