using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

[HtmlTargetElement("govuk-breadcrumbs")]
public sealed class BreadcrumbsTagHelper : MarkupTagHelper
{
    protected override void Prepare(TagHelperContext context) => Gather<Link>(context);

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Breadcrumbs(
            new()
            {
                Items = Gathered<Link>(context),
                CollapseOnMobile = true,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-service-navigation")]
public sealed class ServiceNavigationTagHelper : MarkupTagHelper
{
    public string? Label { get; set; }

    protected override void Prepare(TagHelperContext context) => Gather<Link>(context);

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Gathered<Link>(context) is { Count: > 0 } links
            ? Generate.ServiceNavigation(
                new()
                {
                    Navigation = links,
                    NavigationLabel = Label,
                    Classes = Classes,
                    Attributes = Rest,
                }
            )
            : null;
}

[HtmlTargetElement("govuk-language-navigation")]
public sealed class LanguageNavigationTagHelper : MarkupTagHelper
{
    protected override void Prepare(TagHelperContext context) => Gather<Link>(context);

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.LanguageNavigation(
            new()
            {
                Items = Gathered<Link>(context),
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-footer")]
public sealed class FooterTagHelper : MarkupTagHelper
{
    protected override void Prepare(TagHelperContext context) => Gather<Link>(context);

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Footer(
            new()
            {
                Meta = new() { Items = Gathered<Link>(context), Html = content },
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-generic-header")]
public sealed class GenericHeaderTagHelper : MarkupTagHelper
{
    public string? Url { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.GenericHeader(
            new()
            {
                Url = Url,
                LogoHtml = content,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

/// <summary>A link in a navigation, breadcrumbs or footer. It knows by its address whether it is the page shown.</summary>
[HtmlTargetElement("govuk-link")]
public sealed class LinkTagHelper : MarkupTagHelper
{
    public string? Href { get; set; }
    public string? Lang { get; set; }
    public bool? Current { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content)
    {
        var path = ViewContext.HttpContext.Request.Path.Value ?? "/";
        var target = Href?.Split('?', '#')[0];
        return Tell(
            context,
            new Link
            {
                Html = content,
                Text = System.Net.WebUtility.HtmlDecode(content?.ToString()?.Trim()),
                Href = Href,
                Lang = Lang,
                Current = Current ?? path == target,
                Active = Current is null && target is { Length: > 1 } && path.StartsWith(target + "/", StringComparison.OrdinalIgnoreCase),
                Classes = Classes,
                Attributes = Rest,
            }
        );
    }
}
