using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>A box that a page makes by itself, the first of its name: the error summary leads to it.</summary>
[HtmlTargetElement("input", Attributes = "asks")]
public sealed class AsksTagHelper : TagHelper
{
    /// <summary>Whether it is the first of those that answer the question.</summary>
    public bool Asks { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Asks && output.Attributes["name"]?.Value.ToString() is { Length: > 0 } name)
        {
            var id = FieldTagHelper.IdOf(name);
            output.Attributes.SetAttribute("id", id);
            FieldTagHelper.Asked(ViewContext.HttpContext).Add((name, id, id));
        }
    }
}
