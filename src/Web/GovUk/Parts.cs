using Microsoft.AspNetCore.Html;

namespace Wardwise.Web.GovUk;

/// <summary>What a hint, label, legend, heading, prefix or cell have in common. HTML goes before text.</summary>
public record Part
{
    public string? Id { get; init; }
    public string? Text { get; init; }
    public IHtmlContent? Html { get; init; }
    public string? Classes { get; init; }
    public Attributes? Attributes { get; init; }
    public string? VisuallyHiddenText { get; init; }
    public int? HeadingLevel { get; init; }
    public bool IsPageHeading { get; init; }

    public object? Content => Html ?? (object?)Text;
    public bool HasContent => Html is not null || !string.IsNullOrEmpty(Text);

    public static implicit operator Part?(string? text) => FromString(text);

    public static Part? FromString(string? text) => string.IsNullOrEmpty(text) ? null : new Part { Text = text };
}

/// <summary>A link or button in a list of them: navigation, actions, breadcrumbs, pages.</summary>
public record Link : Part
{
    public string? Href { get; init; }
    public string? Type { get; init; }
    public string? Name { get; init; }
    public string? Value { get; init; }
    public string? LabelText { get; init; }
    public bool Current { get; init; }
    public bool Active { get; init; }
    public string? Lang { get; init; }
    public string? HrefLang { get; init; }
    public string? Dir { get; init; }
    public string? LanguageDescriptionText { get; init; }
}

/// <summary>One answer of radios, checkboxes or a select.</summary>
public record Choice : Part
{
    public string? Value { get; init; }
    public string? Name { get; init; }
    public Part? Label { get; init; }
    public Part? Hint { get; init; }
    public Part? Conditional { get; init; }
    public string? Divider { get; init; }
    public string? Behaviour { get; init; }
    public bool? Checked { get; init; }
    public bool? Selected { get; init; }
    public bool Disabled { get; init; }

    /// <summary>Each value of an enum, in the words that are asked for.</summary>
    public static IEnumerable<Choice> Of<T>(Func<T, string> words)
        where T : struct, Enum => Enum.GetValues<T>().Select(v => new Choice { Value = v.ToString(), Text = words(v) });
}

public sealed record FormGroup
{
    public string? Classes { get; init; }
    public Attributes? Attributes { get; init; }
    public Part? BeforeInput { get; init; }
    public Part? AfterInput { get; init; }
    public Part? BeforeInputs { get; init; }
    public Part? AfterInputs { get; init; }
}

/// <summary>What every question has: name, label, hint, error.</summary>
public record Field
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? Value { get; init; }
    public string? Classes { get; init; }
    public string? DescribedBy { get; init; }
    public string? Autocomplete { get; init; }
    public bool? Spellcheck { get; init; }
    public bool Disabled { get; init; }
    public Part? Label { get; init; }
    public Part? Hint { get; init; }
    public Part? ErrorMessage { get; init; }
    public FieldsetOptions? Fieldset { get; init; }
    public FormGroup? FormGroup { get; init; }
    public Attributes? Attributes { get; init; }

    internal string Key => string.IsNullOrEmpty(Id) ? Name ?? "" : Id;
}
