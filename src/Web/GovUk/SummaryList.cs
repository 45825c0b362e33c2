namespace Wardwise.Web.GovUk;

public sealed record SummaryListOptions : Part
{
    public IReadOnlyList<SummaryRow?> Rows { get; init; } = [];
    public SummaryCard? Card { get; init; }
}

public sealed record SummaryRow
{
    public string? Classes { get; init; }
    public Part? Key { get; init; }
    public Part? Value { get; init; }
    public ActionList? Actions { get; init; }
}

public sealed record SummaryCard : Part
{
    public Part? Title { get; init; }
    public ActionList? Actions { get; init; }
}

public static partial class Generate
{
    public static Element SummaryList(SummaryListOptions o)
    {
        var anyActions = o.Rows.Any(r => r?.Actions?.Items is { Count: > 0 });
        var list = El("dl", "govuk-summary-list").Class(o.Classes).Attrs(o.Attributes);
        foreach (var row in o.Rows.OfType<SummaryRow>())
        {
            list.Add(
                El(
                        "div",
                        "govuk-summary-list__row",
                        El("dt", "govuk-summary-list__key", row.Key?.Content).Class(row.Key?.Classes),
                        El("dd", "govuk-summary-list__value", row.Value?.Content).Class(row.Value?.Classes),
                        RowActions(row.Actions, o.Card?.Title)
                    )
                    .Class(anyActions && row.Actions?.Items is null ? "govuk-summary-list__row--no-actions" : null, row.Classes)
            );
        }

        return o.Card is null ? list : Card(o.Card, list);
    }

    private static Element Card(SummaryCard o, Element list)
    {
        var wrapper = El("div", "govuk-summary-card__title-wrapper");
        if (o.Title is { } title)
        {
            wrapper.Add(El($"h{title.HeadingLevel ?? 2}", "govuk-summary-card__title", title.Content).Class(title.Classes));
        }

        if (o.Actions?.Items is { Count: > 0 } items)
        {
            wrapper.Add(
                (
                    items.Count == 1
                        ? El("div", "govuk-summary-card__actions", ActionLink(items[0], o.Title))
                        : El("ul", "govuk-summary-card__actions")
                            .Add(items.Select(a => El("li", "govuk-summary-card__action", ActionLink(a, o.Title))))
                ).Class(o.Actions.Classes)
            );
        }

        return El("div", "govuk-summary-card", wrapper, El("div", "govuk-summary-card__content", list))
            .Class(o.Classes)
            .Attrs(o.Attributes);
    }

    private static Element? RowActions(ActionList? actions, Part? cardTitle) =>
        actions?.Items is not { Count: > 0 } items
            ? null
            : El(
                    "dd",
                    "govuk-summary-list__actions",
                    items.Count == 1
                        ? ActionLink(items[0], cardTitle)
                        : El("ul", "govuk-summary-list__actions-list")
                            .Add(items.Select(a => El("li", "govuk-summary-list__actions-list-item", ActionLink(a, cardTitle))))
                )
                .Class(actions.Classes);

    private static Element ActionLink(Link o, Part? cardTitle)
    {
        var link = El("a", "govuk-link", o.Content).Class(o.Classes).Attr("href", o.Href ?? "").Attrs(o.Attributes);
        return string.IsNullOrEmpty(o.VisuallyHiddenText) && cardTitle is null
            ? link
            : link.Add(
                Hidden(
                    string.IsNullOrEmpty(o.VisuallyHiddenText) ? null : " " + o.VisuallyHiddenText,
                    cardTitle is null ? null : new Pieces(" (", cardTitle.Content, ")")
                )
            );
    }
}
