using System.Text.Json.Nodes;
using Wardwise.App.Records;
using Wardwise.Web.GovUk;
using Wardwise.Web.GovUk.Tags;

namespace Wardwise.Web.Pages.Admin.Rules;

/// <summary>A part of the form of a rule set, with what stands in it.</summary>
/// <param name="Field">What is asked.</param>
/// <param name="Value">What stands there, as typed.</param>
/// <param name="Path">Where it is in the rules.</param>
/// <param name="Added">The list that has just been given an empty item.</param>
public sealed record RulePart(RuleField Field, JsonNode? Value, string Path, string? Added)
{
    public string Name => NewModel.Prefix + Path;

    public string Text => RuleForm.TextOf(Value);

    public JsonArray Items => Value as JsonArray ?? [];

    public IEnumerable<Choice> Choices =>
        [
            .. Field.Choices.Select(c => new Choice
            {
                Value = c,
                Text = char.ToUpperInvariant(c[0]) + c[1..].Replace('-', ' '),
                Selected = c == Text,
            }),
        ];

    /// <summary>The parts of the group itself.</summary>
    public IEnumerable<RulePart> Inside =>
        Field.Fields.Select(f => new RulePart(f, (Value as JsonObject)?[f.Name], $"{Path}.{f.Name}", Added));

    /// <summary>The parts of an item.</summary>
    public IEnumerable<RulePart> Of(int item) =>
        Field.Fields.Select(f => new RulePart(f, (Items[item] as JsonObject)?[f.Name], $"{Path}[{item}].{f.Name}", Added));

    public string NameOf(int item) => RuleForm.NameOf(Field, Items[item], item);

    /// <summary>An item with lists of its own is folded away, but for the one that was worked on.</summary>
    public bool IsFolded => Field.Fields.Any(f => f.Kind == RuleFieldKind.Items);

    public string IdOf(int item) => FieldTagHelper.IdOf($"{Name}[{item}]");

    public bool IsNew(int item) => Added == Path && item == Items.Count - 1;

    public bool Opens(int item, IEnumerable<string> withErrors) =>
        IsNew(item)
        || Added?.StartsWith($"{Path}[{item}].", StringComparison.Ordinal) == true
        || withErrors.Any(e => e.StartsWith($"{Name}[{item}].", StringComparison.Ordinal));
}
