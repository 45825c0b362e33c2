using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>What a document's parts say, read as the programs that open it read them: whatever line a name ends at, however its letters are
/// written, and without anything that is named from outside.</summary>
internal static partial class DocumentXml
{
    private const string Link = "http://www.w3.org/1999/xlink";
    private const string OpenScript = "urn:oasis:names:tc:opendocument:xmlns:script:1.0";
    private const string OpenOffice = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

    public static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
    private static readonly XmlReaderSettings Lenient = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    private static readonly string[] Active = ["macroEnabled", "vbaProject", "macrosheet", "sheet.binary", "activeX"];
    private static readonly string[] Running = ["vnd.sun.star.", "macro:", "script:", "javascript:", "slot:", ".uno:", "service:"];

    private static readonly string[] Bound = ["script:", "vnd.sun.star.script:", "vnd.sun.star.expand:", "macro:", "javascript:"];

    /// <summary>Links that wait until somebody follows them; and the template from which a document was once made.</summary>
    private static readonly string[] Waiting = ["a", "area-rectangle", "area-circle", "area-polygon", "template"];

    /// <summary>Those of a link, whose relation waits with it; whatever else names a relation follows it at once.</summary>
    private static readonly string[] WaitingRelations = ["hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"];

    /// <summary>Of an OpenDocument, what is worked out when it is opened.</summary>
    private static readonly string[] Formulas = ["formula", "expression", "condition"];

