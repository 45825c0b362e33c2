namespace Wardwise.Web.GovUk;

public record InputOptions : Field
{
    public string? Type { get; init; }
    public string? Pattern { get; init; }
    public string? Inputmode { get; init; }
    public string? Autocapitalize { get; init; }
    public Part? Prefix { get; init; }
    public Part? Suffix { get; init; }
    public Part? InputWrapper { get; init; }
}

public sealed record PasswordInputOptions : Field
{
    public Part? Button { get; init; }
    public string? ShowPasswordText { get; init; }
    public string? HidePasswordText { get; init; }
    public string? ShowPasswordAriaLabelText { get; init; }
    public string? HidePasswordAriaLabelText { get; init; }
    public string? PasswordShownAnnouncementText { get; init; }
    public string? PasswordHiddenAnnouncementText { get; init; }
}

public static partial class Generate
{
    public static Element Input(InputOptions o) =>
        LabelledGroup(
            o,
            describedBy =>
            {
                var input = El("input", "govuk-input")
                    .Class(o.Classes, o.ErrorMessage is null ? null : "govuk-input--error")
                    .Attr("id", o.Key)
                    .Attr("name", o.Name ?? "")
                    .Attr("type", Or(o.Type, "text"))
                    .Attr("spellcheck", o.Spellcheck)
                    .Attr("value", o.Value)
                    .Flag("disabled", o.Disabled)
                    .Attr("aria-describedby", describedBy)
                    .Attr("autocomplete", o.Autocomplete)
                    .Attr("autocapitalize", o.Autocapitalize)
                    .Attr("pattern", o.Pattern)
                    .Attr("inputmode", o.Inputmode)
                    .Attrs(o.Attributes);
                var before = o.FormGroup?.BeforeInput is { HasContent: true } b ? b.Content : null;
                var after = o.FormGroup?.AfterInput is { HasContent: true } a ? a.Content : null;
                var prefix = Affix(o.Prefix, "prefix");
                var suffix = Affix(o.Suffix, "suffix");
                return before is null && after is null && prefix is null && suffix is null
                    ? input
                    : El("div", "govuk-input__wrapper", before, prefix, input, suffix, after)
                        .Class(o.InputWrapper?.Classes)
                        .Attrs(o.InputWrapper?.Attributes);
            },
            wrapsBeforeAndAfter: true
        );

    private static Element? Affix(Part? o, string type) =>
        o is not { HasContent: true }
            ? null
            : El("div", $"govuk-input__{type}", o.Content).Class(o.Classes).Attr("aria-hidden", "true").Attrs(o.Attributes);

    public static Element PasswordInput(PasswordInputOptions o)
    {
        var attributes = new Attributes { ["data-module"] = "govuk-password-input" };
        AddText(attributes, "show-password", o.ShowPasswordText);
        AddText(attributes, "hide-password", o.HidePasswordText);
        AddText(attributes, "show-password-aria-label", o.ShowPasswordAriaLabelText);
        AddText(attributes, "hide-password-aria-label", o.HidePasswordAriaLabelText);
        AddText(attributes, "password-shown-announcement", o.PasswordShownAnnouncementText);
        AddText(attributes, "password-hidden-announcement", o.PasswordHiddenAnnouncementText);
        foreach (var (key, value) in o.FormGroup?.Attributes ?? [])
        {
            attributes.TryAdd(key, value);
        }

        var button = Button(
            new()
            {
                Type = "button",
                Classes = With("govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle", o.Button?.Classes),
                Text = o.ShowPasswordText ?? "Show",
                Attributes = new()
                {
                    ["aria-controls"] = o.Key,
                    ["aria-label"] = o.ShowPasswordAriaLabelText ?? "Show password",
                    ["hidden"] = null,
                },
            }
        );
        return Input(
            new()
            {
                FormGroup = new()
                {
                    Classes = With("govuk-password-input", o.FormGroup?.Classes),
                    Attributes = attributes,
                    BeforeInput = o.FormGroup?.BeforeInput,
                    AfterInput = new() { Html = new Pieces(button, o.FormGroup?.AfterInput?.Content) },
                },
                InputWrapper = new() { Classes = "govuk-password-input__wrapper" },
                Label = o.Label,
                Hint = o.Hint,
                Classes = With("govuk-password-input__input govuk-js-password-input-input", o.Classes),
                ErrorMessage = o.ErrorMessage,
                Id = o.Key,
                Name = o.Name,
                Type = "password",
                Spellcheck = false,
                Autocapitalize = "none",
                Autocomplete = Or(o.Autocomplete, "current-password"),
                Value = o.Value,
                Disabled = o.Disabled,
                DescribedBy = o.DescribedBy,
                Attributes = o.Attributes,
            }
        );
    }

    private static void AddText(Attributes attributes, string key, string? message)
    {
        if (!string.IsNullOrEmpty(message))
        {
            attributes[$"data-i18n.{key}"] = message;
        }
    }
}
