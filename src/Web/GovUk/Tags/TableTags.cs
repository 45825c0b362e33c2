using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>A table written in plain HTML inside; the classes come by themselves. Sorting is by links, so it works without
/// script.</summary>
[HtmlTargetElement("govuk-table")]
public sealed class TableTagHelper : TagHelper
{
    public string? Caption { get; set; }
    public string? CaptionSize { get; set; }
    public bool HideCaption { get; set; }

    /// <summary>The order when the address names none: "due", or "-due" for the last first.</summary>
    public string? DefaultSort { get; set; }

    /// <summary>On a phone each row is a card, each cell under the name of its column. It stays a table to screen readers.</summary>
    public bool Stacks { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        context.Items[typeof(TableTagHelper)] = DefaultSort ?? "";
        if (Stacks)
        {
            context.Items[typeof(StackedColumns)] = new StackedColumns();
        }

        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        var classes = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", "ww-table-scroll");
        // A region that scrolls must be reachable by keyboard.
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("role", "region");
        output.Attributes.SetAttribute("aria-label", Caption ?? "Table");
        output.Content.SetHtmlContent(
            Element
                .Of(
                    "table",
                    "govuk-table",
                    Caption is null
                        ? null
                        : Element
                            .Of("caption", "govuk-table__caption", Caption)
                            .Class(
                                HideCaption ? "govuk-visually-hidden" : null,
                                CaptionSize is null ? null : $"govuk-table__caption--{CaptionSize}"
                            ),
                    content
                )
                .Class(classes, Stacks ? "ww-stacks" : null)
                .Attr("role", Stacks ? "table" : null)
        );
    }
}

[HtmlTargetElement("thead")]
[HtmlTargetElement("tbody")]
[HtmlTargetElement("tr")]
[HtmlTargetElement("td")]
[HtmlTargetElement("th")]
public sealed class TablePartTagHelper : TagHelper
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["thead"] = "head",
        ["tbody"] = "body",
        ["tr"] = "row",
        ["td"] = "cell",
        ["th"] = "header",
    };

    public bool Numeric { get; set; }

    /// <summary>The name by which the server sorts this column.</summary>
    public string? Sort { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (!context.Items.TryGetValue(typeof(TableTagHelper), out var byDefault))
        {
            return;
        }

        if (context.TagName == "thead")
        {
            context.Items["head"] = true;
        }

        var name = $"govuk-table__{Names[context.TagName]}";
        var classes = Numeric ? $"{name} {name}--numeric" : name;
        output.Attributes.SetAttribute("class", $"{classes} {output.Attributes["class"]?.Value}".Trim());
        if (context.TagName == "th" && !output.Attributes.ContainsName("scope"))
        {
            output.Attributes.SetAttribute("scope", context.Items.ContainsKey("head") ? "col" : "row");
        }

        if (context.Items.TryGetValue(typeof(StackedColumns), out var columns))
        {
            await ((StackedColumns)columns).Name(context, output);
        }

        if (Sort is not null)
        {
            await MakeSortable(output, (string)byDefault);
        }
    }

    private async Task MakeSortable(TagHelperOutput output, string byDefault)
    {
        var request = ViewContext.HttpContext.Request;
        var now = request.Query["sort"].FirstOrDefault() ?? byDefault;
        var (up, down) = (now == Sort, now == "-" + Sort);
        output.Attributes.SetAttribute(
            "aria-sort",
            up ? "ascending"
                : down ? "descending"
                : "none"
        );
        var href = Addresses.With(request, ("sort", up ? "-" + Sort : Sort), ("page", null));
        output.Content.SetHtmlContent(Element.Of("a", "ww-sort", await output.GetChildContentAsync()).Attr("href", href));
    }
}
