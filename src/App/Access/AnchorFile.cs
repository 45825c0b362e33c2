using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Wardwise.App.Access;

/// <summary>An anchor as it is signed and kept: its number, its moment, the rows it covers, the root over them.</summary>
internal sealed record AnchorLine(int No, DateTimeOffset At, long Rows, string Root, string Signature)
{
    public static AnchorLine Sign(ECDsa key, int no, DateTimeOffset at, long rows, byte[] root)
    {
        // As precise as the database keeps it.
        var moment = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        var anchor = new AnchorLine(no, moment, rows, Convert.ToHexString(root), "");
        return anchor with { Signature = Convert.ToBase64String(key.SignData(anchor.Signed, HashAlgorithmName.SHA256)) };
    }

    public bool IsSignedBy(ECDsa key)
    {
        try
        {
            return key.VerifyData(Signed, Convert.FromBase64String(Signature), HashAlgorithmName.SHA256);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>What the signature is over: all of it.</summary>
    private byte[] Signed => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{No}|{At.UtcDateTime:O}|{Rows}|{Root}"));

    public bool Equals(AnchorLine? other) =>
        other is not null
        && (No, At.UtcTicks, Rows, Root, Signature) == (other.No, other.At.UtcTicks, other.Rows, other.Root, other.Signature);

    public override int GetHashCode() => HashCode.Combine(No, Root);
}

/// <summary>The anchors outside the database, a line each. A line that a full disk or a kill cut off is no line: it is written
/// anew.</summary>
internal sealed class AnchorFile(string path)
{
    /// <returns>The lines that are whole, and a sentence for each that should be and is not.</returns>
    public async Task<(List<AnchorLine> Lines, List<string> Trouble)> Read(CancellationToken cancel)
    {
        var lines = new List<AnchorLine>();
        var trouble = new List<string>();
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancel) : "";
        var all = text.Split('\n');
        for (var at = 0; at < all.Length; at++)
        {
            // What stands after the last end of a line was cut off.
            if (all[at].Length == 0 || at == all.Length - 1)
            {
                continue;
            }

            if (Parsed(all[at]) is { } line)
            {
                lines.Add(line);
            }
            else
            {
                trouble.Add(string.Create(CultureInfo.InvariantCulture, $"Line {at + 1} of the file of anchors cannot be read."));
            }
        }

        return (lines, trouble);
    }

    /// <summary>Adds lines behind the last whole one, down to the disk.</summary>
    public async Task Append(IReadOnlyList<AnchorLine> lines, CancellationToken cancel)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.SetLength(await WholeLines(file, cancel));
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => JsonSerializer.Serialize(l) + "\n"))), cancel);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Where the last end of a line is.</summary>
    private static async Task<long> WholeLines(FileStream file, CancellationToken cancel)
    {
        var held = new byte[file.Length];
        await file.ReadExactlyAsync(held, cancel);
        return Array.LastIndexOf(held, (byte)'\n') + 1;
    }

    private static AnchorLine? Parsed(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AnchorLine>(line) is { Root: not null, Signature: not null } parsed ? parsed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
