using System.Globalization;
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

    /// <summary>What a PDF calls white space, and nothing else: .NET's own has other signs, and not NUL.</summary>
    private const string White = @"\0\t\n\f\r ";

    /// <summary>Between two words.</summary>
    private const string Space = $@"(?:[{White}]|%[^\r\n]*[\r\n])";

    /// <summary>After a name, and no more of it.</summary>
    private const string End = $@"(?:[{White}/<>\[\](){{}}%]|\z)";

    private const string Reference = $"[0-9]{{1,10}}{Space}+[0-9]{{1,5}}{Space}+R";

    public static Refusal? Refuses(byte[] file, CheckLimit limit)
    {
        limit.Visits(file.Length);
        var text = Encoding.Latin1.GetString(file);
        var plain = Plain(text);
        if (Acts(plain) is { } refused)
        {
            return refused;
        }

        var isLocked = Encrypted().IsMatch(plain);
        var looks = new PdfLooks(limit);
        var starts = new PdfStarts();
        var found = 0;
        for (var at = text.IndexOf(Object, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Object, at + 1, StringComparison.Ordinal))
        {
            if (PdfDictionary.Read(text, at + Object.Length, looks) is not { } dictionary)
            {
                continue;
            }

            starts.See(NumberBefore(text, at), dictionary);
            if (dictionary.Stream is not { } begins || !HasObjects(dictionary))
            {
                continue;
            }

            found += dictionary.Of(Type).Count(t => t == PackedObjects);
            if (
                (
                    isLocked
                        ? Refused.Locked
                        : InStream(file, dictionary, begins, limit, text => SeePacked(text, dictionary, starts, looks))
                ) is
                { } hidden
            )
            {
                return hidden;
            }
        }

        // What says that it is such a stream, and was not read as one, is hidden from us and perhaps from nobody else.
        return Packed().Count(plain) > found ? Refused.Damaged
            : starts.Goes() ? Refused.PdfActs
            : null;
    }

    /// <summary>A stream that says so; some programs go by what it has instead.</summary>
    private static bool HasObjects(PdfDictionary dictionary) =>
        dictionary.Of(Type).Contains(PackedObjects) || (dictionary.Of("N").Count > 0 && dictionary.Of("First").Count > 0);

    /// <summary>What is packed in any way but the usual one cannot be looked into, and so is not taken.</summary>
    private static Refusal? InStream(byte[] file, PdfDictionary dictionary, int begins, CheckLimit limit, Action<string> see)
    {
        if (dictionary.Of("F").Count > 0 || dictionary.Of("DP").Count > 0 || !dictionary.Of("DecodeParms").All(IsPlain))
        {
            return Refused.Damaged;
        }

        return dictionary.Of("Filter") switch
        {
            [] or ["null"] or ["[ ]"] => Seen(Encoding.Latin1.GetString(file, begins, file.Length - begins)),
            ["/FlateDecode"] or ["[ /FlateDecode ]"] => Unpacked(file, begins, limit) is { } unpacked
                ? Seen(unpacked) ?? Acts(Plain(unpacked))
                : Refused.Damaged,
            _ => Refused.Damaged,
        };

        Refusal? Seen(string text)
        {
            see(text);
            return null;
        }
    }

    /// <summary>At its head stand the numbers of the objects, each with where it begins after the first.</summary>
    private static void SeePacked(string text, PdfDictionary stream, PdfStarts starts, PdfLooks looks)
    {
        if (
            stream.Of("First") is not [var written, ..]
            || !int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || first > text.Length
        )
        {
            return;
        }

        looks.Look(first);
        var numbers = Numbers().Matches(text[..first]).Select(m => int.TryParse(m.ValueSpan, out var n) ? n : -1).ToList();
        for (var i = 0; i + 1 < numbers.Count; i += 2)
        {
            if (
                numbers[i + 1] >= 0
                && numbers[i + 1] < text.Length - first
                && PdfDictionary.Read(text, first + numbers[i + 1], looks) is { } found
            )
            {
                starts.See(numbers[i], found);
            }
        }
    }

    /// <summary>Before the word that begins an object stand its number and how often it was made anew.</summary>
    private static int? NumberBefore(string text, int at) =>
        Before().Match(text[Math.Max(0, at - 24)..at]) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, out var number)
            ? number
            : null;

    /// <summary>A predictor takes the bytes apart, so that no name can be found among them.</summary>
    private static bool IsPlain(string parameters) =>
        !parameters.EndsWith(" R", StringComparison.Ordinal)
        && !parameters.Contains(" R ", StringComparison.Ordinal)
        && !Predictor().IsMatch(parameters);

    /// <summary>With every sign that is written as a number.</summary>
    public static string Plain(string text)
    {
        if (!text.Contains('#', StringComparison.Ordinal))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '#' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                plain.Append((char)((Number(text[at + 1]) << 4) | Number(text[at + 2])));
                at += 2;
            }
            else
            {
                plain.Append(text[at]);
            }
        }

        return plain.ToString();

        static int Number(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }

    private static Refusal? Acts(string text) =>
        Action().IsMatch(text) ? Refused.PdfActs
        : FileInside().IsMatch(text) ? Refused.Inside
        : null;

    private static string? Unpacked(byte[] file, int at, CheckLimit limit)
    {
        // What unpacks reads this much ahead.
        const int Ahead = 8_192;
        using var packed = new MemoryStream(file, at, file.Length - at);
        try
        {
            var unpacked = limit.Unpack(new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true));
            limit.Visits(unpacked.Length + Math.Max(0, packed.Position - Ahead));
            return Encoding.Latin1.GetString(unpacked);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // A name of two letters is among the bytes of any long picture: it counts with what must follow it.
    [GeneratedRegex(
        $"/(?:JavaScript|Rendition|Launch|RichMedia|ImportData|SubmitForm|GoToR|GoToE|XFA){End}"
            + @$"|/JS{Space}*(?:\((?:[{White}!-~]{{4}}|\xFE\xFF|\xEF\xBB\xBF)|<[0-9A-Fa-f{White}]{{4}}|{Reference})",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Action();

    [GeneratedRegex($"/(?:EmbeddedFiles?|FileAttachment){End}|/EF{Space}*(?:<<|{Reference})", RegexOptions.NonBacktracking)]
    private static partial Regex FileInside();

    [GeneratedRegex("/Encrypt" + End)]
    private static partial Regex Encrypted();

    [GeneratedRegex(PackedObjects + End)]
    private static partial Regex Packed();

    [GeneratedRegex("[0-9]{1,10}")]
    private static partial Regex Numbers();

    [GeneratedRegex($@"(?:\A|[^0-9])([0-9]{{1,10}})[{White}]+[0-9]{{1,5}}[{White}]*\z")]
    private static partial Regex Before();

    [GeneratedRegex("/Predictor (?!1 )")]
    private static partial Regex Predictor();
}
