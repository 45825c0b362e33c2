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
            var (name, entry) in ViewContext.ViewData.ModelState.OrderBy(e =>
                asked.FindIndex(a => Is(a, e.Key)) is var at and >= 0 ? at : int.MaxValue
            )
        )
        {
            foreach (var error in (entry?.Errors ?? []).Where(e => e.ErrorMessage.Length > 0).DistinctBy(e => e.ErrorMessage))
            {
                errors.Add(new() { Text = error.ErrorMessage, Href = Target(asked, name) is { } target ? "#" + target : null });
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

    /// <summary>By its name, or, where a form stands on every row, by its id.</summary>
    private static bool Is((string Name, string Id, string Box) question, string key) =>
        string.Equals(question.Name, key, StringComparison.OrdinalIgnoreCase) || question.Id == FieldTagHelper.IdOf(key);

    /// <summary>Null when the page asks no such question: a link would lead to nothing.</summary>
    private static string? Target(List<(string Name, string Id, string Box)> asked, string name) =>
        asked.FindIndex(a => Is(a, name)) is >= 0 and var at ? asked[at].Box : null;
}
