using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Unicode;
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

/// <summary>A file read whole into memory and found sound: complete, unpacked, UTF-8.</summary>
internal sealed class InputFile
{
    private const long Largest = 1L << 30;

    private InputFile(string path, byte[] sha256, long size, ReadOnlyMemory<byte> content) =>
        (Path, Name, Sha256, Size, Content) = (path, System.IO.Path.GetFileName(path), sha256, size, content);

    public string Path { get; }

    public string Name { get; }

    /// <summary>Of the file as it lies on the disk.</summary>
    public byte[] Sha256 { get; }

    public long Size { get; }

    /// <summary>Unpacked, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Content { get; }

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

    /// <summary>Of the first byte that was no UTF-8 and was read as Windows-1252; null when there was none.</summary>
    public long? WindowsFrom { get; private init; }

    /// <param name="path">The file.</param>
    /// <param name="mended">Bytes that are no UTF-8 are read as Windows-1252, as old systems wrote them, instead of refusing the file; NUL
    /// stays for the reader to take out.</param>
    public static Outcome<InputFile> Read(string path, bool mended = false)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal($"{path} cannot be read: {e.Message}");
        }

        var name = System.IO.Path.GetFileName(path);
        if (bytes.Length == 0)
        {
            return new Refusal($"{name} is empty.");
        }

        ReadOnlyMemory<byte> content = bytes;
        if (bytes is [0x1f, 0x8b, ..])
        {
            if (Unpack(bytes) is not { } unpacked)
            {
                return new Refusal($"{name} is cut short or damaged: it does not unpack to its end. Fetch it again.");
            }

            if (unpacked.Length >= Largest)
            {
                return new Refusal($"{name} unpacks to more than 1 GB. Split it into smaller files.");
            }

            content = unpacked;
        }

        content = content.Span is [0xef, 0xbb, 0xbf, ..] ? content[3..] : content;
        if (mended)
        {
            if (content.Span is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            {
                return new Refusal($"{name} is UTF-16. Save the file as UTF-8 and import it again.");
            }

            var (text, from) = WindowsText.Mend(content);
            return new InputFile(path, SHA256.HashData(bytes), bytes.Length, text) { WindowsFrom = from };
        }

        return LineOfBadText(content.Span) is { } line
            ? new Refusal($"{name}, line {line}: the text is not UTF-8. Save the file as UTF-8 and import it again.")
            : new InputFile(path, SHA256.HashData(bytes), bytes.Length, content);
    }

    public Refusal Refuse(FileFault fault) =>
        new(fault.Line > 0 ? $"{Name}, line {fault.Line}: {fault.Reason}" : $"{Name}: {fault.Reason}");

    /// <summary>Null when the file ends too early or is damaged.</summary>
    private static byte[]? Unpack(byte[] packed)
    {
        if (packed.Length < 18)
        {
            return null;
        }

        using var unpacked = new MemoryStream(packed.Length * 6);
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            for (int got; (got = gzip.Read(buffer)) > 0 && unpacked.Length < Largest; )
            {
                unpacked.Write(buffer, 0, got);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return unpacked.Length >= Largest || EndsWhole(packed, unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length))
            ? unpacked.ToArray()
            : null;
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

    private static long? LineOfBadText(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text) && !text.Contains((byte)0))
        {
            return null;
        }

        var line = 1L;
        while (true)
        {
            var end = text.IndexOf((byte)'\n');
            var one = end < 0 ? text : text[..end];
            if (end < 0 || !Utf8.IsValid(one) || one.Contains((byte)0))
            {
                return line;
            }

            text = text[(end + 1)..];
            line++;
        }
    }
}
