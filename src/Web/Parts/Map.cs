using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;

namespace Wardwise.Web.Parts;

/// <summary>
/// A map of GeoJSON, given or fetched. Features say what they are by "kind": boundary, incident (with "count"), area.
/// What is inside the tag is the same in words: it stays, and is all there is without script.
/// </summary>
[HtmlTargetElement("ward-map")]
public sealed class MapTagHelper : MarkupTagHelper
{
    public required string Label { get; set; }
    public string? Source { get; set; }
    public object? Data { get; set; }

    /// <summary>GeoJSON that is text already.</summary>
    public string? Json { get; set; }

    /// <summary>The id of a text area that an area drawn on the map is written into.</summary>
    public string? DrawInto { get; set; }

    public bool Tall { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var json =
            Json?.Replace("<", "\\u003c", StringComparison.Ordinal)
            ?? (Data is null ? null : JsonSerializer.Serialize(Data, JsonSerializerOptions.Web));
        return Element
            .Of(
                "div",
                "ww-map",
                Element
                    .Of("div", "ww-map__canvas")
                    .Class(Tall ? "ww-map__canvas--tall" : null)
                    .Flag("data-map", true)
                    .Attr("data-label", Label)
                    .Attr("data-source", Source)
                    .Attr("data-draw-into", DrawInto)
                    .Flag("hidden", true)
                    .Add(json is null ? null : Element.Of("script", null, new HtmlString(json)).Attr("type", "application/json")),
                content
            )
            .Attrs(Rest);
    }
}
