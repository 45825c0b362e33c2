using System.Xml;

namespace Wardwise.App.Records;

/// <summary>Which parts of a document of Office are XML, by the table in it: a part of that sort is read as XML whatever it is called.
/// </summary>
internal sealed class PartTypes
{
    private const string OldDrawing = "application/vnd.openxmlformats-officedocument.vmlDrawing";

    private readonly Dictionary<string, bool> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, bool> _endings = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _drawings = new(StringComparer.OrdinalIgnoreCase) { "vml" };

    /// <param name="table">As it lies in the document.</param>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static PartTypes Of(Stream table)
    {
        var types = new PartTypes();
        using var reader = XmlReader.Create(table, DocumentXml.Strict);
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element || reader.GetAttribute("ContentType")?.Trim() is not { } type)
            {
                continue;
            }

            var isXml =
                type.Contains("+xml", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("application/xml", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase);
            var isDrawing = type.Equals(OldDrawing, StringComparison.OrdinalIgnoreCase);
            if (reader.LocalName is "Override" && reader.GetAttribute("PartName") is { } part)
            {
                Add(types._parts, Uri.UnescapeDataString(part.Trim()).TrimStart('/'), isXml, isDrawing);
            }
            else if (reader.LocalName is "Default" && reader.GetAttribute("Extension") is { } ending)
            {
                Add(types._endings, ending.Trim().TrimStart('.'), isXml, isDrawing);
            }
        }

        return types;

        void Add(Dictionary<string, bool> to, string name, bool isXml, bool isDrawing)
        {
            to[name] = isXml || to.GetValueOrDefault(name);
            if (isDrawing)
            {
                types._drawings.Add(name);
            }
        }
    }

    /// <summary>The table says so of the part, or of all that end as it does.</summary>
    public bool IsXml(string part) =>
        _parts.TryGetValue(Uri.UnescapeDataString(part), out var isXml) ? isXml : _endings.GetValueOrDefault(EndOf(part));

    /// <summary>A drawing of old, which nobody need be able to read.</summary>
    public bool IsOldDrawing(string part) => !IsXml(part) && (_drawings.Contains(part) || _drawings.Contains(EndOf(part)));

    private static string EndOf(string part) => part[(part.LastIndexOf('.') + 1)..];
}
