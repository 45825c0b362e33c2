using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>A question answered by choosing: from the items given, then from the options written inside it.</summary>
public abstract class ChoiceFieldTagHelper : FieldTagHelper
{
    public IEnumerable<Choice>? Items { get; set; }

    protected override void Prepare(TagHelperContext context) => Gather<Choice>(context);

    protected List<Choice> AllItems(TagHelperContext context) => [.. Items ?? [], .. Gathered<Choice>(context)];
}

[HtmlTargetElement("govuk-radios")]
public sealed class RadiosTagHelper : ChoiceFieldTagHelper
{
    public bool Inline { get; set; }
    public bool Small { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var options = Fill(
            new RadiosOptions
            {
                Value = TypedOrModelValue,
                IdPrefix = FieldId,
                Items = AllItems(context),
            }
        );
        return Generate.Radios(options with { Classes = SetClasses.Of("govuk-radios", options.Classes, Inline, Small) });
    }
}

[HtmlTargetElement("govuk-checkboxes")]
public sealed class CheckboxesTagHelper : ChoiceFieldTagHelper
{
    public bool Small { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var options = Fill(
            new CheckboxesOptions
            {
                Values = TypedOrModelValues,
                IdPrefix = FieldId,
                Items = AllItems(context),
            }
        );
        return Generate.Checkboxes(options with { Classes = SetClasses.Of("govuk-checkboxes", options.Classes, false, Small) });
    }
}

/// <summary>One box for a yes or no.</summary>
[HtmlTargetElement("govuk-checkbox")]
public sealed class CheckboxTagHelper : FieldTagHelper
{
    public bool Small { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var options = Fill(
            new CheckboxesOptions
            {
                IdPrefix = FieldId,
                Values = TypedOrModelValues,
                Items =
                [
                    new()
                    {
                        Value = "true",
                        Text = Label,
                        Hint = Hint,
                        Conditional = content is null ? null : new() { Html = content },
                    },
                ],
            }
        );
        return Generate.Checkboxes(
            options with
            {
                Hint = null,
                Classes = SetClasses.Of("govuk-checkboxes", options.Classes, false, Small),
            }
        );
    }
}

[HtmlTargetElement("govuk-select")]
public sealed class SelectTagHelper : ChoiceFieldTagHelper
{
    /// <summary>The words of the first, empty answer; without them there is none.</summary>
    public string? Empty { get; set; }

    protected override IHtmlContent Make(TagHelperContext context, IHtmlContent? content)
    {
        var items = AllItems(context);
        if (Empty is not null)
        {
            items.Insert(0, new() { Value = "", Text = Empty });
        }

        return Generate.Select(Fill(new SelectOptions { Value = TypedOrModelValue, Items = items }));
    }
}

/// <summary>An answer: its label as an attribute with more questions inside, or its label inside.</summary>
[HtmlTargetElement("govuk-option")]
public sealed class OptionTagHelper : MarkupTagHelper
{
    public string? Value { get; set; }
    public string? Label { get; set; }
    public string? Hint { get; set; }
    public bool? Checked { get; set; }
    public bool Disabled { get; set; }
    public bool Exclusive { get; set; }

    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Tell(
            context,
            new Choice
            {
                Id = GivenId,
                Value = Value ?? Label,
                Text = Label ?? System.Net.WebUtility.HtmlDecode(content?.ToString()?.Trim()),
                Hint = Hint,
                Checked = Checked,
                Selected = Checked,
                Disabled = Disabled,
                Behaviour = Exclusive ? "exclusive" : null,
                Conditional = Label is null || content is null ? null : new() { Html = content },
                Attributes = Rest,
            }
        );
}

[HtmlTargetElement("govuk-divider")]
public sealed class DividerTagHelper : MarkupTagHelper
{
    protected override IHtmlContent? Make(TagHelperContext context, IHtmlContent? content) =>
        Tell(context, new Choice { Divider = content?.ToString()?.Trim() ?? "or" });
}

internal static class SetClasses
{
    public static string? Of(string block, string? classes, bool inline, bool small) =>
        string.Join(' ', new[] { classes, inline ? $"{block}--inline" : null, small ? $"{block}--small" : null }.Where(c => c is not null))
            is { Length: > 0 } all
            ? all
            : null;
}
