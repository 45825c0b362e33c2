using System.IO.Compression;
using System.Text;
using System.Xml;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Documents of Office and of OpenDocument are zip archives. Those that carry macros, other files or what fetches them are not
/// taken, and neither are other archives.</summary>
internal static class ZipDocuments
{
    private const string Office = "application/vnd.openxmlformats-officedocument.";
    private const string Open = "application/vnd.oasis.opendocument.";

    /// <summary>Of a part that is looked into; a longer one is no document's.</summary>
    private const int LongestPart = 64 * 1024 * 1024;

    private const int MostParts = 20_000;

    private static readonly (string Part, string Type)[] Documents =
    [
        ("word/document.xml", Office + "wordprocessingml.document"),
        ("xl/workbook.xml", Office + "spreadsheetml.sheet"),
        ("ppt/presentation.xml", Office + "presentationml.presentation"),
    ];

    public static Outcome<string> Of(byte[] content) => Of(content, depth: 0);

    private static Outcome<string> Of(byte[] content, int depth)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts)
            {
                return Refused.Archive;
            }

            var parts = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in zip.Entries)
            {
                // Two parts of one name: which of them a program reads, nobody knows.
                if (!parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry))
                {
                    return Refused.TwoKinds;
                }
            }

            return zip.Entries.Any(e => e.IsEncrypted) ? Refused.Locked
                : parts.Keys.Any(n =>
                    n is "AndroidManifest.xml" or "classes.dex" or "META-INF/MANIFEST.MF" && !parts.ContainsKey("mimetype")
                )
                    ? Refused.Program
                : parts.ContainsKey("[Content_Types].xml") ? OfOffice(parts, depth)
                : parts.TryGetValue("mimetype", out var kind) ? OfOpenDocument(parts, Text(kind, 200).Trim(), depth)
                : Refused.Archive;
        }
        catch (Exception e)
            when (e
                    is InvalidDataException
                        or IOException
                        or NotSupportedException
                        or ArgumentException
                        or OverflowException
                        or XmlException
            )
        {
            return Refused.Damaged;
        }
    }

    private static Outcome<string> OfOffice(Dictionary<string, ZipArchiveEntry> parts, int depth)
    {
        if (DocumentXml.NamesMacros(Bytes(parts["[Content_Types].xml"], LongestPart)) || parts.Keys.Any(IsMacro))
        {
            return Refused.Macros;
        }

        if (Documents.Where(d => parts.ContainsKey(d.Part)).Select(d => d.Type).FirstOrDefault() is not { } type)
        {
            return Refused.Unknown;
        }

        return OthersInside(parts, depth) is { } inside ? inside
            : Named(parts, ".rels").Any(DocumentXml.Fetches) ? Refused.Inside
            : type;
    }

    private static bool IsMacro(string part) =>
        part.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || part.EndsWith("vbaData.xml", StringComparison.OrdinalIgnoreCase)
        || part.Contains("macrosheets/", StringComparison.OrdinalIgnoreCase)
        || part.Contains("activeX/", StringComparison.OrdinalIgnoreCase)
        || part.Equals("xl/workbook.bin", StringComparison.OrdinalIgnoreCase);

    private static Outcome<string> OfOpenDocument(Dictionary<string, ZipArchiveEntry> parts, string kind, int depth)
    {
        if (!kind.StartsWith(Open, StringComparison.Ordinal))
        {
            return Refused.Archive;
        }

        if (
            parts.TryGetValue("META-INF/manifest.xml", out var manifest)
            && Text(manifest, LongestPart).Contains("encryption-data", StringComparison.Ordinal)
        )
        {
            return Refused.Locked;
        }

        if (
            parts.Keys.Any(n =>
                n.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || n.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return Refused.Macros;
        }

        // A chart or a formula in the document has a folder of its own with the same parts.
        foreach (var part in Named(parts, "content.xml").Concat(Named(parts, "styles.xml")))
        {
            if (DocumentXml.Listens(part))
            {
                return Refused.Macros;
            }

            if (DocumentXml.FetchesOpen(part))
            {
                return Refused.Inside;
            }
        }

        return OthersInside(parts, depth) is { } inside ? inside : kind;
    }

    /// <summary>A chart's table or a sheet may lie in a document; a program, or what hides one, may not.</summary>
    private static Refusal? OthersInside(Dictionary<string, ZipArchiveEntry> parts, int depth)
    {
        foreach (var (name, entry) in parts)
        {
            if (Programs.IsCalledLikeOne(name) && !name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) && !IsPlace(name))
            {
                return Refused.Inside;
            }

            if (
                !name.Contains("embeddings/", StringComparison.OrdinalIgnoreCase)
                && !name.StartsWith("Object ", StringComparison.OrdinalIgnoreCase)
                && !name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)
            )
            {
                continue;
            }

            var inside = Bytes(entry, LongestPart);
            if (Programs.Refuses(inside, "") is not null)
            {
                return Refused.Inside;
            }

            var looked = inside.AsSpan().StartsWith("PK\u0003\u0004"u8)
                ? depth > 2
                    ? Refused.Archive
                    : Of(inside, depth + 1)
                : inside.AsSpan().StartsWith(CompoundFile.Signature)
                    ? CompoundDocuments.OfInside(inside)
                    : default(Outcome<string>?);
            if (looked is { Done: false } no)
            {
                return no.Refusals[0] == Refused.Macros ? Refused.Macros : Refused.Inside;
            }
        }

        return null;
    }

    private static IEnumerable<byte[]> Named(Dictionary<string, ZipArchiveEntry> parts, string end) =>
        parts.Where(p => p.Key.EndsWith(end, StringComparison.OrdinalIgnoreCase)).Select(p => Bytes(p.Value, LongestPart));

    /// <summary>Folders, and the pictures that Office keeps as drawings.</summary>
    private static bool IsPlace(string name) => name.EndsWith('/') || name.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);

    private static string Text(ZipArchiveEntry entry, int most)
    {
        var bytes = Bytes(entry, most);
        return bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes),
            _ => Encoding.UTF8.GetString(bytes),
        };
    }

    /// <exception cref="InvalidDataException">It is longer than it may be, or damaged.</exception>
    private static byte[] Bytes(ZipArchiveEntry entry, int most)
    {
        using var from = entry.Open();
        using var to = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; (read = from.Read(buffer)) > 0; )
        {
            if (to.Length + read > most)
            {
                throw new InvalidDataException("A part is too long.");
            }

            to.Write(buffer, 0, read);
        }

        return to.ToArray();
    }
}
