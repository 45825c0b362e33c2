using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>All errors of the page, each a link to its field. The layout shows it; a page need not.</summary>
[HtmlTargetElement("govuk-error-summary")]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    public string Title { get; set; } = "There is a problem";

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = new List<Link>();
        var asked = FieldTagHelper.Asked(ViewContext.HttpContext);
        foreach (
            var (name, entry) in ViewContext.ViewData.ModelState.OrderBy(e => asked.IndexOf(e.Key) is var at and >= 0 ? at : int.MaxValue)
        )
        {
            foreach (var error in (entry?.Errors ?? []).Where(e => e.ErrorMessage.Length > 0).DistinctBy(e => e.ErrorMessage))
            {
                errors.Add(new() { Text = error.ErrorMessage, Href = name.Length == 0 ? null : "#" + Target(name) });
            }
        }

        output.TagName = null;
        if (errors.Count == 0)
        {
            output.SuppressOutput();
        }
        else
        {
            output.Content.SetHtmlContent(Generate.ErrorSummary(new() { TitleText = Title, ErrorList = errors }));
        }
    }

    /// <summary>A date has three boxes: the link goes to the first that is wrong.</summary>
    private string Target(string name)
    {
        var id = FieldTagHelper.IdOf(name);
        return DateBinder.IsDate(ViewContext.HttpContext, name)
            ? $"{id}-{DateBinder.WrongParts(ViewContext.HttpContext, name).FirstOrDefault("day")}"
            : id;
    }
}
