using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Whether a PDF does more than show itself. Its objects lie in the open, or packed in streams of objects, which are unpacked
/// here; names may be written with signs as numbers.</summary>
internal static partial class PdfFiles
{
    private const string Object = "obj";
    private const string Type = "Type";
    private const string PackedObjects = "/ObjStm";

    private const int MostUnpacked = 64 * 1024 * 1024;

    public static Refusal? Refuses(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        var plain = Plain(text);
        if (Acts(plain) is { } refused)
        {
            return refused;
        }

        var (left, found) = (MostUnpacked, 0);
        for (var at = text.IndexOf(Object, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Object, at + 1, StringComparison.Ordinal))
        {
            if (PdfDictionary.Read(text, at + Object.Length) is not { Stream: { } begins } dictionary || !HasObjects(dictionary))
            {
                continue;
            }

            found += dictionary.Of(Type).Count(t => t == PackedObjects);
            if (InStream(file, plain, dictionary, begins, ref left) is { } hidden)
            {
                return hidden;
            }
        }

        // What says that it is such a stream, and was not read as one, is hidden from us and perhaps from nobody else.
        return Packed().Count(plain) > found ? Refused.Damaged : null;
    }

    /// <summary>A stream that says so; some programs go by what it has instead.</summary>
    private static bool HasObjects(PdfDictionary dictionary) =>
        dictionary.Of(Type).Contains(PackedObjects) || (dictionary.Of("N").Count > 0 && dictionary.Of("First").Count > 0);

    /// <summary>What is packed in any way but the usual one cannot be looked into, and so is not taken.</summary>
    private static Refusal? InStream(byte[] file, string plain, PdfDictionary dictionary, int begins, ref int left)
    {
        if (Encrypted().IsMatch(plain))
        {
            return Refused.Locked;
        }

        if (dictionary.Of("F").Count > 0 || dictionary.Of("DP").Count > 0 || !dictionary.Of("DecodeParms").All(IsPlain))
        {
            return Refused.Damaged;
        }

        return dictionary.Of("Filter") switch
        {
            [] or ["null"] or ["[ ]"] => null,
            ["/FlateDecode"] or ["[ /FlateDecode ]"] => Unpacked(file, begins, ref left) is { } unpacked
                ? Acts(Plain(unpacked))
                : Refused.Damaged,
            _ => Refused.Damaged,
        };
    }

    /// <summary>A predictor takes the bytes apart, so that no name can be found among them.</summary>
    private static bool IsPlain(string parameters) =>
        !parameters.EndsWith(" R", StringComparison.Ordinal)
        && !parameters.Contains(" R ", StringComparison.Ordinal)
        && !Predictor().IsMatch(parameters);

    public static string Plain(string text) => Escaped().Replace(text, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString());

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

    [GeneratedRegex(PackedObjects + @"(?=[\s/<>\[\](){}%]|\z)")]
    private static partial Regex Packed();

    [GeneratedRegex("/Predictor (?!1 )")]
    private static partial Regex Predictor();
}
