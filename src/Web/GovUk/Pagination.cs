using Microsoft.AspNetCore.Html;

namespace Wardwise.Web.GovUk;

public sealed record PaginationOptions : Part
{
    public IReadOnlyList<PageLink?>? Items { get; init; }
    public Link? Previous { get; init; }
    public Link? Next { get; init; }
    public string? LandmarkLabel { get; init; }
}

public sealed record PageLink : Part
{
    public string? Number { get; init; }
    public string? Href { get; init; }
    public bool Current { get; init; }
    public bool Ellipsis { get; init; }
}

public static partial class Generate
{
    private static readonly HtmlString ArrowBack = new(
        """<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" """
            + """height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path """
            + """d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984"""
            + """l4.2931-4.293-1.414-1.414z"></path></svg>"""
    );

    private static readonly HtmlString ArrowOn = new(
        """<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" """
            + """height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path """
            + """d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766"""
            + """ 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>"""
    );

    public static Element Pagination(PaginationOptions o)
    {
        var block = o.Items is null && (o.Next is not null || o.Previous is not null);
        return El(
                "nav",
                "govuk-pagination",
                Arrow(o.Previous, "prev", "Previous", block),
                o.Items is null ? null : El("ul", "govuk-pagination__list").Add(o.Items.OfType<PageLink>().Select(PageItem)),
                Arrow(o.Next, "next", "Next", block)
            )
            .Class(block ? "govuk-pagination--block" : null, o.Classes)
            .Attr("aria-label", Or(o.LandmarkLabel, "Pagination"))
            .Attrs(o.Attributes);
    }

    private static Element? Arrow(Link? link, string type, string word, bool block)
    {
        if (string.IsNullOrEmpty(link?.Href))
        {
            return null;
        }

        var arrow = type == "prev" ? ArrowBack : ArrowOn;
        var labelled = !string.IsNullOrEmpty(link.LabelText);
        object? title = link.HasContent ? link.Content : new Pieces(word, Hidden(" page"));
        return El(
            "div",
            $"govuk-pagination__{type}",
            El(
                    "a",
                    "govuk-link govuk-pagination__link",
                    block || type == "prev" ? arrow : null,
                    El("span", "govuk-pagination__link-title", title)
                        .Class(block && !labelled ? "govuk-pagination__link-title--decorated" : null),
                    labelled && block
                        ? new Pieces(" ", Hidden(":"), " ", El("span", "govuk-pagination__link-label", link.LabelText))
                        : null,
                    !block && type == "next" ? arrow : null
                )
                .Attr("href", link.Href)
                .Attr("rel", type)
                .Attrs(link.Attributes)
        );
    }

    private static Element PageItem(PageLink item) =>
        item.Ellipsis
            ? El("li", "govuk-pagination__item govuk-pagination__item--ellipsis", "⋯")
            : El(
                    "li",
                    "govuk-pagination__item",
                    El("a", "govuk-link govuk-pagination__link", item.Number)
                        .Attr("href", item.Href)
                        .Attr("aria-label", item.VisuallyHiddenText ?? $"Page {item.Number}")
                        .Attr("aria-current", item.Current ? "page" : null)
                        .Attrs(item.Attributes)
                )
                .Class(item.Current ? "govuk-pagination__item--current" : null);
}
