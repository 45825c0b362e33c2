using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

[HtmlTargetElement("govuk-button")]
public sealed class ButtonTagHelper : MarkupTagHelper
{
    public string? Href { get; set; }
    public string? Type { get; set; }
    public string? Name { get; set; }
    public string? Value { get; set; }
    public bool Disabled { get; set; }
    public bool Start { get; set; }

    /// <summary>secondary, warning or inverse; the main action of a page has none.</summary>
    public string? Kind { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Button(
            new()
            {
                Html = content,
                Href = Href,
                Type = Type,
                Name = Name,
                Value = Value,
                Disabled = Disabled,
                IsStartButton = Start,
                PreventDoubleClick = Href is null && Type is null ? true : null,
                Id = GivenId,
                Classes = string.Join(' ', new[] { Size("govuk-button", Kind), Classes }.Where(c => c is not null)),
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-inset-text")]
public sealed class InsetTextTagHelper : MarkupTagHelper
{
    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.InsetText(
            new()
            {
                Html = content,
                Id = GivenId,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-warning-text")]
public sealed class WarningTextTagHelper : MarkupTagHelper
{
    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.WarningText(
            new()
            {
                Html = content,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-tag")]
public sealed class TagTagHelper : MarkupTagHelper
{
    public string? Colour { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Tag(
            new()
            {
                Html = content,
                Classes = Size("govuk-tag", Colour) is { } c ? $"{c} {Classes}".Trim() : Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-details")]
public sealed class DetailsTagHelper : MarkupTagHelper
{
    public string? Summary { get; set; }
    public bool Open { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Details(
            new()
            {
                SummaryText = Summary,
                Html = content,
                Open = Open,
                Id = GivenId,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-panel")]
public sealed class PanelTagHelper : MarkupTagHelper
{
    public string? Title { get; set; }
    public int? HeadingLevel { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Panel(
            new()
            {
                TitleText = Title,
                Html = content,
                HeadingLevel = HeadingLevel,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-notification-banner")]
public sealed class NotificationBannerTagHelper : MarkupTagHelper
{
    public string? Type { get; set; }
    public string? Title { get; set; }
    public string? TitleId { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.NotificationBanner(
            new()
            {
                Type = Type,
                TitleText = Title,
                TitleId = TitleId,
                Html = content,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-back-link")]
public sealed class BackLinkTagHelper : MarkupTagHelper
{
    public string? Href { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.BackLink(
            new()
            {
                Html = content,
                Href = Href,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-skip-link")]
public sealed class SkipLinkTagHelper : MarkupTagHelper
{
    public string? Href { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.SkipLink(
            new()
            {
                Html = content,
                Href = Href,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-phase-banner")]
public sealed class PhaseBannerTagHelper : MarkupTagHelper
{
    public string? Tag { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.PhaseBanner(
            new()
            {
                Tag = Tag,
                Html = content,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-feedback")]
public sealed class FeedbackTagHelper : MarkupTagHelper
{
    public string? Title { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Feedback(
            new()
            {
                TitleText = Title,
                Html = content,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-exit-this-page")]
public sealed class ExitThisPageTagHelper : MarkupTagHelper
{
    public string? Href { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.ExitThisPage(
            new()
            {
                RedirectUrl = Href,
                Html = content,
                Id = GivenId,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-cookie-banner")]
public sealed class CookieBannerTagHelper : MarkupTagHelper
{
    public string? Heading { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.CookieBanner(
            new()
            {
                Messages = [new() { HeadingText = Heading, Html = content }],
                Classes = Classes,
                Attributes = Rest,
            }
        );
}
