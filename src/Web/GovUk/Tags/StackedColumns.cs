using System.Net;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>
/// The columns of a table that stacks, as its rows are written: each cell bears the name of its column. A browser may forget that what is
/// laid out as blocks is a table, so each part says what it is.
/// </summary>
internal sealed class StackedColumns
{
    private readonly List<string> _names = [];
    private int _next;

    public async Task Name(TagHelperContext context, TagHelperOutput output)
    {
        var inHead = context.Items.ContainsKey("head");
        output.Attributes.SetAttribute(
            "role",
            context.TagName switch
            {
                "tr" => "row",
                "td" => "cell",
                "th" => inHead ? "columnheader" : "rowheader",
                _ => "rowgroup",
            }
        );
        if (context.TagName == "tr")
        {
            _next = 0;
        }
        else if (context.TagName is "td" or "th")
        {
            var content = await output.GetChildContentAsync();
            if (inHead)
            {
                _names.Add(WebUtility.HtmlDecode(content.GetContent()).Trim());
            }
            else if (_names.ElementAtOrDefault(_next++) is { Length: > 0 } name && !content.IsEmptyOrWhiteSpace)
            {
                output.Attributes.SetAttribute("data-column", name);
            }
        }
    }
}
