using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;

namespace Wardwise.Web.Parts;

/// <summary>In place of an empty list: what would be here, and the action that fills it, for whom that is open to.</summary>
[HtmlTargetElement("empty-list")]
public sealed class EmptyListTagHelper : MarkupTagHelper
{
    public string? Heading { get; set; }
    public string? Action { get; set; }
    public string? Href { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Element.Of(
            "div",
            "ww-empty",
            Heading is null ? null : Element.Of("p", "ww-empty__heading", Heading),
            content is null ? null : Element.Of("div", "ww-empty__text", content),
            string.IsNullOrEmpty(Href) || Doors.Shut(ViewContext.HttpContext, Href)
                ? null
                : Element.Of("p", "ww-empty__action", Element.Of("a", "govuk-link", Action).Attr("href", Href))
        );
}

/// <summary>A number with its unit and period, a link to the rows behind it.</summary>
[HtmlTargetElement("figure-link")]
public sealed class FigureLinkTagHelper : MarkupTagHelper
{
    public required string Number { get; set; }
    public string? Href { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        object[] inside = [Element.Of("span", "ww-figure__number", Number), " ", Element.Of("span", "ww-figure__unit", content)];
        return Href is null
            ? Element.Of("p", "ww-figure", inside)
            : Element.Of("p", "ww-figure", Element.Of("a", "govuk-link", inside).Attr("href", Href));
    }
}

/// <summary>What was just done, said once on the next page.</summary>
public static class Flash
{
    public const string Cookie = "wardwise-flash";
    private const string Key = "flash";

    public static void Say(this ITempDataDictionary later, string sentence) => later[Key] = sentence;

    public static string? Take(ITempDataDictionary later) => later[Key] as string;
}

[HtmlTargetElement("flash-message", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FlashMessageTagHelper : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        // Reading the store would set its cookie again on every page.
        if (
            ViewContext.HttpContext.Request.Cookies.ContainsKey(Flash.Cookie)
            && Flash.Take(ViewContext.TempData) is { Length: > 0 } sentence
        )
        {
            output.Content.SetHtmlContent(
                Generate.NotificationBanner(
                    new()
                    {
                        Type = "success",
                        Text = sentence,
                        TitleText = "Done",
                        Classes = "ww-flash",
                    }
                )
            );
        }
        else
        {
            output.SuppressOutput();
        }
    }
}
