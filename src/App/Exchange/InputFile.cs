using System.IO.Compression;
using System.Security.Cryptography;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Exchange;

/// <summary>What is wrong with a file as a whole, so that none of it can be used.</summary>
/// <param name="Line">Where, counted from 1; 0 when it is no line's fault.</param>
/// <param name="Reason">What is wrong and what to do, without the file's name.</param>
internal sealed record FileFault(long Line, string Reason);

/// <summary>A row that cannot go in, and why.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">Counted from 1, the header included.</param>
/// <param name="Reason">Names the column and says what is wrong.</param>
public sealed record RejectedRow(string File, long Line, string Reason);

/// <summary>A file read whole into memory and found sound: complete, unpacked, text.</summary>
internal sealed class InputFile
{
    private InputFile(string path, byte[] sha256, long size, ReadOnlyMemory<byte> content) =>
        (Path, Name, Sha256, Size, Content) = (path, System.IO.Path.GetFileName(path), sha256, size, content);

    public string Path { get; }

    public string Name { get; }

    /// <summary>Of the file as it lies on the disk.</summary>
    public byte[] Sha256 { get; }

    public long Size { get; }

    /// <summary>UTF-8, unpacked, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>What was done to read it, each to be told: another encoding, a zip that was opened.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>Whether the character NUL, which is no text, stands in it.</summary>
    public bool HasNul { get; private init; }

    /// <summary>The notes as warnings of the file, which has no line.</summary>
    public IEnumerable<RejectedRow> Warnings => Notes.Select(n => new RejectedRow(Name, 0, n));

    public bool EndsWithNewline => Content.Length > 0 && Content.Span[^1] is (byte)'\n' or (byte)'\r';

    /// <summary>The files of a command: each path a file, or a folder of which the files with one of the endings count. In order of name,
    /// so that months come in order.</summary>
    public static Outcome<IReadOnlyList<string>> Find(IReadOnlyList<string> paths, string ending)
    {
        var found = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var inside = Directory
                    .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Where(f =>
                        f.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
                        || f.EndsWith(ending + ".gz", StringComparison.OrdinalIgnoreCase)
                    )
                    .Order(StringComparer.Ordinal)
                    .ToList();
                if (inside.Count == 0)
                {
                    return new Refusal($"The folder {path} holds no file that ends in {ending} or {ending}.gz.");
                }

                found.AddRange(inside);
            }
            else if (File.Exists(path))
            {
                found.Add(path);
            }
            else
            {
                return new Refusal($"There is no file {path}.");
            }
        }

        return found.Count == 0 ? new Refusal("Name at least one file.") : found;
    }

    public static async Task<byte[]> DigestOf(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return await SHA256.HashDataAsync(file, cancel);
    }

    /// <param name="path">Text in UTF-8, UTF-16 or Windows-1252, as it is, gzipped, or the one file in a zip.</param>
    public static Outcome<InputFile> Read(string path)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length >= Unpacked.Largest)
            {
                return new Refusal($"{System.IO.Path.GetFileName(path)} has more than 1 GB. Split it into smaller files.");
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new Refusal($"{path} cannot be read: {e.Message}");
        }

        return Of(path, bytes);
    }

    /// <summary>The same of bytes that were read.</summary>
    internal static Outcome<InputFile> Of(string path, byte[] bytes)
    {
        var name = System.IO.Path.GetFileName(path);
        if (bytes.Length == 0)
        {
            return new Refusal($"{name} is empty.");
        }

        var notes = new List<string>();
        var content = bytes;
        if (bytes is [0x50, 0x4b, 0x03, 0x04, ..] or [0x50, 0x4b, 0x05, 0x06, ..])
        {
            var (inside, sentence) = ZippedFile.Open(bytes, Unpacked.Largest);
            if (inside is null)
            {
                return new Refusal($"{name} {sentence}");
            }

            notes.Add("the file is a zip archive: the one file in it was read");
            content = inside;
        }

        if (content is [0x1f, 0x8b, ..])
        {
            var (unpacked, sentence) = Unpack(content, Unpacked.Largest);
            if (unpacked is null)
            {
                return new Refusal($"{name} {sentence}");
            }

            content = unpacked;
        }

        if (content.Length == 0)
        {
            return new Refusal($"{name} is empty.");
        }

        if (FileKinds.Sentence(content) is { } other)
        {
            return new Refusal($"{name} {other}");
        }

        if (FileText.Read(content, notes) is not { } text)
        {
            return new Refusal($"{name} is not a file of text: it may be damaged, or of another program. Ask for it as CSV in UTF-8.");
        }

        return new InputFile(path, SHA256.HashData(bytes), bytes.Length, text) { Notes = notes, HasNul = text.Span.Contains((byte)0) };
    }

    public Refusal Refuse(FileFault fault) =>
        new(fault.Line > 0 ? $"{Name}, line {fault.Line}: {fault.Reason}" : $"{Name}: {fault.Reason}");

    /// <summary>The bytes inside, or what follows the name of the file.</summary>
    internal static (byte[]? Inside, string Sentence) Unpack(byte[] packed, long largest)
    {
        const string Damaged = "is cut short or damaged: it does not unpack to its end. Fetch it again.";
        if (packed.Length < 18)
        {
            return (null, Damaged);
        }

        try
        {
            if (Unpacked.Of(() => new GZipStream(new MemoryStream(packed), CompressionMode.Decompress), largest) is not { } inside)
            {
                return (null, Unpacked.TooLarge);
            }

            return EndsWhole(packed, inside) ? (inside, "") : (null, Damaged);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return (null, Damaged);
        }
    }

    /// <summary>
    /// GZipStream ends quietly at a cut, so the trailer is checked here: the length of the last member, and where there are several, its
    /// checksum.
    /// </summary>
    private static bool EndsWhole(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> content)
    {
        var length = BitConverter.ToUInt32(packed[^4..]);
        if (length == (uint)content.Length)
        {
            return true;
        }

        return length < content.Length && Crc32(content[^(int)length..]) == BitConverter.ToUInt32(packed[^8..^4]);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
