namespace Wardwise.Web.GovUk;

public sealed record DateInputOptions : Field
{
    public string? NamePrefix { get; init; }
    public IReadOnlyList<DatePart?>? Items { get; init; }
    public DatePart? Day { get; init; }
    public DatePart? Month { get; init; }
    public DatePart? Year { get; init; }
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();
}

public sealed record DatePart : Field
{
    public new string? Label { get; init; }
    public string? Inputmode { get; init; }
    public string? Pattern { get; init; }
    public bool? Error { get; init; }
    public bool LeftOut { get; init; }
}

public static partial class Generate
{
    public static Element DateInput(DateInputOptions o)
    {
        var parts = new[]
        {
            o.Day ?? StandardPart(o, "day", 2),
            o.Month ?? StandardPart(o, "month", 2),
            o.Year ?? StandardPart(o, "year", 4),
        };
        var items = o.Items is { Count: > 0 } ? o.Items : parts;
        var anyError = items.Any(HasError);
        var set = El("div", "govuk-date-input")
            .Class(o.Classes)
            .Attrs(o.Attributes)
            .AttrIfAny("id", o.Id)
            .Add(o.FormGroup?.BeforeInputs?.Content);
        foreach (var item in items)
        {
            if (item is { LeftOut: false })
            {
                set.Add(DateItem(o, item, parts, anyError));
            }
        }

        return SetGroup(o, o.Id ?? "", o.Fieldset?.DescribedBy, set.Add(o.FormGroup?.AfterInputs?.Content), role: "group");
    }

    private static DatePart StandardPart(DateInputOptions o, string name, int width) =>
        new()
        {
            Name = name,
            Value = o.Values.GetValueOrDefault(name),
            Classes = $"govuk-input--width-{width}",
        };

    private static bool HasError(DatePart? item) => item is not null && (item.Error == true || Says(item.Classes, "govuk-input--error"));

    private static bool Says(string? classes, string part) => classes?.Contains(part, StringComparison.Ordinal) == true;

    private static Element DateItem(DateInputOptions o, DatePart item, DatePart[] parts, bool anyError)
    {
        string[] names = ["day", "month", "year"];
        var known = Array.FindIndex(parts, p => ReferenceEquals(p, item));
        if (known < 0 && item.Name is not null)
        {
            known = Math.Max(Array.IndexOf(names, item.Name), Array.FindIndex(parts, p => p.Name == item.Name));
        }

        var name = item.Name ?? (known >= 0 ? names[known] : "");
        var fullName = string.IsNullOrEmpty(o.NamePrefix) ? name : $"{o.NamePrefix}-{name}";
        var value = item.Value ?? (known >= 0 ? parts[known].Value : null) ?? o.Values.GetValueOrDefault(fullName);
        var classes = "govuk-date-input__input";
        if (
            !Says(item.Classes, "govuk-input--error")
            && (HasError(item) || (item.Error != false && o.ErrorMessage is not null && !anyError))
        )
        {
            classes += " govuk-input--error";
        }

        if (!Says(item.Classes, "govuk-input--width-"))
        {
            classes += known == 2 ? " govuk-input--width-4" : " govuk-input--width-2";
        }

        return El(
            "div",
            "govuk-date-input__item",
            Input(
                new()
                {
                    Label = new() { Text = Or(item.Label, Capital(name)), Classes = "govuk-date-input__label" },
                    Id = Or(item.Id, $"{o.Id}-{name}"),
                    Classes = With(classes, item.Classes),
                    Name = fullName,
                    Value = value,
                    Type = "text",
                    Inputmode = Or(item.Inputmode, "numeric"),
                    Autocomplete = item.Autocomplete,
                    Pattern = item.Pattern,
                    Attributes = item.Attributes,
                }
            )
        );
    }

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
