namespace Wardwise.Web.GovUk;

public sealed record FieldsetOptions : Part
{
    public string? DescribedBy { get; init; }
    public string? Role { get; init; }
    public Part? Legend { get; init; }
}

public sealed record WarningTextOptions : Part
{
    public string? IconFallbackText { get; init; }
}

public sealed record SkipLinkOptions : Part
{
    public string? Href { get; init; }
}

public static partial class Generate
{
    public static Element? Label(Part? o, string? target)
    {
        if (o is null || !o.HasContent)
        {
            return null;
        }

        var label = El("label", "govuk-label", o.Content).Class(o.Classes).Attrs(o.Attributes).AttrIfAny("for", target);
        return o.IsPageHeading ? El("h1", "govuk-label-wrapper", label) : label;
    }

    public static Element Hint(Part o) => El("div", "govuk-hint", o.Content).Class(o.Classes).AttrIfAny("id", o.Id).Attrs(o.Attributes);

    public static Element ErrorMessage(Part o)
    {
        var prefix = o.VisuallyHiddenText ?? "Error";
        return El("p", "govuk-error-message", prefix.Length == 0 ? null : new Pieces(Hidden(prefix, ":"), " "), o.Content)
            .Class(o.Classes)
            .AttrIfAny("id", o.Id)
            .Attrs(o.Attributes);
    }

    public static Element Fieldset(FieldsetOptions o)
    {
        Element? legend = null;
        if (o.Legend is { HasContent: true } l)
        {
            legend = El("legend", "govuk-fieldset__legend")
                .Class(l.Classes)
                .Add(l.IsPageHeading ? El("h1", "govuk-fieldset__heading", l.Content) : l.Content);
        }

        return El("fieldset", "govuk-fieldset", legend, o.Html)
            .Class(o.Classes)
            .AttrIfAny("role", o.Role)
            .AttrIfAny("aria-describedby", o.DescribedBy)
            .Attrs(o.Attributes);
    }

    public static Element InsetText(Part o) =>
        El("div", "govuk-inset-text", o.Content).Class(o.Classes).AttrIfAny("id", o.Id).Attrs(o.Attributes);

    public static Element WarningText(WarningTextOptions o) =>
        El(
                "div",
                "govuk-warning-text",
                El("span", "govuk-warning-text__icon", "!").Attr("aria-hidden", "true"),
                " ",
                El("strong", "govuk-warning-text__text", Hidden(Or(o.IconFallbackText, "Warning")), " ", o.Content)
            )
            .Class(o.Classes)
            .Attrs(o.Attributes);

    public static Element Tag(Part o) => El("strong", "govuk-tag", o.Content).Class(o.Classes).Attrs(o.Attributes);

    public static Element BackLink(Link o) =>
        El("a", "govuk-back-link", o.HasContent ? o.Content : "Back").Class(o.Classes).Attr("href", Or(o.Href, "#")).Attrs(o.Attributes);

    public static Element SkipLink(SkipLinkOptions o) =>
        El("a", "govuk-skip-link", o.Content)
            .Class(o.Classes)
            .Attr("href", Or(o.Href, "#content"))
            .Attrs(o.Attributes)
            .Attr("data-module", "govuk-skip-link");
}
