using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;
using Wardwise.Web.Security;

namespace Wardwise.Web.Parts;

/// <summary>
/// A place, chosen from a long list: the reader's own patch first, and a search box. With script the box narrows the list as it is typed
/// in; without, it is a question of the form, or of a form of its own (<c>place-search</c>) where the form is not sent by GET.
/// </summary>
[HtmlTargetElement("place-select")]
public sealed class PlaceSelectTagHelper : ChoiceFieldTagHelper
{
    /// <summary>What was searched for, in the address.</summary>
    internal const string Find = "find";

    /// <summary>A list that fits a screen needs no search.</summary>
    internal const int Long = 12;

    /// <summary>The words of the first, empty answer; without them there is none.</summary>
    public string? Empty { get; set; }

    /// <summary>The form is sent by GET: the search box is a question of it.</summary>
    public bool Searched { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var all = AllItems(context);
        var own = ViewContext
            .HttpContext.RequestServices.GetRequiredService<CurrentActor>()
            .Actor.Postings.Select(p => p.PlaceNo?.ToString(CultureInfo.InvariantCulture))
            .OfType<string>()
            .ToHashSet();
        var asked = ViewContext.HttpContext.Request.Query[Find].ToString().Trim();
        var chosen = TypedOrModelValue;
        var items = all.Where(i => own.Contains(i.Value ?? ""))
            .Select(i => i with { Text = $"{i.Text} (my patch)" })
            .Concat(all.Where(i => !own.Contains(i.Value ?? "")))
            .ToList();
        var found = items.Where(i => i.Value == chosen || Folding.Holds(i.Text, asked)).ToList();
        var none = asked.Length > 0 && !found.Exists(i => i.Value != chosen);
        var shown = none ? items : found;
        if (Empty is not null)
        {
            shown.Insert(0, new() { Value = "", Text = Empty });
        }

        if (none)
        {
            Hint = $"No place here has “{asked}” in its name, so all are listed.";
        }

        var isLong = all.Count > Long;
        if (isLong)
        {
            Rest["data-places"] = null;
        }

        var select = Generate.Select(Fill(new SelectOptions { Value = chosen, Items = shown }));
        return isLong && Searched ? new Pieces(Box("narrow-places", asked), select) : select;
    }

    /// <summary>Without script only: script puts a box of its own before the list.</summary>
    internal static Element Box(string id, string asked) =>
        Element.Of(
            "div",
            "ww-place-search",
            Generate.Input(
                new InputOptions
                {
                    Id = id,
                    Name = Find,
                    Value = asked,
                    Label = new() { Text = "Part of the place's name" },
                    Hint = "Narrows the list of places below",
                }
            )
        );
}

/// <summary>The search for a place before a form that is not sent by GET; with script it is not needed, and not shown.</summary>
[HtmlTargetElement("place-search", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PlaceSearchTagHelper : TagHelper
{
    public required IReadOnlyCollection<Choice> Places { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Places.Count <= PlaceSelectTagHelper.Long)
        {
            output.SuppressOutput();
            return;
        }

        var request = ViewContext.HttpContext.Request;
        output.Content.SetHtmlContent(
            Element
                .Of(
                    "form",
                    "ww-place-search ww-narrow",
                    request
                        .Query.Where(q => q.Key != PlaceSelectTagHelper.Find)
                        .Select(q => Element.Of("input").Attr("type", "hidden").Attr("name", q.Key).Attr("value", q.Value.ToString())),
                    PlaceSelectTagHelper.Box("find-place", request.Query[PlaceSelectTagHelper.Find].ToString()),
                    Generate.Button(new() { Text = "Narrow the list of places", Classes = "govuk-button--secondary" })
                )
                .Attr("method", "get")
                .Attr("action", request.PathBase + request.Path)
                .Flag("novalidate", true)
        );
    }
}
