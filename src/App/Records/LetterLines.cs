using System.Text;
using System.Text.RegularExpressions;
using MimeKit.Encodings;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Files written into the text of a letter as lines (uuencode), as letters carried them before they had parts: programs that show
/// letters still offer them.</summary>
internal static partial class LetterLines
{
    public static Refusal? Refuses(byte[] text, CheckLimit limit)
    {
        limit.Visits(text.Length);
        var begins = Begin().Matches(Encoding.Latin1.GetString(text));
        for (var i = 0; i < begins.Count; i++)
        {
            var name = AttachmentFolder.NameOf(begins[i].Groups["name"].Value.Trim());
            var after = begins[i].Index + begins[i].Length;
            var lines = text[after..(i + 1 < begins.Count ? begins[i + 1].Index : text.Length)];
            var isBase64 = begins[i].Groups["sort"].Length > 0;
            var file = Decoded(lines, isBase64 ? new Base64Decoder() : new UUDecoder(payloadOnly: true));
            limit.Visits(lines.Length + file.Length);
            var refused =
                Programs.Refuses(file, name)
                ?? (
                    file.Length > 0 && limit.Within(() => MediaTypes.OfContent(file, name, limit)) is { Done: false } no
                        ? no.Refusals[0]
                        : null
                );
            if (refused is not null)
            {
                return refused;
            }
        }

        return null;
    }

    private static byte[] Decoded(byte[] lines, IMimeDecoder decoder)
    {
        var file = new byte[decoder.EstimateOutputLength(lines.Length)];
        return file[..decoder.Decode(lines, 0, lines.Length, file)];
    }

    [GeneratedRegex(
        @"^begin(?<sort>-base64)?[ \t]+[0-7]{3,4}[ \t]+(?<name>[^\r\n]+)\r?\n",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Begin();
}
