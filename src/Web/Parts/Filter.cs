using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;

namespace Wardwise.Web.Parts;

public sealed record FilterOptions
{
    public string Heading { get; init; } = "Filter";
    public required string Action { get; init; }
    public IReadOnlyList<KeyValuePair<string, string>> Keep { get; init; } = [];
    public IHtmlContent? Questions { get; init; }
}

/// <summary>Something the list is narrowed by, that can be taken off.</summary>
public sealed record Chip(string Text, string RemoveHref);

public static partial class Draw
{
    public static Element Filter(FilterOptions o) =>
        El(
                "form",
                "moj-filter ww-filter",
                El("div", "moj-filter__header", El("h2", "govuk-heading-s", o.Heading)),
                El(
                    "div",
                    "moj-filter__content",
                    El(
                        "div",
                        "moj-filter__options",
                        o.Keep.Select(k => El("input").Attr("type", "hidden").Attr("name", k.Key).Attr("value", k.Value)),
                        o.Questions,
                        Generate.Button(new() { Text = "Apply filters", Classes = "govuk-button--secondary" })
                    )
                )
            )
            .Attr("method", "get")
            .Attr("action", o.Action)
            .Flag("novalidate", true)
            .Attr("id", "filter");

    public static Element? Chips(IReadOnlyList<Chip> chips, string clearHref) =>
        chips.Count == 0
            ? null
            : El(
                "div",
                "ww-chips",
                El("ul", "moj-filter-tags")
                    .Attr("aria-label", "Narrowed to")
                    .Add(
                        chips.Select(c =>
                            El(
                                "li",
                                null,
                                El("a", "moj-filter__tag", El("span", "govuk-visually-hidden", "Remove this filter: "), c.Text)
                                    .Attr("href", c.RemoveHref)
                            )
                        )
                    ),
                El("a", "govuk-link govuk-link--no-visited-state", "Clear all").Attr("href", clearHref)
            );
}

/// <summary>Questions that narrow a list. Sent by GET, so the address of a narrowed list can be kept.</summary>
[HtmlTargetElement("moj-filter")]
public sealed class FilterTagHelper : MarkupTagHelper
{
    public string Heading { get; set; } = "Filter";

    /// <summary>Names in the address that are kept as they are, by commas: "sort,q".</summary>
    public string Keep { get; set; } = "sort";

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var request = ViewContext.HttpContext.Request;
        return Draw.Filter(
            new()
            {
                Heading = Heading,
                Action = request.PathBase + request.Path,
                Keep =
                [
                    .. Keep.Split(',')
                        .Where(k => !string.IsNullOrEmpty(request.Query[k]))
                        .Select(k => KeyValuePair.Create(k, request.Query[k].ToString())),
                ],
                Questions = content,
            }
        );
    }
}

[HtmlTargetElement("filter-chips")]
public sealed class FilterChipsTagHelper : MarkupTagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    protected override void Prepare(TagHelperContext context) => Gather<Chip>(context);

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Draw.Chips(Gathered<Chip>(context), ViewContext.HttpContext.Request.PathBase + ViewContext.HttpContext.Request.Path);
}

/// <summary>One value of the query, in words; it links to the same list without it.</summary>
[HtmlTargetElement("filter-chip")]
public sealed class FilterChipTagHelper : MarkupTagHelper
{
    public required string Name { get; set; }
    public required string Value { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Tell(
            context,
            new Chip(
                System.Net.WebUtility.HtmlDecode(content?.ToString()?.Trim() ?? Value),
                Addresses.Without(ViewContext.HttpContext.Request, Name, Value)
            )
        );
}
