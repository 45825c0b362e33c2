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
    private const string OpenKind = "application/vnd.oasis.opendocument.";
    private const int MostParts = 20_000;

    /// <summary>As far as the last of the signs by which a program is known.</summary>
    private const int Head = 0x8010;

    private static readonly (string Part, string Type)[] Documents =
    [
        ("word/document.xml", Office + "wordprocessingml.document"),
        ("xl/workbook.xml", Office + "spreadsheetml.sheet"),
        ("ppt/presentation.xml", Office + "presentationml.presentation"),
    ];

    private static readonly HashSet<string> OpenKinds =
    [
        .. from kind in (string[])["text", "spreadsheet", "presentation", "graphics", "text-master", "formula"]
        from sort in (string[])["", "-template"]
        select OpenKind + kind + sort,
    ];

    public static bool IsOpen(string kind) => OpenKinds.Contains(kind);

    public static Outcome<string> Of(byte[] content, CheckLimit limit)
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
                : parts.TryGetValue("[Content_Types].xml", out var types) ? OfOffice(parts, types, limit)
                : parts.TryGetValue("mimetype", out var kind)
                    ? OfOpenDocument(parts, Encoding.ASCII.GetString(limit.Unpack(kind.Open(), 200)).Trim(), limit)
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

    private static Outcome<string> OfOffice(Dictionary<string, ZipArchiveEntry> parts, ZipArchiveEntry types, CheckLimit limit)
    {
        PartTypes sorts;
        using (var table = limit.Counted(types.Open()))
        {
            sorts = PartTypes.Of(table);
        }

        using (var table = limit.Counted(types.Open()))
        {
            if (DocumentXml.NamesMacros(table) || parts.Keys.Any(IsMacro))
            {
                return Refused.Macros;
            }
        }

        if (Documents.Where(d => parts.ContainsKey(d.Part)).Select(d => d.Type).FirstOrDefault() is not { } type)
        {
            return Refused.Unknown;
        }

        return
            Parts(
                parts,
                limit,
                (name, part) => DocumentXml.Office(part, Links(parts, name, limit)),
                (name, isXml) => isXml || IsNamedXml(name) || sorts.IsXml(name),
                sorts.IsOldDrawing
            )
                is { } refused
            ? refused
            : type;
    }

    /// <summary>A part's relations lie beside it, in a folder of their own.</summary>
    private static HashSet<string> Links(Dictionary<string, ZipArchiveEntry> parts, string name, CheckLimit limit)
    {
        var folder = name.LastIndexOf('/') + 1;
        if (!parts.TryGetValue($"{name[..folder]}_rels/{name[folder..]}.rels", out var relations))
        {
            return [];
        }

        using var from = limit.Counted(relations.Open());
        return DocumentXml.Links(from);
    }

    private static bool IsMacro(string part) =>
        part.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || part.EndsWith("vbaData.xml", StringComparison.OrdinalIgnoreCase)
        || part.Contains("macrosheets/", StringComparison.OrdinalIgnoreCase)
        || part.Contains("activeX/", StringComparison.OrdinalIgnoreCase)
        || part.Equals("xl/workbook.bin", StringComparison.OrdinalIgnoreCase);

    private static Outcome<string> OfOpenDocument(Dictionary<string, ZipArchiveEntry> parts, string kind, CheckLimit limit)
    {
        if (!IsOpen(kind))
        {
            return kind.StartsWith(OpenKind, StringComparison.Ordinal) ? Refused.Unknown : Refused.Archive;
        }

        if (
            parts.TryGetValue("META-INF/manifest.xml", out var manifest)
            && Encoding.UTF8.GetString(limit.Unpack(manifest.Open())).Contains("encryption-data", StringComparison.Ordinal)
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
        return
            Parts(
                parts,
                limit,
                (name, part) => IsSetting(name) ? DocumentXml.OpenSettings(part) : DocumentXml.Open(part),
                (name, isXml) =>
                    (isXml && IsSetting(name))
                    || name.EndsWith("content.xml", StringComparison.OrdinalIgnoreCase)
                    || name.EndsWith("styles.xml", StringComparison.OrdinalIgnoreCase)
                    || name.EndsWith("meta.xml", StringComparison.OrdinalIgnoreCase),
                _ => false
            )
                is { } refused
            ? refused
            : kind;
    }

    private static bool IsSetting(string name) => name.Contains("Configurations2/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Looks at every part. A chart's table or a sheet may lie in a document; a program, or what hides one, may not.</summary>
    /// <param name="parts">By name.</param>
    /// <param name="limit">What it may cost.</param>
    /// <param name="reads">Says what is wrong with a part in XML.</param>
    /// <param name="isRead">Whether it is asked of the part of this name, which may begin as XML does.</param>
    /// <param name="isLoose">Whether nobody need be able to read it.</param>
    private static Refusal? Parts(
        Dictionary<string, ZipArchiveEntry> parts,
        CheckLimit limit,
        Func<string, Stream, Refusal?> reads,
        Func<string, bool, bool> isRead,
        Func<string, bool> isLoose
    )
    {
        foreach (var (name, entry) in parts)
        {
            if (Programs.IsCalledLikeOne(name) && !name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) && !IsPlace(name))
            {
                return Refused.Inside;
            }

            var head = limit.Unpack(entry.Open(), Head);
            if (
                (
                    MediaTypes.RefusesInside(head, () => limit.Unpack(entry.Open()), limit)
                    ?? (isRead(name, IsXml(head)) ? Read(entry, limit, part => reads(name, part), isLoose(name)) : null)
                ) is
                { } refused
            )
            {
                return refused;
            }
        }

        return null;
    }

    private static Refusal? Read(ZipArchiveEntry entry, CheckLimit limit, Func<Stream, Refusal?> reads, bool isLoose)
    {
        try
        {
            using var part = limit.Counted(entry.Open());
            return reads(part);
        }
        catch (XmlException) when (isLoose)
        {
            return null;
        }
    }

    private static bool IsNamedXml(string name) =>
        name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static bool IsXml(ReadOnlySpan<byte> head) =>
        head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0xEF, 0xBB, 0xBF, ..] || head.TrimStart(" \t\r\n\0"u8) is [(byte)'<', ..];

    /// <summary>Folders, and the pictures that Office keeps as drawings.</summary>
    private static bool IsPlace(string name) => name.EndsWith('/') || name.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);
}
