using System.Xml;

namespace Wardwise.App.Records;

/// <summary>What a document's parts say, read as the programs that open it read them: whatever line a name ends at, however its letters are
/// written, and without anything that is named from outside.</summary>
internal static class DocumentXml
{
    private const string Link = "http://www.w3.org/1999/xlink";
    private const string Script = "urn:oasis:names:tc:opendocument:xmlns:script:1.0";

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private static readonly string[] Active = ["macroEnabled", "vbaProject", "macrosheet", "sheet.binary", "activeX"];

    /// <summary>Something that the table of a document of Office names is a macro.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static bool NamesMacros(byte[] types) =>
        Any(types, r => r.GetAttribute("ContentType") is { } type && Active.Any(a => type.Contains(a, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A relation of a document of Office is to something elsewhere, which the document fetches when it is opened: a template, a
    /// picture, another workbook. Only a link waits until somebody follows it.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static bool Fetches(byte[] relations) =>
        Any(
            relations,
            r =>
                r.LocalName == "Relationship"
                && "External".Equals(r.GetAttribute("TargetMode")?.Trim(), StringComparison.OrdinalIgnoreCase)
                && r.GetAttribute("Type")?.Trim().EndsWith("/hyperlink", StringComparison.Ordinal) is not true
        );

    /// <summary>A part of an OpenDocument says what runs when something is done in it.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static bool Listens(byte[] part) => Any(part, r => r.LocalName == "event-listener" && r.NamespaceURI == Script);

    /// <summary>A part of an OpenDocument fetches a picture, a section or a table from elsewhere, or asks another program for it.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static bool FetchesOpen(byte[] part) =>
        Any(
            part,
            r =>
                r.LocalName is "dde-source" or "dde-link" or "dde-connection-decl"
                || (r.LocalName != "a" && r.GetAttribute("href", Link) is { } target && IsElsewhere(target.Trim()))
        );

    private static bool IsElsewhere(string target) =>
        target.Contains(':', StringComparison.Ordinal)
        || target.StartsWith('/')
        || target.StartsWith('\\')
        || target.StartsWith("..", StringComparison.Ordinal);

    private static bool Any(byte[] part, Func<XmlReader, bool> says)
    {
        using var reader = XmlReader.Create(new MemoryStream(part), Strict);
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Element && says(reader))
            {
                return true;
            }
        }

        return false;
    }
}
