using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>Day, month and year of a <see cref="DateOnly"/>; see <see cref="DateBinder"/> for the way back.</summary>
[HtmlTargetElement("govuk-date-input")]
public sealed class DateInputTagHelper : FieldTagHelper
{
    /// <summary>A date has three boxes: an error leads to the first that is wrong.</summary>
    protected override string LeadsTo => $"{FieldId}-{DateBinder.WrongParts(ViewContext.HttpContext, FullName).FirstOrDefault("day")}";

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var wrong = DateBinder.WrongParts(ViewContext.HttpContext, FullName);
        var day = For?.Model is DateOnly date ? date : (DateOnly?)null;
        var options = Fill(
            new DateInputOptions
            {
                Day = PartOf("day", day?.Day, 2),
                Month = PartOf("month", day?.Month, 2),
                Year = PartOf("year", day?.Year, 4),
            }
        );
        return Generate.DateInput(options with { Fieldset = FieldsetPart ?? new() { Legend = LabelPart } });

        DatePart PartOf(string name, int? number, int width) =>
            new()
            {
                Id = $"{FieldId}-{name}",
                Name = $"{FullName}.{name}",
                Label = char.ToUpperInvariant(name[0]) + name[1..],
                Value =
                    ViewContext.ViewData.ModelState.GetValueOrDefault($"{FullName}.{name}")?.AttemptedValue
                    ?? number?.ToString(CultureInfo.InvariantCulture)
                    ?? "",
                Classes = $"govuk-input--width-{width}",
                Error = ErrorPart is null || wrong.Count == 0 ? null : wrong.Contains(name),
            };
    }
}
