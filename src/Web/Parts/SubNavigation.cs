using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;

namespace Wardwise.Web.Parts;

public static partial class Draw
{
    public static Element SubNavigation(IReadOnlyList<Link> links, string label) =>
        El(
                "nav",
                "moj-sub-navigation",
                El("ul", "moj-sub-navigation__list")
                    .Add(
                        links.Select(l =>
                            El(
                                "li",
                                "moj-sub-navigation__item",
                                El("a", "moj-sub-navigation__link", l.Content)
                                    .Attr("aria-current", l.Current || l.Active ? "page" : null)
                                    .Attr("href", l.Href)
                            )
                        )
                    )
            )
            .Attr("aria-label", label);

    public static Element Badge(Part o) => El("span", "moj-badge", o.Content).Class(o.Classes).Attrs(o.Attributes);

    public static Element PageHeader(string title, string? caption, string? lead, IHtmlContent? actions) =>
        El(
            "div",
            "moj-page-header-actions",
            El(
                "div",
                "moj-page-header-actions__title",
                caption is null ? null : El("span", "govuk-caption-l", caption),
                El("h1", "govuk-heading-l", title),
                lead is null ? null : El("p", "ww-lead", lead)
            ),
            actions is null ? null : El("div", "moj-page-header-actions__actions", El("div", "govuk-button-group", actions))
        );
}

/// <summary>Parts of a record or an area; <c>govuk-link</c> inside.</summary>
[HtmlTargetElement("moj-sub-navigation")]
public sealed class SubNavigationTagHelper : MarkupTagHelper
{
    public string Label { get; set; } = "Parts of this record";

    protected override void Prepare(TagHelperContext context) => Gather<Link>(context);

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Draw.SubNavigation(Gathered<Link>(context), Label);
}

[HtmlTargetElement("moj-badge")]
public sealed class BadgeTagHelper : MarkupTagHelper
{
    public string? Colour { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Draw.Badge(
            new()
            {
                Html = content,
                Classes = Size("moj-badge", Colour),
                Attributes = Rest,
            }
        );
}

/// <summary>The heading of a page, a sentence that answers its question, and its main actions as buttons inside.</summary>
[HtmlTargetElement("page-header")]
public sealed class PageHeaderTagHelper : MarkupTagHelper
{
    public required string Title { get; set; }
    public string? Caption { get; set; }
    public string? Lead { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) => Draw.PageHeader(Title, Caption, Lead, content);
}
