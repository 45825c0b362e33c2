using Microsoft.AspNetCore.Html;

namespace Wardwise.Web.GovUk;

public sealed record ErrorSummaryOptions : Part
{
    public string? TitleText { get; init; }
    public IHtmlContent? TitleHtml { get; init; }
    public string? DescriptionText { get; init; }
    public IHtmlContent? DescriptionHtml { get; init; }
    public bool? DisableAutoFocus { get; init; }
    public IReadOnlyList<Link> ErrorList { get; init; } = [];
}

public sealed record NotificationBannerOptions : Part
{
    public string? Type { get; init; }
    public string? Role { get; init; }
    public string? TitleText { get; init; }
    public IHtmlContent? TitleHtml { get; init; }
    public string? TitleId { get; init; }
    public string? TitleHeadingLevel { get; init; }
    public bool? DisableAutoFocus { get; init; }
}

public sealed record PanelOptions : Part
{
    public string? TitleText { get; init; }
    public IHtmlContent? TitleHtml { get; init; }
    public ActionList? Actions { get; init; }
}

public sealed record ActionList : Part
{
    public IReadOnlyList<Link>? Items { get; init; }
}

public sealed record PhaseBannerOptions : Part
{
    public Part? Tag { get; init; }
}

public sealed record FeedbackOptions : Part
{
    public string? TitleText { get; init; }
    public IHtmlContent? TitleHtml { get; init; }
}

public static partial class Generate
{
    public static Element ErrorSummary(ErrorSummaryOptions o)
    {
        var body = El("div", "govuk-error-summary__body");
        if (o.DescriptionHtml is not null || !string.IsNullOrEmpty(o.DescriptionText))
        {
            body.Add(El("p", null, o.DescriptionHtml ?? (object?)o.DescriptionText));
        }

        if (o.ErrorList.Count > 0)
        {
            body.Add(
                El("ul", "govuk-list govuk-error-summary__list")
                    .Add(
                        o.ErrorList.Select(item =>
                            El(
                                "li",
                                null,
                                string.IsNullOrEmpty(item.Href)
                                    ? item.Content
                                    : El("a", null, item.Content).Attr("href", item.Href).Attrs(item.Attributes)
                            )
                        )
                    )
            );
        }

        // role="alert" sits in a child: on the element that takes the focus, screen readers miss it.
        return El(
                "div",
                "govuk-error-summary",
                El("div", null, El("h2", "govuk-error-summary__title", o.TitleHtml ?? (object?)o.TitleText), body).Attr("role", "alert")
            )
            .Class(o.Classes)
            .Attr("data-disable-auto-focus", o.DisableAutoFocus)
            .Attrs(o.Attributes)
            .Attr("data-module", "govuk-error-summary");
    }

    public static Element NotificationBanner(NotificationBannerOptions o)
    {
        var success = o.Type == "success";
        var id = Or(o.TitleId, "govuk-notification-banner-title");
        object? content = o.Html is null && !string.IsNullOrEmpty(o.Text) ? El("p", "govuk-notification-banner__heading", o.Text) : o.Html;
        return El(
                "div",
                "govuk-notification-banner",
                El(
                    "div",
                    "govuk-notification-banner__header",
                    El(
                            "h" + Or(o.TitleHeadingLevel, "2"),
                            "govuk-notification-banner__title",
                            o.TitleHtml ?? (object)Or(o.TitleText, success ? "Success" : "Important")
                        )
                        .Attr("id", id)
                ),
                El("div", "govuk-notification-banner__content", content)
            )
            .Class(success ? "govuk-notification-banner--success" : null, o.Classes)
            .Attr("role", Or(o.Role, success ? "alert" : "region"))
            .Attr("aria-labelledby", id)
            .Attr("data-module", "govuk-notification-banner")
            .Attr("data-disable-auto-focus", o.DisableAutoFocus)
            .Attrs(o.Attributes);
    }

    public static Element Panel(PanelOptions o)
    {
        var interruption = Says(o.Classes, "govuk-panel--interruption");
        Element? actions = null;
        if (interruption && o.Actions is { } a)
        {
            actions = El(
                    "div",
                    "govuk-panel__actions",
                    a.Items is not { Count: > 0 } items
                        ? null
                        : El("div", "govuk-button-group")
                            .Add(
                                items.Select(
                                    (item, i) =>
                                        new Pieces(
                                            i == 0 ? null : " ",
                                            Action(item, "govuk-link govuk-link--inverse", "govuk-button--inverse")
                                        )
                                )
                            )
                )
                .Class(a.Classes)
                .Attrs(a.Attributes);
        }

        return El(
                "div",
                "govuk-panel",
                El($"h{o.HeadingLevel ?? 1}", "govuk-panel__title", o.TitleHtml ?? (object?)o.TitleText),
                o.HasContent ? El("div", "govuk-panel__body", o.Content) : null,
                actions
            )
            .Class(interruption ? null : "govuk-panel--confirmation", o.Classes)
            .Attrs(o.Attributes);
    }

    public static Element PhaseBanner(PhaseBannerOptions o) =>
        El(
                "div",
                "govuk-phase-banner govuk-width-container",
                El(
                    "p",
                    "govuk-phase-banner__content",
                    Tag(
                        new()
                        {
                            Text = o.Tag?.Text,
                            Html = o.Tag?.Html,
                            Classes = With("govuk-phase-banner__content__tag", o.Tag?.Classes),
                        }
                    ),
                    " ",
                    El("span", "govuk-phase-banner__text", o.Content)
                )
            )
            .Class(o.Classes)
            .Attrs(o.Attributes);

    public static Element Feedback(FeedbackOptions o) =>
        El(
                "div",
                "govuk-feedback govuk-width-container",
                El(
                    "div",
                    "govuk-grid-row",
                    El(
                        "div",
                        "govuk-grid-column-two-thirds",
                        El($"h{o.HeadingLevel ?? 2}", "govuk-feedback__title", o.TitleHtml ?? (object?)o.TitleText),
                        o.HasContent ? El("div", "govuk-feedback__body", o.Html ?? (object)El("p", "govuk-body", o.Text)) : null
                    )
                )
            )
            .Class(o.Classes)
            .Attrs(o.Attributes);
}
