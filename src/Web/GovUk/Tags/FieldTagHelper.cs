using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>A question bound to a property: its name, id, value and error come from the model.</summary>
public abstract class FieldTagHelper : MarkupTagHelper
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    [HtmlAttributeName("asp-for")]
    public ModelExpression? For { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public string? Name { get; set; }
    public string? Value { get; set; }
    public string? Label { get; set; }
    public string? LabelSize { get; set; }
    public bool LabelHeading { get; set; }
    public string? Legend { get; set; }
    public string? LegendSize { get; set; }
    public bool LegendHeading { get; set; }
    public string? Hint { get; set; }
    public string? Error { get; set; }
    public string? Width { get; set; }
    public bool Disabled { get; set; }

    /// <summary>The limit of a text that is bound to no property that has one.</summary>
    public AtMostAttribute? Limit { get; set; }

    /// <summary>The id that an error summary links to for a field of this name.</summary>
    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "-");

    /// <summary>How many characters the text may have; null without a limit.</summary>
    protected int? Most =>
        (Limit ?? (For is null ? null : TextLimits.Of(For.Metadata.ContainerType, For.Metadata.PropertyName ?? "")))?.Characters;

    protected string FullName => Name ?? (For is null ? "" : ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name));

    protected string FieldId => GivenId ?? IdOf(FullName);

    protected ModelStateEntry? Entry => ViewContext.ViewData.ModelState.GetValueOrDefault(FullName);

    /// <summary>As typed, when it was typed; else as the model has it.</summary>
    protected string? TypedOrModelValue => Value ?? Entry?.AttemptedValue ?? Format(For?.Model);

    protected IReadOnlyList<string> TypedOrModelValues =>
        Entry?.RawValue switch
        {
            string[] many => many,
            string one => [one],
            _ => For?.Model is IEnumerable many and not string
                ? [.. many.Cast<object>().Select(v => Format(v) ?? "")]
                : [TypedOrModelValue ?? ""],
        };

    protected Part? ErrorPart => Part.FromString(Error ?? Entry?.Errors.FirstOrDefault()?.ErrorMessage);

    protected string? FieldClasses =>
        string.Join(' ', new[] { Classes, WidthClass }.Where(c => !string.IsNullOrEmpty(c))) is { Length: > 0 } all ? all : null;

    protected Part? LabelPart =>
        string.IsNullOrEmpty(Label)
            ? null
            : new()
            {
                Text = Label,
                Classes = Size("govuk-label", LabelSize),
                IsPageHeading = LabelHeading,
            };

    protected FieldsetOptions? FieldsetPart =>
        string.IsNullOrEmpty(Legend)
            ? null
            : new()
            {
                Legend = new()
                {
                    Text = Legend,
                    Classes = Size("govuk-fieldset__legend", LegendSize),
                    IsPageHeading = LegendHeading,
                },
            };

    private string? WidthClass =>
        string.IsNullOrEmpty(Width) ? null
        : char.IsAsciiDigit(Width[0]) ? $"govuk-input--width-{Width}"
        : $"govuk-!-width-{Width}";

    /// <summary>The questions of the page in the order they are asked, with the id of each and of the box that is filled in: the order of
    /// the error summary, and where it leads.</summary>
    internal static List<(string Name, string Id, string Box)> Asked(HttpContext http) =>
        (List<(string, string, string)>)(http.Items[typeof(FieldTagHelper)] ??= new List<(string, string, string)>());

    /// <summary>The id of the box to which an error leads.</summary>
    protected virtual string LeadsTo => FieldId;

    /// <summary>What all questions share, poured into the options of one.</summary>
    protected T Fill<T>(T options)
        where T : Field
    {
        Asked(ViewContext.HttpContext).Add((FullName, FieldId, LeadsTo));
        DateBinder.NameQuestion(ViewContext.HttpContext, ViewContext.ViewData.ModelState, FullName, Legend ?? Label);
        return options with
        {
            Id = FieldId,
            Name = FullName,
            Label = LabelPart,
            Fieldset = FieldsetPart,
            Hint = Hint,
            ErrorMessage = ErrorPart,
            Classes = FieldClasses,
            Disabled = Disabled,
            Attributes = Rest,
        };
    }

    protected static string? Format(object? model) =>
        model switch
        {
            null => null,
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, British),
            _ => model.ToString(),
        };
}
