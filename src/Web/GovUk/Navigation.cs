namespace Wardwise.Web.GovUk;

public sealed record BreadcrumbsOptions : Part
{
    public IReadOnlyList<Link> Items { get; init; } = [];
    public bool CollapseOnMobile { get; init; }
    public string? LabelText { get; init; }
}

public sealed record LanguageNavigationOptions : Part
{
    public IReadOnlyList<Link> Items { get; init; } = [];
    public string? AriaLabel { get; init; }
}

public sealed record GenericHeaderOptions : Part
{
    public string? Url { get; init; }
    public string? LogoText { get; init; }
    public Microsoft.AspNetCore.Html.IHtmlContent? LogoHtml { get; init; }
    public string? ContainerClasses { get; init; }
}

public sealed record FooterOptions : Part
{
    public string? ContainerClasses { get; init; }
    public FooterMeta? Meta { get; init; }
    public IReadOnlyList<FooterSection> Navigation { get; init; } = [];
}

public sealed record FooterMeta : Part
{
    public string? VisuallyHiddenTitle { get; init; }
    public IReadOnlyList<Link> Items { get; init; } = [];
}

public sealed record FooterSection
{
    public string? Title { get; init; }
    public string? Width { get; init; }
    public int? Columns { get; init; }
    public IReadOnlyList<Link> Items { get; init; } = [];
}

public static partial class Generate
{
    public static Element Breadcrumbs(BreadcrumbsOptions o) =>
        El(
                "nav",
                "govuk-breadcrumbs",
                El("ol", "govuk-breadcrumbs__list")
                    .Add(
                        o.Items.Select(item =>
                            string.IsNullOrEmpty(item.Href)
                                ? El("li", "govuk-breadcrumbs__list-item", item.Content).Attr("aria-current", "page")
                                : El(
                                    "li",
                                    "govuk-breadcrumbs__list-item",
                                    El("a", "govuk-breadcrumbs__link", item.Content).Attr("href", item.Href).Attrs(item.Attributes)
                                )
                        )
                    )
            )
            .Class(o.Classes, o.CollapseOnMobile ? "govuk-breadcrumbs--collapse-on-mobile" : null)
            .Attrs(o.Attributes)
            .Attr("aria-label", o.LabelText ?? "Breadcrumb");

    public static Element LanguageNavigation(LanguageNavigationOptions o) =>
        El(
                "nav",
                "govuk-language-navigation",
                El("ul", "govuk-language-navigation__list")
                    .Add(
                        o.Items.Select(item =>
                        {
                            var current = item.Current || string.IsNullOrEmpty(item.Href);
                            var inner = current
                                ? El("span", "govuk-language-navigation__text", item.Content).Attr("aria-current", "true")
                                : El("a", "govuk-language-navigation__link", item.Content)
                                    .Attr("href", item.Href)
                                    .Attr("rel", "alternate")
                                    .AttrIfAny("hreflang", Or(item.HrefLang, item.Lang ?? ""));
                            inner.Class(item.Classes).AttrIfAny("lang", item.Lang).AttrIfAny("dir", item.Dir).Attrs(item.Attributes);
                            if (!current && !string.IsNullOrEmpty(item.LanguageDescriptionText))
                            {
                                inner.Add(Hidden(" ", item.LanguageDescriptionText));
                            }

                            return El("li", "govuk-language-navigation__list-item", inner);
                        })
                    )
            )
            .Class(o.Classes)
            .Attrs(o.Attributes)
            .Attr("aria-label", o.AriaLabel ?? "Language");

    public static Element GenericHeader(GenericHeaderOptions o) =>
        El(
                "div",
                "govuk-generic-header",
                El(
                    "div",
                    $"govuk-generic-header__container {Or(o.ContainerClasses, "govuk-width-container")}",
                    El(
                        "div",
                        "govuk-generic-header__logo",
                        El("a", "govuk-generic-header__homepage-link", o.LogoHtml ?? (object?)o.LogoText).Attr("href", Or(o.Url, "/"))
                    )
                )
            )
            .Class(o.Classes)
            .Attrs(o.Attributes);

    /// <summary>The footer without the crown, the licence and the Crown copyright line, which are the government's.</summary>
    public static Element Footer(FooterOptions o)
    {
        var container = El("div", "govuk-width-container").Class(o.ContainerClasses);
        if (o.Navigation.Count > 0)
        {
            container.Add(
                El("div", "govuk-footer__navigation").Add(o.Navigation.Select(FooterColumn)),
                El("hr", "govuk-footer__section-break")
            );
        }

        var meta = El("div", "govuk-footer__meta-item govuk-footer__meta-item--grow");
        if (o.Meta is { } m)
        {
            meta.Add(
                El("h2", "govuk-visually-hidden", Or(m.VisuallyHiddenTitle, "Support links")),
                m.Items.Count == 0
                    ? null
                    : El("ul", "govuk-footer__inline-list")
                        .Add(m.Items.Select(item => El("li", "govuk-footer__inline-list-item", FooterLink(item)))),
                m.HasContent ? El("div", "govuk-footer__meta-custom", m.Content) : null
            );
        }

        return El("div", "govuk-footer", container.Add(El("div", "govuk-footer__meta", meta))).Class(o.Classes).Attrs(o.Attributes);
    }

    private static Element FooterColumn(FooterSection section) =>
        El(
            "div",
            $"govuk-footer__section govuk-grid-column-{Or(section.Width, "full")}",
            El("h2", "govuk-footer__heading govuk-heading-m", section.Title),
            section.Items.Count == 0
                ? null
                : El("ul", "govuk-footer__list")
                    .Class(section.Columns is null ? null : $"govuk-footer__list--columns-{section.Columns}")
                    .Add(
                        section
                            .Items.Where(i => !string.IsNullOrEmpty(i.Href) && !string.IsNullOrEmpty(i.Text))
                            .Select(i => El("li", "govuk-footer__list-item", FooterLink(i)))
                    )
        );

    private static Element FooterLink(Link item) => El("a", "govuk-footer__link", item.Text).Attr("href", item.Href).Attrs(item.Attributes);
}
