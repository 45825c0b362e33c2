using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>For a question that no other tag fits: the pieces alone.</summary>
[HtmlTargetElement("govuk-label")]
public sealed class LabelTagHelper : MarkupTagHelper
{
    public string? For { get; set; }
    public string? LabelSize { get; set; }

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Label(
            new()
            {
                Html = content,
                Classes = Size("govuk-label", LabelSize) ?? Classes,
                Attributes = Rest,
            },
            For
        );
}

[HtmlTargetElement("govuk-hint")]
public sealed class HintTagHelper : MarkupTagHelper
{
    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Hint(
            new()
            {
                Html = content,
                Id = GivenId,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-error-message")]
public sealed class ErrorMessageTagHelper : MarkupTagHelper
{
    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        content is null
            ? null
            : Generate.ErrorMessage(
                new()
                {
                    Html = content,
                    Id = GivenId,
                    Classes = Classes,
                    Attributes = Rest,
                }
            );
}

[HtmlTargetElement("govuk-fieldset")]
public sealed class FieldsetTagHelper : MarkupTagHelper
{
    public string? Legend { get; set; }
    public string? LegendSize { get; set; }
    public bool LegendHeading { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Fieldset(
            new()
            {
                Legend = new()
                {
                    Text = Legend,
                    Classes = Size("govuk-fieldset__legend", LegendSize),
                    IsPageHeading = LegendHeading,
                },
                Html = content,
                Classes = Classes,
                Attributes = Rest,
            }
        );
}
