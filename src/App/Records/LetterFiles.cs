using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Tnef;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Letters as they were sent, with what is attached to them at any depth, however it was packed and its name written: one that
/// carries what is not taken is not taken.</summary>
internal static class LetterFiles
{
    private const int MostLines = 20_000;
    private const int Deepest = 12;

    private static readonly ParserOptions Options = new() { MaxMimeDepth = Deepest, MaxAddressGroupDepth = 3 };

    private static readonly HashSet<string> Heads = new(
        ["From", "To", "Cc", "Date", "Subject", "Received", "Return-Path", "Message-ID", "MIME-Version", "Content-Type", "Sender"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Two of the lines that begin a letter.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        const int Begins = 16_384;
        var known = 0;
        foreach (var line in text[..Math.Min(text.Length, Begins)].EnumerateLines())
        {
            if (line is [' ' or '\t', ..])
            {
                continue;
            }

            var colon = line.IndexOf(':');
            if (colon <= 0 || line[..colon].ContainsAny(' ', '\t'))
            {
                return false;
            }

            known += Heads.Contains(line[..colon].ToString()) ? 1 : 0;
            if (known == 2)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Null where it is none after all, but a text that begins like one.</summary>
    public static Outcome<string>? Of(byte[] content, CheckLimit limit)
    {
        limit.Visits(content.Length);
        try
        {
            new Lines(new MemoryStream(content)).ReadMessage(limit.Cancel);
            using var letter = MimeMessage.Load(Options, new MemoryStream(content), limit.Cancel);
            var parts = Parts(letter.Body).ToList();
            return All(letter.Body).Any(LetterHeads.SaysTwice) ? Refused.TwoKinds
                : IsPage(letter, parts) ? Refused.Page
                : LetterLines.Refuses(content, limit) is { } written ? Refused.InLetter(written)
                : parts.Select(p => Refuses(p.Entity, p.IsSigned, limit)).FirstOrDefault(r => r is not null) is { } refused ? refused
                : "message/rfc822";
        }
        catch (FormatException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException)
        {
            return Refused.Damaged;
        }
    }

    /// <summary>A page that a browser saved looks like a letter that nobody sent.</summary>
    private static bool IsPage(MimeMessage letter, List<(MimeEntity Entity, bool IsSigned)> parts) =>
        !letter.From.Mailboxes.Any(m => m.Address.Contains('@', StringComparison.Ordinal))
        && parts.Any(p => p.Entity.ContentType.IsMimeType("text", "html") || p.Entity.ContentType.IsMimeType("application", "xhtml+xml"));

    /// <summary>Every part at any depth, and those that hold others.</summary>
    private static IEnumerable<MimeEntity> All(MimeEntity? part) =>
        part switch
        {
            null => [],
            Multipart many => many.SelectMany(All).Append(many),
            MessagePart { Message: { } letter } whole => All(letter.Body).Append(whole),
            _ => [part],
        };

    /// <summary>Every part at any depth, and whether it stands in what is signed.</summary>
    private static IEnumerable<(MimeEntity Entity, bool IsSigned)> Parts(MimeEntity? part, bool isSigned = false) =>
        part switch
        {
            null => [],
            Multipart many => many.SelectMany(p => Parts(p, many is MultipartSigned)),
            MessagePart { Message: { } letter } => Parts(letter.Body),
            TnefPart outlook => outlook.ExtractAttachments().SelectMany(p => Parts(p)),
            _ => [(part, isSigned)],
        };

    private static Refusal? Refuses(MimeEntity entity, bool isSigned, CheckLimit limit)
    {
        if (entity is not MimePart part || part.ContentType.IsMimeType("multipart", "*") || part is MessagePartial)
        {
            return Refused.Damaged;
        }

        string[] names =
        [
            .. ((string?[])[part.ContentDisposition?.FileName, part.ContentType.Name, .. LetterHeads.Names(part)])
                .OfType<string>()
                .Select(AttachmentFolder.NameOf),
        ];
        using var to = new MemoryStream();
        part.Content?.DecodeTo(to, limit.Cancel);
        var content = to.ToArray();
        limit.Visits(content.Length);
        if (content.AsSpan().StartsWith("ActiveMime"u8) || part.ContentType.IsMimeType("application", "x-mso"))
        {
            return Refused.Macros;
        }

        // What the letter itself says, and who signed it; all else is a file.
        var isSaid = part is TextPart { IsRichText: false, IsAttachment: false } && names.Length == 0;
        var signs = isSigned && part is ApplicationPkcs7Signature && content is [0x30, >= 0x80, ..];
        var refused =
            names.Select(n => Programs.Refuses(content, n)).FirstOrDefault(r => r is not null)
            ?? (
                isSaid || signs || content.Length == 0 ? Programs.Refuses(content, "") ?? InLines(part, content, limit)
                : limit.Within(() => MediaTypes.OfContent(content, names.FirstOrDefault() ?? "", limit)) is { Done: false } no
                    ? no.Refusals[0]
                : null
            );
        return refused is null ? null : Refused.InLetter(refused);
    }

    /// <summary>What is not packed was looked at with the letter as a whole.</summary>
    private static Refusal? InLines(MimePart part, byte[] content, CheckLimit limit) =>
        part.ContentTransferEncoding is ContentEncoding.Base64 or ContentEncoding.QuotedPrintable or ContentEncoding.UUEncode
            ? LetterLines.Refuses(content, limit)
            : null;

    /// <summary>Counts before anything is kept: a letter of a million parts would fill the memory.</summary>
    private sealed class Lines(Stream letter) : MimeReader(LetterFiles.Options, letter, MimeFormat.Entity)
    {
        private int _many;

        protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken) => Count();

        protected override void OnMimePartBegin(
            ContentType contentType,
            long beginOffset,
            int beginLineNumber,
            CancellationToken cancellationToken
        ) => Count();

        private void Count()
        {
            if (++_many > MostLines)
            {
                throw new TooMuchToCheckException();
            }
        }
    }
}
