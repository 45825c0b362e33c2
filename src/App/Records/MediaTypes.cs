using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Tells what a file is from its content, or why it is not taken. The browser's word counts for nothing, and the name only against
/// it: what a double click would run is not taken, whatever is in it.</summary>
internal static class MediaTypes
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
    ];

    /// <summary>Shown in the browser; everything else is only ever downloaded.</summary>
    public static bool IsShownInline(string type) =>
        type is "image/png" or "image/jpeg" or "image/gif" or "image/webp" or "image/avif" or "application/pdf";

    /// <param name="path">Of no more bytes than are taken.</param>
    /// <param name="name">As it will be called.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<Outcome<string>> Of(string path, string name, CancellationToken cancel) =>
        Of(await File.ReadAllBytesAsync(path, cancel), name);

    /// <summary>The same of a file within a file, such as an attachment of a letter.</summary>
    internal static Outcome<string> Of(byte[] content, string name)
    {
        var file = content.AsSpan();
        if (Programs.Refuses(file, name) is { } program)
        {
            return program;
        }

        if (OfMedia(file) is { } media)
        {
            return TwoKinds(file) is { } polyglot ? polyglot : media;
        }

        return file.StartsWith("%PDF-"u8)
            ? PdfFiles.Refuses(content) is { } active
                ? active
                : "application/pdf"
            : file.StartsWith(CompoundFile.Signature)
                ? CompoundDocuments.Of(content)
                : file.StartsWith("PK\u0003\u0004"u8)
                    ? ZipDocuments.Of(content)
                    : Archive(file)
                        ? Refused.Archive
                        : TextFiles.Of(content, name);
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
            : null;
    }

    private static string? OfBrand(ReadOnlySpan<byte> file)
    {
        var brands = System.Text.Encoding.ASCII.GetString(file[8..Math.Min(file.Length, 64)]);
        bool Is(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (brands.StartsWith(name, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        return Is("avif", "avis") ? "image/avif"
            : Is("mif1", "msf1")
                ? brands.Contains("avif", StringComparison.Ordinal) ? "image/avif"
                    : "image/heif"
            : Is("heic", "heix", "hevc", "hevx", "heim", "heis") ? "image/heic"
            : Is("qt  ") ? "video/quicktime"
            : Is("M4A", "M4B") ? "audio/mp4"
            : Is("3g") ? "video/3gpp"
            : Is("iso", "mp4", "avc1", "M4V", "dash", "MSNV", "XAVC") ? "video/mp4"
            : null;
    }

    /// <summary>A picture that is an archive, a page or a document as well is made to deceive.</summary>
    private static Refusal? TwoKinds(ReadOnlySpan<byte> file)
    {
        var head = file[..Math.Min(file.Length, 1024)];
        var tail = file[^Math.Min(file.Length, 66_000)..];
        return
            tail.IndexOf("PK\u0005\u0006"u8) >= 0
            || head.IndexOf("%PDF-"u8) >= 0
            || head.IndexOf("<script"u8) >= 0
            || head.IndexOf("<html"u8) >= 0
            || head.IndexOf("<?php"u8) >= 0
            ? Refused.TwoKinds
            : null;
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

/// <summary>Why a file is not taken, in the sentence that whoever attaches it reads.</summary>
internal static class Refused
{
    public static readonly Refusal Program = new("This is a program or a script, or is called like one. Programs are never taken.");
    public static readonly Refusal Page = new(
        "Web pages and drawings that can run script are not taken. Save it as a PDF or a picture, then attach that."
    );
    public static readonly Refusal Macros = new(
        "This document carries macros. Save it without them, as .docx, .xlsx or PDF, then attach that."
    );
    public static readonly Refusal Inside = new(
        "This document has another file inside it, or fetches one. Save it as a PDF, then attach that."
    );
    public static readonly Refusal Locked = new(
        "This file is locked with a password, so it cannot be checked. Save it without the password, then attach that."
    );
    public static readonly Refusal Archive = new("This is an archive of several files. Attach the files in it one by one.");
    public static readonly Refusal PdfActs = new("This PDF runs script or starts programs. Print it to a new PDF, then attach that.");
    public static readonly Refusal TwoKinds = new(
        "This file is two kinds of file at once. Save it again with the program that made it, then attach that."
    );
    public static readonly Refusal Damaged = new(
        "This file is damaged, so it cannot be checked. Save it again with the program that made it, then attach that."
    );
    public static readonly Refusal Unknown = new(
        "This kind of file is not taken. Save it as a PDF, a picture, a recording, a document, a spreadsheet or plain text."
    );
}
