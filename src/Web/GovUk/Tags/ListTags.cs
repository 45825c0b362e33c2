using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

[HtmlTargetElement("govuk-summary-list")]
public sealed class SummaryListTagHelper : MarkupTagHelper
{
    /// <summary>The title of a card around the list; none without it.</summary>
    public string? Card { get; set; }
    public bool NoBorder { get; set; }

    protected override void Prepare(TagHelperContext context) => Gather<SummaryRow>(context);

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.SummaryList(
            new()
            {
                Rows = Gathered<SummaryRow>(context),
                Card = Card is null ? null : new() { Title = Card },
                Classes = NoBorder ? $"govuk-summary-list--no-border {Classes}".Trim() : Classes,
                Attributes = Rest,
            }
        );
}

/// <summary>A question and its answer, with "Change" when there is an address for that. An answer left empty reads "Not
/// provided".</summary>
[HtmlTargetElement("govuk-row")]
public sealed class SummaryRowTagHelper : MarkupTagHelper
{
    public string Key { get; set; } = "";
    public string? Change { get; set; }
    public string ChangeText { get; set; } = "Change";
    public string? Hidden { get; set; }

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Tell(
            context,
            new SummaryRow
            {
                Key = Key,
                Value = content is null ? new() { Text = "Not provided", Classes = "ww-missing" } : new() { Html = content },
                Classes = Classes,
                Actions = string.IsNullOrEmpty(Change)
                    ? null
                    : new()
                    {
                        Items =
                        [
                            new()
                            {
                                Href = Change,
                                Text = ChangeText,
                                VisuallyHiddenText = Hidden ?? Key.ToLowerInvariant(),
                            },
                        ],
                    },
            }
        );
}

[HtmlTargetElement("govuk-tabs")]
public sealed class TabsTagHelper : MarkupTagHelper
{
    public string? Title { get; set; }

    protected override void Prepare(TagHelperContext context) => Gather<Tab>(context);

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Tabs(
            new()
            {
                Title = Title,
                Id = GivenId,
                IdPrefix = GivenId ?? "tab",
                Items = Gathered<Tab>(context),
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-tab")]
public sealed class TabTagHelper : MarkupTagHelper
{
    public string? Label { get; set; }

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Tell(
            context,
            new Tab
            {
                Id = GivenId,
                Label = Label,
                Panel = new() { Html = content },
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-accordion")]
public sealed class AccordionTagHelper : MarkupTagHelper
{
    public int? HeadingLevel { get; set; }
    public bool? RememberExpanded { get; set; }

    protected override void Prepare(TagHelperContext context) => Gather<AccordionSection>(context);

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.Accordion(
            new()
            {
                Id = GivenId ?? "accordion",
                HeadingLevel = HeadingLevel,
                RememberExpanded = RememberExpanded,
                Items = Gathered<AccordionSection>(context),
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-section")]
public sealed class AccordionSectionTagHelper : MarkupTagHelper
{
    public string? Heading { get; set; }
    public string? Summary { get; set; }
    public bool Expanded { get; set; }

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Tell(
            context,
            new AccordionSection
            {
                Heading = Heading,
                Summary = Summary,
                Content = new() { Html = content },
                Expanded = Expanded,
            }
        );
}

[HtmlTargetElement("govuk-task-list")]
public sealed class TaskListTagHelper : MarkupTagHelper
{
    protected override void Prepare(TagHelperContext context) => Gather<TaskItem>(context);

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Generate.TaskList(
            new()
            {
                IdPrefix = GivenId,
                Items = Gathered<TaskItem>(context),
                Classes = Classes,
                Attributes = Rest,
            }
        );
}

/// <summary>A task: its title inside; with a colour its state is a tag, else plain words.</summary>
[HtmlTargetElement("govuk-task")]
public sealed class TaskTagHelper : MarkupTagHelper
{
    public string? Href { get; set; }
    public string? Hint { get; set; }
    public string? Status { get; set; }
    public string? Colour { get; set; }

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Tell(
            context,
            new TaskItem
            {
                Title = new() { Html = content },
                Hint = Hint,
                Href = Href,
                Classes = Classes,
                Status = Colour is null
                    ? new() { Text = Status }
                    : new()
                    {
                        Tag = new() { Text = Status, Classes = $"govuk-tag--{Colour}" },
                    },
            }
        );
}
