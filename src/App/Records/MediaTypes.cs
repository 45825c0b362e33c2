using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Wardwise.App.Records;

/// <summary>Tells what a file is from its content. The name and the browser's word count for nothing.</summary>
internal static class MediaTypes
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    private static readonly (byte[] Begins, int At, string Type)[] Signatures =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ("GIF87a"u8.ToArray(), 0, "image/gif"),
        ("GIF89a"u8.ToArray(), 0, "image/gif"),
        ("WEBPVP8"u8.ToArray(), 8, "image/webp"),
        ("%PDF-"u8.ToArray(), 0, "application/pdf"),
    ];

    private static readonly SearchValues<char> NeverInText = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000E\u000F\u001B"
    );

    /// <summary>Shown in the browser; everything else is only ever downloaded.</summary>
    public static bool IsShownInline(string type) => type.StartsWith("image/", StringComparison.Ordinal) || type == "application/pdf";

    /// <returns>The type, or null for a kind that is not taken.</returns>
    public static async Task<string?> Of(string path, CancellationToken cancel)
    {
        await using var content = File.OpenRead(path);
        var head = new byte[512];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        foreach (var (begins, at, type) in Signatures)
        {
            if (length >= at + begins.Length && head.AsSpan(at, begins.Length).SequenceEqual(begins))
            {
                return type;
            }
        }

        content.Position = 0;
        return head.AsSpan(0, length).StartsWith("PK\u0003\u0004"u8) ? OfZip(content)
            : await IsText(content, cancel) ? "text/plain"
            : null;
    }

    /// <summary>Office documents are zip archives; those that carry macros, and other archives, are not taken.</summary>
    private static string? OfZip(Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read);
            var names = zip.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            {
                return null;
            }

            return names.Contains("word/document.xml") ? Office + "wordprocessingml.document"
                : names.Contains("xl/workbook.xml") ? Office + "spreadsheetml.sheet"
                : names.Contains("ppt/presentation.xml") ? Office + "presentationml.presentation"
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<bool> IsText(Stream content, CancellationToken cancel)
    {
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            var buffer = new char[8192];
            for (int read; (read = await reader.ReadAsync(buffer, cancel)) > 0; )
            {
                if (buffer.AsSpan(0, read).ContainsAny(NeverInText))
                {
                    return false;
                }
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