    /// <summary>What Word takes for its own.</summary>
    private static readonly string[] WordNames =
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ];

    private static readonly string[] PageNames = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"];
    private static readonly string[] OfficeNames = ["http://schemas.microsoft.com/office/", "urn:schemas-microsoft-com:office:"];

    /// <summary>Something that the table of a document of Office names is a macro.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static bool NamesMacros(Stream types) =>
        First(
            XmlReader.Create(types, Strict),
            r =>
                r.GetAttribute("ContentType") is { } type && Active.Any(a => type.Contains(a, StringComparison.OrdinalIgnoreCase))
                    ? Refused.Macros
                    : null
        )
            is not null;

    /// <summary>A part of a document of Office fetches something when it is opened, or starts a program: by a relation to what lies
    /// elsewhere, a field, a table that is asked for.</summary>
    /// <param name="part">As it lies in the document.</param>
    /// <param name="links">The relations of this part that wait as links and lead elsewhere.</param>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static Refusal? Office(Stream part, IReadOnlySet<string> links)
    {
        var fields = new FieldReadings();
        var formula = new StringBuilder();
        var refreshes = false;
        using var reader = XmlReader.Create(part, Strict);
        for (var says = Saying.Nothing; reader.Read(); )
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                // Whatever stands among its letters keeps some of them from us.
                if (says is not Saying.Nothing || HidesField(reader))
                {
                    return Refused.Inside;
                }

                says = Said(reader);
                fields.Enters(reader);
                // Rows and texts of a workbook are long, and only that.
                if (reader.Depth == 0 && reader.LocalName is "worksheet" or "sst")
                {
                    return null;
                }

                Field(reader, fields);
                refreshes |= reader.LocalName is "pivotCacheDefinition" && IsTrue(reader.GetAttribute("refreshOnLoad"));
                if (
                    fields.Fetch
                    || Fetches(reader)
                    || (refreshes && reader.LocalName is "cacheSource" && reader.GetAttribute("type")?.Trim() is "external")
                    || (links.Count > 0 && Follows(reader, links))
                )
                {
                    return Refused.Inside;
                }
            }
            else if (reader.NodeType is XmlNodeType.EndElement)
            {
                if (says is Saying.Formula && FormulaCalls.Fetches(formula.ToString()))
                {
                    return Refused.Inside;
                }

                formula.Clear();
                says = Saying.Nothing;
                fields.Leaves(reader);
            }
            else if (
                reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace
            )
            {
                if (says is Saying.Code)
                {
                    fields.Tell(f => f.SaysInCode(reader.Value));
                }
                else if (says is Saying.Text)
                {
                    fields.Tell(f => f.Says(reader.Value));
                }
                else if (says is Saying.Formula)
                {
                    formula.Append(reader.Value);
                }
            }
        }

        fields.EndAll();
        return fields.Fetch ? Refused.Inside : null;
    }

    /// <summary>The relations that wait as links and lead elsewhere, by what the part calls them.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static HashSet<string> Links(Stream relations)
    {
        var links = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        _ = First(
            XmlReader.Create(relations, Strict),
            r =>
            {
                if (r.LocalName is "Relationship" && IsElsewhere(r) && r.GetAttribute("Id")?.Trim() is { } id)
                {
                    links.Add(id);
                }

                return null;
            }
        );
        return links;
    }

    /// <summary>What a program is set to do, such as on a key: in an OpenDocument it may name a macro.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static Refusal? OpenSettings(Stream part) =>
        First(
            XmlReader.Create(part, Strict),
            r =>
            {
                var runs = false;
                for (var more = r.MoveToFirstAttribute(); more; more = r.MoveToNextAttribute())
                {
                    runs |= Bound.Any(b => r.Value.AsSpan().Trim().StartsWith(b, StringComparison.OrdinalIgnoreCase));
                }

                r.MoveToElement();
                return runs ? Refused.Macros : null;
            }
        );

    /// <summary>A part of an OpenDocument says what runs when something is done in it, or fetches a picture or a table.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static Refusal? Open(Stream part) => First(XmlReader.Create(part, Strict), Open);

    /// <summary>What a text in XML is: a page, a document written as one text; null where it is plain data, or no XML at all.</summary>
    public static Outcome<string>? OfText(string text)
    {
        try
        {
            string? flat = null;
            var refused = First(
                XmlReader.Create(new StringReader(text), Lenient),
                r =>
                {
                    flat ??=
                        r.Depth == 0 && r is { LocalName: "document", NamespaceURI: OpenOffice }
                            ? r.GetAttribute("mimetype", OpenOffice) ?? ""
                            : null;
                    return r.Depth == 0 && OfficeNames.Any(n => r.NamespaceURI.StartsWith(n, StringComparison.Ordinal)) ? Refused.Macros
                        : PageNames.Contains(r.NamespaceURI) && flat is null ? Refused.Page
                        : flat is null ? null
                        : r.LocalName is "module" or "source-code" ? Refused.Macros
                        : r.LocalName is "object-ole" ? Refused.Inside
                        : Open(r);
                },
                r =>
                    r.Name is "mso-application" ? Refused.Macros
                    : r.Name is "xml-stylesheet" ? Refused.Page
                    : null
            );
            return refused is not null ? refused
                : flat is null ? null
                : ZipDocuments.IsOpen(flat) ? flat
                : Refused.Unknown;
        }
        catch (XmlException)
        {
            // A browser goes on where we cannot: what it would run may be spelt in an entity.
            if (Runs().IsMatch(text))
            {
                return Refused.Page;
            }

            return null;
        }
    }

    [GeneratedRegex(
        @"(?:<|&(?:\#0*60|\#x0*3c|lt);)(?:[\w.-]+:)?script\b|<!ENTITY\b|http://www\.w3\.org/(?:1999/xhtml|2000/svg)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex Runs();

    private enum Saying
    {
        Nothing,
        Text,
        Code,
        Formula,
    }

    private static Saying Said(XmlReader reader) =>
        reader.IsEmptyElement ? Saying.Nothing
        : reader.LocalName is "instrText" or "delInstrText" ? Saying.Code
        : reader.LocalName is "definedName" or "f" or "calculatedColumnFormula" or "totalsRowFormula" ? Saying.Formula
        : reader.LocalName is "t" && WordNames.Contains(reader.NamespaceURI) ? Saying.Text
        : Saying.Nothing;

    /// <summary>It is called like a part of a field, and Word may take it for something else than we do: it is none of Word's, or says what
    /// it is twice.</summary>
    private static bool HidesField(XmlReader reader) =>
        reader.LocalName is "fldSimple" or "fldChar" or "instrText" or "delInstrText"
        && (
            !WordNames.Contains(reader.NamespaceURI) || Attributes(reader, "instr").Count > 1 || Attributes(reader, "fldCharType").Count > 1
        );

    private static void Field(XmlReader reader, FieldReadings fields)
    {
        switch (reader.LocalName)
        {
            case "fldSimple":
                var code = Attributes(reader, "instr").FirstOrDefault();
                fields.Tell(f =>
                {
                    f.Begins();
                    f.Says(code);
                    f.Ends();
                });
                break;
            case "fldChar":
                switch (Attributes(reader, "fldCharType").FirstOrDefault()?.Trim())
                {
                    case "begin":
                        fields.Tell(f => f.Begins());
                        break;
                    case "separate":
                        fields.Tell(f => f.Shows());
                        break;
                    case "end":
                        fields.Tell(f => f.Ends());
                        break;
                }

                break;
        }
    }

    /// <summary>Only a link waits until somebody follows it; not one that starts a program.</summary>
    private static bool Fetches(XmlReader reader) =>
        reader.LocalName switch
        {
            "Relationship" => reader.GetAttribute("Type")?.Trim() is var type
                && (
                    type?.EndsWith("/aFChunk", StringComparison.OrdinalIgnoreCase) is true
                    || (IsElsewhere(reader) && type?.EndsWith("/hyperlink", StringComparison.Ordinal) is not true)
                ),
            "ddeLink" => true,
            "connection" or "queryTable" => IsTrue(reader.GetAttribute("refreshOnLoad"))
                || reader.GetAttribute("interval")?.Trim().Trim('0') is { Length: > 0 },
            "hlinkClick" or "hlinkHover" or "hlinkMouseOver" => reader.GetAttribute("action")?.Trim() is { } action
                && (
                    action.StartsWith("ppaction://program", StringComparison.OrdinalIgnoreCase)
                    || action.StartsWith("ppaction://macro", StringComparison.OrdinalIgnoreCase)
                    || action.StartsWith("ppaction://ole", StringComparison.OrdinalIgnoreCase)
                ),
            _ => false,
        };

    private static bool IsTrue(string? value) => value?.Trim() is "1" or "true";

    private static bool IsElsewhere(XmlReader relation) =>
        "External".Equals(relation.GetAttribute("TargetMode")?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Word fetches a template by what the relation is called, whatever sort it says it is.</summary>
    private static bool Follows(XmlReader reader, IReadOnlySet<string> links)
    {
        if (WaitingRelations.Contains(reader.LocalName))
        {
            return false;
        }

        var follows = false;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            follows |= reader.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal) && links.Contains(reader.Value.Trim());
        }

        reader.MoveToElement();
        return follows;
    }

    private static Refusal? Open(XmlReader reader)
    {
        var target = reader.GetAttribute("href", Link)?.Trim();
        return (reader.LocalName == "event-listener" && reader.NamespaceURI == OpenScript)
            || (target is not null && Running.Any(r => target.StartsWith(r, StringComparison.OrdinalIgnoreCase)))
                ? Refused.Macros
            : reader.LocalName is "dde-source" or "dde-link" or "dde-connection-decl"
            || (!Waiting.Contains(reader.LocalName) && target is not null && IsElsewhere(target))
            || AsksOthers(reader)
                ? Refused.Inside
            : null;
    }

    /// <summary>A formula that fetches, or a form whose values are taken from elsewhere.</summary>
    private static bool AsksOthers(XmlReader reader)
    {
        var asks = false;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            asks |=
                (reader.LocalName is "src" && IsElsewhere(reader.Value.Trim()))
                || (Formulas.Contains(reader.LocalName) && FormulaCalls.Fetches(reader.Value));
        }

        reader.MoveToElement();
        return asks;
    }

    private static bool IsElsewhere(string target) =>
        target.Contains(':', StringComparison.Ordinal)
        || target.StartsWith('/')
        || target.StartsWith('\\')
        || target.StartsWith("..", StringComparison.Ordinal);

    /// <summary>All of this name, whatever prefix or none they are written with.</summary>
    private static List<string> Attributes(XmlReader reader, string name)
    {
        var values = new List<string>();
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName == name)
            {
                values.Add(reader.Value);
            }
        }

        reader.MoveToElement();
        return values;
    }

    private static Refusal? First(XmlReader reader, Func<XmlReader, Refusal?> says, Func<XmlReader, Refusal?>? saysBefore = null)
    {
        using (reader)
        {
            while (reader.Read())
            {
                if (
                    (
                        reader.NodeType is XmlNodeType.Element ? says(reader)
                        : reader.NodeType is XmlNodeType.ProcessingInstruction ? saysBefore?.Invoke(reader)
                        : null
                    ) is
                    { } refused
                )
                {
                    return refused;
                }
            }
        }

        return null;
    }
}
