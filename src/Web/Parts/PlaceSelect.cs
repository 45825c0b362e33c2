using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Domain.Shared;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;
using Wardwise.Web.Security;

namespace Wardwise.Web.Parts;

/// <summary>
/// A place, chosen from a long list: the reader's own patch first, and a search box. With script the box narrows the list as it is typed
/// in; without, it is a question of the form: one that is sent by POST has a button that only draws the page again, with all that was
/// typed (<see cref="Narrow"/>).
/// </summary>
[HtmlTargetElement("place-select")]
public sealed class PlaceSelectTagHelper : ChoiceFieldTagHelper
{
    /// <summary>What was searched for, in the address.</summary>
    internal const string Find = "find";

    /// <summary>The button that asks for nothing but a shorter list.</summary>
    internal const string Narrow = "narrow";

    /// <summary>A list that fits a screen needs no search.</summary>
    internal const int Long = 12;

    /// <summary>The words of the first, empty answer; without them there is none.</summary>
    public string? Empty { get; set; }

    /// <summary>The form is sent by GET: its own button narrows the list.</summary>
    public bool Searched { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var all = AllItems(context);
        var own = ViewContext
            .HttpContext.RequestServices.GetRequiredService<CurrentActor>()
            .Actor.Postings.Select(p => p.PlaceNo?.ToString(CultureInfo.InvariantCulture))
            .OfType<string>()
            .ToHashSet();
        var request = ViewContext.HttpContext.Request;
        var asked = (request.HasFormContentType ? request.Form[Find] : request.Query[Find]).ToString().Trim();
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
        return !isLong ? select
            : Searched ? new Pieces(Box(asked), select)
            : new Pieces(
                Box(asked)
                    .Add(
                        Generate.Button(
                            new()
                            {
                                Text = "Narrow the list of places",
                                Classes = "govuk-button--secondary",
                                Name = Narrow,
                                Value = "true",
                                Attributes = new Attributes { ["formaction"] = $"{GovUk.Tags.Addresses.With(request)}#{FieldId}" },
                            }
                        )
                    ),
                select
            );
    }

    /// <summary>Without script only: script puts a box of its own before the list.</summary>
    private static Element Box(string asked) =>
        Element.Of(
            "div",
            "ww-place-search",
            Generate.Input(
                new InputOptions
                {
                    Id = "narrow-places",
                    Name = Find,
                    Value = asked,
                    Label = new() { Text = "Part of the place's name" },
                    Hint = "Narrows the list of places below",
                }
            )
        );
}
