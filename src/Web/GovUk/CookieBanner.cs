using Microsoft.AspNetCore.Html;

namespace Wardwise.Web.GovUk;

public sealed record CookieBannerOptions : Part
{
    public string? AriaLabel { get; init; }
    public bool Hidden { get; init; }
    public IReadOnlyList<CookieMessage> Messages { get; init; } = [];
}

public sealed record CookieMessage : Part
{
    public string? HeadingText { get; init; }
    public IHtmlContent? HeadingHtml { get; init; }
    public string? Role { get; init; }
    public bool Hidden { get; init; }
    public IReadOnlyList<Link>? Actions { get; init; }
}

public static partial class Generate
{
    public static Element CookieBanner(CookieBannerOptions o) =>
        El("div", "govuk-cookie-banner")
            .Class(o.Classes)
            .Flag("data-nosnippet", true)
            .Attr("role", "region")
            .Attr("aria-label", Or(o.AriaLabel, "Cookie banner"))
            .Flag("hidden", o.Hidden)
            .Attrs(o.Attributes)
            .Add(o.Messages.Select(CookieMessage));

    private static Element CookieMessage(CookieMessage o)
    {
        object? heading = o.HeadingHtml ?? (object?)o.HeadingText;
        object? content = o.Html ?? (string.IsNullOrEmpty(o.Text) ? null : (object)El("p", "govuk-body", o.Text));
        return El(
                "div",
                "govuk-cookie-banner__message",
                El(
                    "div",
                    "govuk-grid-row",
                    El(
                        "div",
                        "govuk-grid-column-two-thirds",
                        heading is null ? null : El("h2", "govuk-cookie-banner__heading govuk-heading-m", heading),
                        El("div", "govuk-cookie-banner__content", content)
                    )
                ),
                o.Actions is null ? null : El("div", "govuk-button-group").Add(o.Actions.Select(a => Action(a, "govuk-link", null)))
            )
            .Class(o.Classes, "govuk-width-container")
            .AttrIfAny("role", o.Role)
            .Attrs(o.Attributes)
            .Flag("hidden", o.Hidden);
    }
}
