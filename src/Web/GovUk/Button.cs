using Microsoft.AspNetCore.Html;

namespace Wardwise.Web.GovUk;

public sealed record ButtonOptions : Part
{
    public string? Href { get; init; }
    public string? Type { get; init; }
    public string? Name { get; init; }
    public string? Value { get; init; }
    public bool Disabled { get; init; }
    public bool IsStartButton { get; init; }
    public bool? PreventDoubleClick { get; init; }
}

public static partial class Generate
{
    private static readonly HtmlString StartIcon = new(
        """<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" """
            + """width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false">"""
            + """<path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>"""
    );

    public static Element Button(ButtonOptions o)
    {
        var content = o.Html is not null && o.IsStartButton ? El("span", null, o.Html) : o.Content;
        var element = string.IsNullOrEmpty(o.Href)
            ? El("button")
                .Attr("type", Or(o.Type, "submit"))
                .AttrIfAny("value", o.Value)
                .AttrIfAny("name", o.Name)
                .Flag("disabled", o.Disabled)
                .Attr("aria-disabled", o.Disabled ? true : null)
                .Attr("data-prevent-double-click", o.PreventDoubleClick)
            : El("a").Attr("href", o.Href).Attr("role", "button").Attr("draggable", "false");
        return element
            .Class("govuk-button", o.Classes, o.IsStartButton ? "govuk-button--start" : null)
            .Attr("data-module", "govuk-button")
            .Attrs(o.Attributes)
            .AttrIfAny("id", o.Id)
            .Add(content, o.IsStartButton ? StartIcon : null);
    }

    /// <summary>An action in a cookie banner or panel: a link when it has an address, else a button.</summary>
    private static Element Action(Link o, string linkClasses, string? buttonClasses) =>
        string.IsNullOrEmpty(o.Href) || o.Type == "button"
            ? Button(
                new()
                {
                    Text = o.Text,
                    Type = Or(o.Type, "button"),
                    Name = o.Name,
                    Value = o.Value,
                    Classes = Join(buttonClasses, o.Classes),
                    Href = o.Href,
                    Attributes = o.Attributes,
                }
            )
            : El("a", linkClasses, o.Text).Class(o.Classes).Attr("href", o.Href).Attrs(o.Attributes);
}
