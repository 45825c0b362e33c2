using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Whether a PDF does more than show itself. Its objects lie in the open, or packed in streams of objects, which are unpacked
/// here; names may be written with signs as numbers.</summary>
internal static partial class PdfFiles
{
    private const int MostUnpacked = 64 * 1024 * 1024;

    public static Refusal? Refuses(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        var plain = Plain(text);
        if (Acts(plain) is { } refused)
        {
            return refused;
        }

        // Objects in a stream that says so in numbers instead of letters are hidden on purpose.
        if (PackedObjects().Count(plain) != PackedObjects().Count(text))
        {
            return Refused.PdfActs;
        }

        var left = MostUnpacked;
        foreach (Match objects in PackedObjects().Matches(text))
        {
            if (Encrypted().IsMatch(text))
            {
                return Refused.Locked;
            }

            if (!text.AsSpan(objects.Index, objects.Length).Contains("Filter", StringComparison.Ordinal))
            {
                continue;
            }

            if (Unpacked(file, objects.Index + objects.Length, ref left) is not { } unpacked)
            {
                return Refused.Damaged;
            }

            if (Acts(Plain(unpacked)) is { } hidden)
            {
                return hidden;
            }
        }

        return null;
    }

    private static string Plain(string text) => Escaped().Replace(text, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString());

    private static Refusal? Acts(string text) =>
        Action().IsMatch(text) ? Refused.PdfActs
        : FileInside().IsMatch(text) ? Refused.Inside
        : null;

    private static string? Unpacked(byte[] file, int at, ref int left)
    {
        try
        {
            using var from = new ZLibStream(new MemoryStream(file, at, file.Length - at), CompressionMode.Decompress);
            using var to = new MemoryStream();
            var buffer = new byte[16_384];
            for (int read; (read = from.Read(buffer)) > 0; )
            {
                left -= read;
                if (left < 0)
                {
                    return null;
                }

                to.Write(buffer, 0, read);
            }

            return Encoding.Latin1.GetString(to.GetBuffer(), 0, (int)to.Length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"/(?:JavaScript|Launch|RichMedia|ImportData)(?=[\s/<>\[\](){}%]|\z)")]
    private static partial Regex Action();

    [GeneratedRegex(@"/EmbeddedFile(?=[\s/<>\[\](){}%]|\z)")]
    private static partial Regex FileInside();

    [GeneratedRegex(@"#([0-9A-Fa-f]{2})")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"/Encrypt(?=[\s/<])")]
    private static partial Regex Encrypted();

    /// <summary>From the dictionary of such a stream, whichever way round it is written, to its first byte.</summary>
    [GeneratedRegex(@"(?:/Filter[^<>]{0,300})?/ObjStm\b[\s\S]{0,1000}?>>\s*stream\r?\n")]
    private static partial Regex PackedObjects();
}
