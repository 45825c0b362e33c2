using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;

namespace Wardwise.Web.Parts;

public sealed record IdentityBarOptions
{
    public required string Reference { get; init; }
    public required string Title { get; init; }
    public string? State { get; init; }
    public string? StateColour { get; init; }
    public string? Owner { get; init; }
    public string? Place { get; init; }
    public string? Marking { get; init; }
    public string? SeenBy { get; init; }

    /// <summary>The title is the heading of the record's own page; on a step's page the question is.</summary>
    public bool IsPageHeading { get; init; }
    public IHtmlContent? Actions { get; init; }
}

/// <summary>HTML of the parts that case work needs beyond govuk-frontend, after the Ministry of Justice's patterns.</summary>
public static partial class Draw
{
    public static Element IdentityBar(IdentityBarOptions o)
    {
        var facts = El("dl", "ww-identity__facts");
        foreach (
            var (name, value) in new[] { ("Owner", o.Owner), ("Place", o.Place), ("Marking", o.Marking), ("Who can see it", o.SeenBy) }
        )
        {
            if (!string.IsNullOrEmpty(value))
            {
                facts.Add(El("div", "ww-identity__fact", El("dt", null, name), El("dd", null, value)));
            }
        }

        return El(
            "div",
            "moj-identity-bar ww-identity",
            El(
                "div",
                "moj-identity-bar__container",
                El(
                    "div",
                    "moj-identity-bar__details",
                    El(
                        "p",
                        "ww-identity__line",
                        El("span", "ww-identity__reference", o.Reference),
                        " ",
                        o.State is null
                            ? null
                            : Generate.Tag(new() { Text = o.State, Classes = o.StateColour is null ? null : $"govuk-tag--{o.StateColour}" })
                    ),
                    El(o.IsPageHeading ? "h1" : "p", "moj-identity-bar__title ww-identity__title", o.Title)
                ),
                o.Actions is null ? null : El("div", "moj-identity-bar__actions", o.Actions),
                facts
            )
        );
    }

    private static Element El(string name, string? classes = null, params ReadOnlySpan<object?> children) =>
        Element.Of(name, classes, children);
}

[HtmlTargetElement("identity-bar")]
public sealed class IdentityBarTagHelper : MarkupTagHelper
{
    public required string Reference { get; set; }
    public required string Title { get; set; }
    public string? State { get; set; }
    public string? StateColour { get; set; }
    public string? Owner { get; set; }
    public string? Place { get; set; }
    public string? Marking { get; set; }
    public string? SeenBy { get; set; }
    public bool PageHeading { get; set; } = true;

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content) =>
        Draw.IdentityBar(
            new()
            {
                Reference = Reference,
                Title = Title,
                State = State,
                StateColour = StateColour,
                Owner = Owner,
                Place = Place,
                Marking = Marking,
                SeenBy = SeenBy,
                IsPageHeading = PageHeading,
                Actions = content,
            }
        );
}
