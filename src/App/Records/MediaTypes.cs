using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Tells what a file is from its content, or why it is not taken. The browser's word counts for nothing, and the name only against
/// it: what a double click would run is not taken, whatever is in it.</summary>
internal static partial class MediaTypes
{
    private static readonly (byte[] Begins, int At, string Type)[] Signatures =
    [
        ([0x89, .. "PNG\r\n\u001A\n"u8], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ([.. "GIF87a"u8], 0, "image/gif"),
        ([.. "GIF89a"u8], 0, "image/gif"),
        ([.. "WEBPVP8"u8], 8, "image/webp"),
        ([.. "II*\0"u8], 0, "image/tiff"),
        ([.. "MM\0*"u8], 0, "image/tiff"),
        ([.. "WAVE"u8], 8, "audio/wav"),
        ([.. "AVI "u8], 8, "video/x-msvideo"),
        ([.. "ID3"u8], 0, "audio/mpeg"),
        ([0xFF, 0xFB], 0, "audio/mpeg"),
        ([0xFF, 0xF3], 0, "audio/mpeg"),
        ([0xFF, 0xF2], 0, "audio/mpeg"),
        ([0xFF, 0xF1], 0, "audio/aac"),
        ([0xFF, 0xF9], 0, "audio/aac"),
        ([.. "OggS"u8], 0, "audio/ogg"),
        ([.. "fLaC"u8], 0, "audio/flac"),
        ([.. "#!AMR"u8], 0, "audio/amr"),
        ([0x1A, 0x45, 0xDF, 0xA3], 0, "video/webm"),
        ([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], 0, "video/x-ms-asf"),
        ([0, 0, 1, 0xBA], 0, "video/mpeg"),
        ([0, 0, 1, 0xB3], 0, "video/mpeg"),
        ([.. "caff\0\u0001"u8], 0, "audio/x-caf"),
        ([0, 0, 0, 12, .. "jP  \r\n"u8, 0x87, (byte)'\n'], 0, "image/jp2"),
        ([0xFF, 0x4F, 0xFF, 0x51], 0, "image/jp2"),
    ];

    /// <summary>Of what phones and cameras make (ISO base media), each by how its brands begin.</summary>
    private static readonly (string Type, string[] Brands)[] Brands =
    [
        ("image/avif", ["avif", "avis"]),
        ("image/heif", ["mif1", "msf1"]),
        ("image/heic", ["heic", "heix", "hevc", "hevx", "heim", "heis"]),
        ("video/quicktime", ["qt  ", "mqt "]),
        ("audio/mp4", ["M4A", "M4B", "F4A", "F4B"]),
        ("video/3gpp", ["3g", "KDDI"]),
        (
            "video/mp4",
            [
                .. "iso mp4 avc1 hvc1 hev1 av01 M4V m4v f4v F4V dash msdh cmf piff MSNV XAVC CAEP NDSC NDSH NDSM NDSP NDSS NDXC".Split(' '),
                .. "NDXH NDXM NDXP NDXS NDAS mmp4 MPPI ROSS SSIF Xavc caqv".Split(' '),
            ]
        ),
    ];

    /// <summary>A page, as a browser tells one: what is called after a script, as parts of documents are, is none.</summary>
    [GeneratedRegex(@"<(?:script|html)(?:[\s>/]|$)|<\?php", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Page();

    /// <summary>Shown in the browser; everything else is only ever downloaded.</summary>
    public static bool IsShownInline(string type) =>
        type is "image/png" or "image/jpeg" or "image/gif" or "image/webp" or "image/avif" or "application/pdf";

    /// <param name="content">Of no more bytes than are taken.</param>
    /// <param name="name">As it will be called.</param>
    /// <param name="limit">What it may cost.</param>
    public static Outcome<string> Of(byte[] content, string name, CheckLimit limit)
    {
        try
        {
            var of = OfContent(content, name, limit);
            return of.Done && NameEndings.Refuses(of.Value, name) is { } other ? other : of;
        }
        catch (TooMuchToCheckException)
        {
            return Refused.TooMuch;
        }
    }

    /// <summary>The same of a file within a file, such as one attached to a letter: its name may end as it will, unless it runs.</summary>
    /// <exception cref="TooMuchToCheckException">It is more than may be.</exception>
    public static Outcome<string> OfContent(byte[] content, string name, CheckLimit limit)
    {
        var file = content.AsSpan();
        if (Programs.Refuses(file, name) is { } program)
        {
            return program;
        }

        var media = OfMedia(file);
        var isPdf = file.StartsWith("%PDF-"u8);
        var isZip = file.StartsWith("PK\u0003\u0004"u8);
        if (IsTwoKinds(file, isPdf, isZip, media is not null))
        {
            return Refused.TwoKinds;
        }

        return media
            ?? (
                isPdf
                    ? PdfFiles.Refuses(content, limit) is { } active
                        ? active
                        : "application/pdf"
                    : file.StartsWith(CompoundFile.Signature)
                        ? CompoundDocuments.Of(content, limit)
                        : isZip
                            ? ZipDocuments.Of(content, limit)
                            : Archive(file)
                                ? Refused.Archive
                                : TextFiles.Of(content, name, limit)
            );
    }

    /// <summary>Why what lies in a document makes it one that is not taken; null for its own parts and for whole documents.</summary>
    /// <param name="head">How it begins.</param>
    /// <param name="content">All of it.</param>
    /// <param name="limit">What it may cost.</param>
    public static Refusal? RefusesInside(byte[] head, Func<byte[]> content, CheckLimit limit)
    {
        if (Programs.Refuses(head, "") is not null)
        {
            return Refused.Inside;
        }

        var begins = head.AsSpan();
        var refused =
            begins.StartsWith(CompoundFile.Signature) ? limit.Within(() => CompoundDocuments.OfInside(content(), limit)).Refusals
            : begins.StartsWith("PK\u0003\u0004"u8) ? limit.Within(() => ZipDocuments.Of(content(), limit)).Refusals
            : begins.StartsWith("%PDF-"u8) ? limit.Within(() => OfContent(content(), "", limit)).Refusals
            : [];
        return refused.Count == 0 ? null
            : refused[0] == Refused.Macros ? Refused.Macros
            : Refused.Inside;
    }

    private static string? OfMedia(ReadOnlySpan<byte> file)
    {
        foreach (var (begins, at, type) in Signatures)
        {
            if (
                file.Length >= at + begins.Length
                && file.Slice(at, begins.Length).SequenceEqual(begins)
                && (at == 0 || file.StartsWith("RIFF"u8))
            )
            {
                return type;
            }
        }

        // ISO base media: what phones make. Its first box names its brand; old films of cameras have none.
        if (file.Length < 12)
        {
            return null;
        }

        var box = file.Slice(4, 4);
        return box.SequenceEqual("ftyp"u8) ? OfBrand(file)
            : box.SequenceEqual("moov"u8) || box.SequenceEqual("mdat"u8) || box.SequenceEqual("wide"u8) ? "video/quicktime"
            : file.StartsWith("BM"u8) && BitConverter.ToUInt32(file[2..6]) == file.Length ? "image/bmp"
            : file.StartsWith("FORM"u8) && (file[8..].StartsWith("AIFF"u8) || file[8..].StartsWith("AIFC"u8)) ? "audio/aiff"
            : IsInPackets(file, 0) || IsInPackets(file, 4) ? "video/mp2t"
            : null;
    }

    /// <summary>A film as it is broadcast, and as cameras write it: in packets of one length, some with a time before each.</summary>
    private static bool IsInPackets(ReadOnlySpan<byte> file, int time)
    {
        const byte Sign = 0x47;
        const int Packets = 5;
        var each = 188 + time;
        for (var i = 0; i < Packets; i++)
        {
            if (file.Length <= (i * each) + time || file[(i * each) + time] != Sign)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Its own brand, or else the first known among those that it says it is like.</summary>
    private static string? OfBrand(ReadOnlySpan<byte> file)
    {
        var length = (int)Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(file), 12, 64);
        var brands = Encoding.Latin1.GetString(file[8..Math.Min(file.Length, length)]);
        var like = Enumerable.Range(2, Math.Max(0, (brands.Length / 4) - 2)).Select(i => brands.Substring(i * 4, 4)).ToList();
        var own = OfBrand(brands[..4]);
        return own is "image/heif" && like.Contains("avif") ? "image/avif" : own ?? like.Select(OfBrand).FirstOrDefault(t => t is not null);
    }

    private static string? OfBrand(string brand) =>
        Brands.Where(b => b.Brands.Any(name => brand.StartsWith(name, StringComparison.Ordinal))).Select(b => b.Type).FirstOrDefault();

    /// <summary>What is a picture, a document or a page as well is made to deceive. A PDF's
    /// beginning and an archive's end are looked for by the programs that open them.</summary>
    private static bool IsTwoKinds(ReadOnlySpan<byte> file, bool isPdf, bool isZip, bool isMedia)
    {
        var head = file[..Math.Min(file.Length, 1024)];
        var isBinary = isPdf || isZip || isMedia;
        var words = Encoding.Latin1.GetString(head);
        return head[Math.Min(head.Length, isPdf ? 1 : 0)..].IndexOf("%PDF-"u8) >= 0
            || (!isZip && isBinary && file[^Math.Min(file.Length, 66_000)..].IndexOf("PK\u0005\u0006"u8) >= 0)
            || (isBinary && Page().IsMatch(words));
    }

    private static bool Archive(ReadOnlySpan<byte> file) =>
        file.StartsWith("Rar!"u8)
        || file.StartsWith("PK\u0005\u0006"u8)
        || file.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])
        || file.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])
        || file.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A])
        || file.StartsWith("BZh"u8)
        || (file.Length > 262 && file.Slice(257, 5).SequenceEqual("ustar"u8));
}
