using Microsoft.AspNetCore.Html;

namespace Wardwise.Web.GovUk;

public sealed record ServiceNavigationOptions : Part
{
    public string? ServiceName { get; init; }
    public string? ServiceUrl { get; init; }
    public string? AriaLabel { get; init; }
    public string? MenuButtonText { get; init; }
    public string? MenuButtonLabel { get; init; }
    public string? NavigationId { get; init; }
    public string? NavigationLabel { get; init; }
    public string? NavigationClasses { get; init; }
    public bool? CollapseNavigationOnMobile { get; init; }
    public IReadOnlyList<Link?> Navigation { get; init; } = [];
    public ServiceNavigationSlots? Slots { get; init; }
}

public sealed record ServiceNavigationSlots
{
    public IHtmlContent? Start { get; init; }
    public EndSlot? End { get; init; }
    public IHtmlContent? NavigationStart { get; init; }
    public IHtmlContent? NavigationEnd { get; init; }
}

public sealed record EndSlot : Part
{
    public string? Align { get; init; }
}

public static partial class Generate
{
    public static Element ServiceNavigation(ServiceNavigationOptions o)
    {
        Element? name = null;
        if (!string.IsNullOrEmpty(o.ServiceName))
        {
            name = El(
                "span",
                "govuk-service-navigation__service-name",
                string.IsNullOrEmpty(o.ServiceUrl)
                    ? El("span", "govuk-service-navigation__text", o.ServiceName)
                    : El("a", "govuk-service-navigation__link", o.ServiceName).Attr("href", o.ServiceUrl)
            );
        }

        var width = El(
                "div",
                "govuk-width-container",
                o.Slots?.Start,
                El("div", "govuk-service-navigation__container", name, Menu(o)),
                o.Slots?.End?.Html
            )
            .Class(o.Slots?.End?.Align == "inline" ? "govuk-service-navigation__inlining-container" : null);
        // With a name it is a landmark of its own; without one the nav inside is enough.
        var outer =
            name is null && o.Slots?.Start is null && o.Slots?.End?.Html is null
                ? El("div")
                : El("section").Attr("aria-label", o.AriaLabel ?? "Service information");
        return outer
            .Class("govuk-service-navigation", o.Classes)
            .Attr("data-module", "govuk-service-navigation")
            .Attrs(o.Attributes)
            .Add(width);
    }

    private static Element? Menu(ServiceNavigationOptions o)
    {
        var items = o.Navigation.OfType<Link>().ToList();
        if (items.Count == 0 && o.Slots?.NavigationStart is null && o.Slots?.NavigationEnd is null)
        {
            return null;
        }

        var text = Or(o.MenuButtonText, "Menu");
        var id = Or(o.NavigationId, "navigation");
        var toggle =
            o.CollapseNavigationOnMobile ?? items.Count > 1
                ? El("button", "govuk-service-navigation__toggle govuk-js-service-navigation-toggle", text)
                    .Attr("type", "button")
                    .Attr("aria-controls", id)
                    .AttrIfAny("aria-label", o.MenuButtonLabel == text ? null : o.MenuButtonLabel)
                    .Flag("hidden", true)
                    .Attr("aria-hidden", "true")
                : null;
        return El(
                "nav",
                "govuk-service-navigation__wrapper",
                toggle,
                El("ul", "govuk-service-navigation__list", o.Slots?.NavigationStart, items.Select(MenuItem), o.Slots?.NavigationEnd)
                    .Attr("id", id)
            )
            .Class(o.NavigationClasses)
            .Attr("aria-label", Or(o.NavigationLabel, text));
    }

    private static Element MenuItem(Link item)
    {
        var active = item.Active || item.Current;
        // Somebody who has set their own colours still sees which one is active.
        var content = active ? El("strong", "govuk-service-navigation__active-fallback", item.Content) : item.Content;
        var inner =
            !string.IsNullOrEmpty(item.Href) ? El("a", "govuk-service-navigation__link", content).Attr("href", item.Href)
            : item.HasContent ? El("span", "govuk-service-navigation__text", content)
            : null;
        inner?.Attr("aria-current", active ? (item.Current ? "page" : "true") : null);
        if (!string.IsNullOrEmpty(item.Href))
        {
            inner?.Attrs(item.Attributes);
        }

        return El("li", "govuk-service-navigation__item", inner).Class(active ? "govuk-service-navigation__item--active" : null);
    }
}
