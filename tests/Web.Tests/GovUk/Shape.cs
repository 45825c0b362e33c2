using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Wardwise.Web.Tests.GovUk;

/// <summary>HTML in one spelling: attributes sorted, white space folded, except where it parts two words.</summary>
internal static partial class Shape
{
    private static readonly HashSet<string> Inline = ["A", "SPAN", "STRONG", "EM", "CODE", "ABBR"];

    [GeneratedRegex(@"\s+")]
    private static partial Regex White { get; }

    public static string Of(string html, params string[] leaveOut)
    {
        var body = new HtmlParser().ParseDocument("<body>" + html).Body!;
        foreach (var selector in leaveOut)
        {
            foreach (var element in body.QuerySelectorAll(selector).ToList())
            {
                element.Remove();
            }
        }

        var text = new StringBuilder();
        foreach (var child in body.ChildNodes)
        {
            Write(text, child, 0);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder to, INode node, int depth)
    {
        if (node is IElement element)
        {
            var attributes = element
                .Attributes.OrderBy(a => a.Name, StringComparer.Ordinal)
                .Select(a => $" {a.Name}=\"{White.Replace(a.Value, " ").Trim()}\"");
            to.Append(' ', depth).Append('<').Append(element.LocalName).AppendJoin("", attributes).AppendLine(">");
            foreach (var child in element.ChildNodes)
            {
                Write(to, child, depth + 1);
            }
        }
        else if (node is IText text)
        {
            var folded = White.Replace(text.Data, " ");
            if (node.PreviousSibling is not IElement before || !Inline.Contains(before.TagName))
            {
                folded = folded.TrimStart();
            }

            if (node.NextSibling is not IElement after || !Inline.Contains(after.TagName))
            {
                folded = folded.TrimEnd();
            }

            if (folded.Length > 0)
            {
                to.Append(' ', depth).Append('"').Append(folded).AppendLine("\"");
            }
        }
    }
}
