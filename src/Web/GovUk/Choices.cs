namespace Wardwise.Web.GovUk;

public sealed record RadiosOptions : Field
{
    public string? IdPrefix { get; init; }
    public IReadOnlyList<Choice?> Items { get; init; } = [];
}

public sealed record CheckboxesOptions : Field
{
    public string? IdPrefix { get; init; }
    public IReadOnlyList<string>? Values { get; init; }
    public IReadOnlyList<Choice?> Items { get; init; } = [];
}

public sealed record SelectOptions : Field
{
    public IReadOnlyList<Choice?> Items { get; init; } = [];
}

public static partial class Generate
{
    public static Element Radios(RadiosOptions o)
    {
        var id = Or(o.IdPrefix, o.Name ?? "");
        var set = El("div", "govuk-radios").Class(o.Classes).Attrs(o.Attributes).Attr("data-module", "govuk-radios");
        return SetGroup(
            o,
            id,
            o.Fieldset?.DescribedBy,
            AddChoices(
                set,
                o,
                "radio",
                id,
                o.Items,
                null,
                item => item.Checked ?? (!string.IsNullOrEmpty(o.Value) && item.Value == o.Value)
            )
        );
    }

    public static Element Checkboxes(CheckboxesOptions o)
    {
        var id = Or(o.IdPrefix, o.Name ?? "");
        var describedBy = Or(o.Fieldset?.DescribedBy, o.DescribedBy ?? "");
        // Without a fieldset each box names the hint and the error itself.
        var each = o.Fieldset is null ? Messages(o, id, describedBy).DescribedBy : null;
        var set = El("div", "govuk-checkboxes").Class(o.Classes).Attrs(o.Attributes).Attr("data-module", "govuk-checkboxes");
        return SetGroup(
            o,
            id,
            describedBy,
            AddChoices(
                set,
                o,
                "checkbox",
                id,
                o.Items,
                each,
                item => item.Checked ?? (o.Values is not null && item.Value is not null && o.Values.Contains(item.Value))
            )
        );
    }

    public static Element Select(SelectOptions o) =>
        LabelledGroup(
            o,
            describedBy =>
                El("select", "govuk-select")
                    .Class(o.Classes, o.ErrorMessage is null ? null : "govuk-select--error")
                    .Attr("id", o.Key)
                    .Attr("name", o.Name ?? "")
                    .Flag("disabled", o.Disabled)
                    .AttrIfAny("aria-describedby", describedBy)
                    .Attrs(o.Attributes)
                    .Add(
                        o.Items.OfType<Choice>()
                            .Select(item =>
                                El("option", null, item.Text)
                                    .Attr("value", item.Value)
                                    .Flag(
                                        "selected",
                                        item.Selected ?? (!string.IsNullOrEmpty(o.Value) && (item.Value ?? item.Text) == o.Value)
                                    )
                                    .Flag("disabled", item.Disabled)
                                    .Attrs(item.Attributes)
                            )
                    )
        );

    private static Element AddChoices(
        Element set,
        Field o,
        string type,
        string idPrefix,
        IReadOnlyList<Choice?> items,
        string? describedBy,
        Func<Choice, bool> isChecked
    )
    {
        var block = type == "radio" ? "govuk-radios" : "govuk-checkboxes";
        set.Add(o.FormGroup?.BeforeInputs?.Content);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not { } item)
            {
                continue;
            }

            if (!string.IsNullOrEmpty(item.Divider))
            {
                set.Add(El("div", $"{block}__divider", item.Divider));
                continue;
            }

            // The first has no number, so that an error summary can link to it.
            var id = Or(item.Id, i == 0 ? idPrefix : $"{idPrefix}-{i + 1}");
            var conditional = item.Conditional?.Html;
            var hint = item.Hint is { HasContent: true } h
                ? h with
                {
                    Id = id + "-item-hint",
                    Classes = With($"{block}__hint", h.Classes),
                }
                : null;
            set.Add(
                El(
                    "div",
                    $"{block}__item",
                    El("input", $"{block}__input")
                        .Attr("id", id)
                        .Attr("name", Or(item.Name, o.Name ?? ""))
                        .Attr("type", type)
                        .Attr("value", item.Value ?? "")
                        .Flag("checked", isChecked(item))
                        .Flag("disabled", item.Disabled)
                        .Attr("data-aria-controls", conditional is null ? null : "conditional-" + id)
                        .AttrIfAny("data-behaviour", item.Behaviour)
                        .AttrIfAny("aria-describedby", Join(describedBy, hint?.Id))
                        .Attrs(item.Attributes),
                    Label(
                        new()
                        {
                            Html = item.Html,
                            Text = item.Text,
                            Classes = With($"{block}__label", item.Label?.Classes),
                            Attributes = item.Label?.Attributes,
                        },
                        id
                    ),
                    hint is null ? null : Hint(hint)
                ),
                conditional is null
                    ? null
                    : El("div", $"{block}__conditional", conditional)
                        .Class(isChecked(item) ? null : $"{block}__conditional--hidden")
                        .Attr("id", "conditional-" + id)
            );
        }

        return set.Add(o.FormGroup?.AfterInputs?.Content);
    }
}
