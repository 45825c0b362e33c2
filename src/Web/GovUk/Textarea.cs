namespace Wardwise.Web.GovUk;

public record TextareaOptions : Field
{
    public int? Rows { get; init; }
}

public sealed record CharacterCountOptions : TextareaOptions
{
    public int? Maxlength { get; init; }
    public int? Maxwords { get; init; }
    public string? Threshold { get; init; }
    public string? CountType { get; init; }
    public Part? CountMessage { get; init; }
    public string? TextareaDescriptionText { get; init; }
    public IReadOnlyDictionary<string, string>? CharactersUnderLimitText { get; init; }
    public string? CharactersAtLimitText { get; init; }
    public IReadOnlyDictionary<string, string>? CharactersOverLimitText { get; init; }
    public IReadOnlyDictionary<string, string>? WordsUnderLimitText { get; init; }
    public string? WordsAtLimitText { get; init; }
    public IReadOnlyDictionary<string, string>? WordsOverLimitText { get; init; }
}

public static partial class Generate
{
    public static Element Textarea(TextareaOptions o) =>
        LabelledGroup(
            o,
            describedBy =>
                El("textarea", "govuk-textarea", o.Value)
                    .Class(o.ErrorMessage is null ? null : "govuk-textarea--error", o.Classes)
                    .Attr("id", o.Key)
                    .Attr("name", o.Name ?? "")
                    .Attr("rows", o.Rows is null or 0 ? 5 : o.Rows)
                    .Attr("spellcheck", o.Spellcheck)
                    .Flag("disabled", o.Disabled)
                    .AttrIfAny("aria-describedby", describedBy)
                    .AttrIfAny("autocomplete", o.Autocomplete)
                    .Attrs(o.Attributes)
        );

    public static Element CharacterCount(CharacterCountOptions o)
    {
        var limit = o.Maxwords ?? o.Maxlength;
        var countType = o.CountType ?? (o.Maxwords is null ? null : "words");
        var description = Or(
            o.TextareaDescriptionText,
            $"You can enter up to %{{count}} {(countType == "words" ? "words" : "characters")}"
        );
        var message = Hint(
            new()
            {
                Text = limit is null ? null : description.Replace("%{count}", $"{limit}", StringComparison.Ordinal),
                Id = o.Key + "-info",
                Classes = With("govuk-character-count__message", o.CountMessage?.Classes),
            }
        );
        var attributes = new Attributes { ["data-module"] = "govuk-character-count" };
        AddData(attributes, "data-maxlength", o.Maxlength);
        AddData(attributes, "data-maxwords", o.Maxwords);
        AddData(attributes, "data-threshold", o.Threshold);
        AddData(attributes, "data-count-type", countType);
        if (limit is null && !string.IsNullOrEmpty(o.TextareaDescriptionText))
        {
            attributes["data-i18n.textarea-description.other"] = o.TextareaDescriptionText;
        }

        AddTexts(attributes, "characters-under-limit", o.CharactersUnderLimitText);
        AddText(attributes, "characters-at-limit", o.CharactersAtLimitText);
        AddTexts(attributes, "characters-over-limit", o.CharactersOverLimitText);
        AddTexts(attributes, "words-under-limit", o.WordsUnderLimitText);
        AddText(attributes, "words-at-limit", o.WordsAtLimitText);
        AddTexts(attributes, "words-over-limit", o.WordsOverLimitText);
        foreach (var (key, value) in o.FormGroup?.Attributes ?? [])
        {
            attributes.TryAdd(key, value);
        }

        return Textarea(
            new TextareaOptions
            {
                Id = o.Key,
                Name = o.Name,
                DescribedBy = o.Key + "-info",
                Rows = o.Rows,
                Spellcheck = o.Spellcheck,
                Value = o.Value,
                Disabled = o.Disabled,
                FormGroup = new()
                {
                    Classes = With("govuk-character-count", o.FormGroup?.Classes),
                    Attributes = attributes,
                    BeforeInput = o.FormGroup?.BeforeInput,
                    AfterInput = new() { Html = new Pieces(message, o.FormGroup?.AfterInput?.Content) },
                },
                Classes = With("govuk-js-character-count", o.Classes),
                Label = o.Label,
                Hint = o.Hint,
                ErrorMessage = o.ErrorMessage,
                Attributes = o.Attributes,
            }
        );
    }

    private static void AddData(Attributes attributes, string key, object? value)
    {
        if (value is not null)
        {
            attributes[key] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static void AddTexts(Attributes attributes, string key, IReadOnlyDictionary<string, string>? messages)
    {
        foreach (var (rule, message) in messages ?? new Dictionary<string, string>())
        {
            attributes[$"data-i18n.{key}.{rule}"] = message;
        }
    }
}
