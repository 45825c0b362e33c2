namespace Wardwise.Web.GovUk;

/// <summary>HTML of the components of govuk-frontend, from options to elements. Pure: proved against the fixtures that govuk-frontend
/// ships.</summary>
public static partial class Generate
{
    private static Element El(string name, string? classes = null, params ReadOnlySpan<object?> children) =>
        Element.Of(name, classes, children);

    private static Element Hidden(params ReadOnlySpan<object?> children) => El("span", "govuk-visually-hidden", children);

    private static string Or(string? value, string otherwise) => string.IsNullOrEmpty(value) ? otherwise : value;

    private static string? With(string start, string? classes) => string.IsNullOrEmpty(classes) ? start : $"{start} {classes}";

    private static string? Join(string? first, string? second) =>
        string.IsNullOrEmpty(first) ? second
        : string.IsNullOrEmpty(second) ? first
        : $"{first} {second}";

    /// <summary>A text that script shows later, kept in data-i18n attributes.</summary>
    private static Element Translated(this Element element, string key, string? message) => element.AttrIfAny($"data-i18n.{key}", message);

    private static Element Translated(this Element element, string key, IReadOnlyDictionary<string, string>? messages)
    {
        foreach (var (rule, message) in messages ?? new Dictionary<string, string>())
        {
            element.Attr($"data-i18n.{key}.{rule}", message);
        }

        return element;
    }

    /// <summary>Hint and error, and the ids by which the control names them.</summary>
    private static (string? DescribedBy, object?[] Messages) Messages(Field o, string id, string? describedBy)
    {
        Element? hint = null,
            error = null;
        if (o.Hint is not null)
        {
            hint = Hint(o.Hint with { Id = id + "-hint" });
            describedBy = Join(describedBy, id + "-hint");
        }

        if (o.ErrorMessage is not null)
        {
            error = ErrorMessage(o.ErrorMessage with { Id = id + "-error" });
            describedBy = Join(describedBy, id + "-error");
        }

        return (describedBy, [hint, error]);
    }

    private static Element Group(Field o) =>
        El("div", "govuk-form-group")
            .Class(o.ErrorMessage is null ? null : "govuk-form-group--error", o.FormGroup?.Classes)
            .Attrs(o.FormGroup?.Attributes);

    /// <summary>Label, hint, error, then one control.</summary>
    private static Element LabelledGroup(Field o, Func<string?, Element> control, bool wrapsBeforeAndAfter = false)
    {
        var (describedBy, messages) = Messages(o, o.Key, o.DescribedBy);
        var group = Group(o).Add(Label(o.Label, o.Key), messages);
        return wrapsBeforeAndAfter
            ? group.Add(control(describedBy))
            : group.Add(o.FormGroup?.BeforeInput?.Content, control(describedBy), o.FormGroup?.AfterInput?.Content);
    }

    /// <summary>A set of controls, in a fieldset when it has a legend.</summary>
    private static Element SetGroup(Field o, string id, string? describedBy, Element controls, string? role = null)
    {
        var (described, messages) = Messages(o, id, describedBy);
        object?[] inner = [messages, controls];
        return Group(o)
            .Add(
                o.Fieldset is null
                    ? inner
                    : Fieldset(o.Fieldset with { DescribedBy = described, Role = role, Html = new Pieces([.. messages, controls]) })
            );
    }
}
