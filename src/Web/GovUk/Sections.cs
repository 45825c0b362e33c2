using Microsoft.AspNetCore.Html;

namespace Wardwise.Web.GovUk;

public sealed record DetailsOptions : Part
{
    public string? SummaryText { get; init; }
    public IHtmlContent? SummaryHtml { get; init; }
    public bool Open { get; init; }
}

public sealed record AccordionOptions : Part
{
    public IReadOnlyList<AccordionSection?> Items { get; init; } = [];
    public bool? RememberExpanded { get; init; }
    public string? HideAllSectionsText { get; init; }
    public string? HideSectionText { get; init; }
    public string? HideSectionAriaLabelText { get; init; }
    public string? ShowAllSectionsText { get; init; }
    public string? ShowSectionText { get; init; }
    public string? ShowSectionAriaLabelText { get; init; }
}

public sealed record AccordionSection
{
    public Part? Heading { get; init; }
    public Part? Summary { get; init; }
    public Part? Content { get; init; }
    public bool Expanded { get; init; }
}

public sealed record TabsOptions : Part
{
    public string? IdPrefix { get; init; }
    public string? Title { get; init; }
    public IReadOnlyList<Tab?> Items { get; init; } = [];
}

public sealed record Tab
{
    public string? Id { get; init; }
    public string? Label { get; init; }
    public Attributes? Attributes { get; init; }
    public Part? Panel { get; init; }
}

public static partial class Generate
{
    public static Element Details(DetailsOptions o) =>
        El(
                "details",
                "govuk-details",
                El("summary", "govuk-details__summary", El("span", "govuk-details__summary-text", o.SummaryHtml ?? (object?)o.SummaryText)),
                El("div", "govuk-details__text", o.Content)
            )
            .Class(o.Classes)
            .AttrIfAny("id", o.Id)
            .Attrs(o.Attributes)
            .Flag("open", o.Open);

    public static Element Accordion(AccordionOptions o) =>
        El("div", "govuk-accordion")
            .Class(o.Classes)
            .Attr("data-module", "govuk-accordion")
            .Attr("id", o.Id ?? "")
            .Translated("hide-all-sections", o.HideAllSectionsText)
            .Translated("hide-section", o.HideSectionText)
            .Translated("hide-section-aria-label", o.HideSectionAriaLabelText)
            .Translated("show-all-sections", o.ShowAllSectionsText)
            .Translated("show-section", o.ShowSectionText)
            .Translated("show-section-aria-label", o.ShowSectionAriaLabelText)
            .Attr("data-remember-expanded", o.RememberExpanded)
            .Attrs(o.Attributes)
            .Add(o.Items.Select((item, i) => item is null ? null : Section(o, item, i + 1)));

    private static Element Section(AccordionOptions o, AccordionSection item, int number) =>
        El(
                "div",
                "govuk-accordion__section",
                El(
                    "div",
                    "govuk-accordion__section-header",
                    El(
                        $"h{o.HeadingLevel ?? 2}",
                        "govuk-accordion__section-heading",
                        El("span", "govuk-accordion__section-button", item.Heading?.Content).Attr("id", $"{o.Id}-heading-{number}")
                    ),
                    item.Summary is { HasContent: true } summary
                        ? El("div", "govuk-accordion__section-summary govuk-body", summary.Content).Attr("id", $"{o.Id}-summary-{number}")
                        : null
                ),
                El("div", "govuk-accordion__section-content", Paragraph(item.Content)).Attr("id", $"{o.Id}-content-{number}")
            )
            .Class(item.Expanded ? "govuk-accordion__section--expanded" : null);

    public static Element Tabs(TabsOptions o)
    {
        var tabs = El("div", "govuk-tabs", El("h2", "govuk-tabs__title", o.Title ?? "Contents"))
            .Class(o.Classes)
            .AttrIfAny("id", o.Id)
            .Attrs(o.Attributes)
            .Attr("data-module", "govuk-tabs");
        if (o.Items.Count == 0)
        {
            return tabs;
        }

        string IdOf(Tab item, int i) => Or(item.Id, $"{o.IdPrefix}-{i + 1}");
        return tabs.Add(
            El("ul", "govuk-tabs__list")
                .Add(
                    o.Items.Select(
                        (item, i) =>
                            item is null
                                ? null
                                : El(
                                        "li",
                                        "govuk-tabs__list-item",
                                        El("a", "govuk-tabs__tab", item.Label).Attr("href", "#" + IdOf(item, i)).Attrs(item.Attributes)
                                    )
                                    .Class(i == 0 ? "govuk-tabs__list-item--selected" : null)
                    )
                ),
            o.Items.Select(
                (item, i) =>
                    item is null
                        ? null
                        : El("div", "govuk-tabs__panel", Paragraph(item.Panel))
                            .Class(i == 0 ? null : "govuk-tabs__panel--hidden")
                            .Attr("id", IdOf(item, i))
                            .Attrs(item.Panel?.Attributes)
            )
        );
    }

    private static object? Paragraph(Part? o) => o?.Html ?? (string.IsNullOrEmpty(o?.Text) ? null : (object)El("p", "govuk-body", o.Text));
}
