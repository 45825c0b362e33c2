using System.Text.Json.Nodes;

namespace Wardwise.App.Records;

/// <summary>A part of a large rule set that is opened by itself: one item of a list whose items have lists of their own, or a whole
/// list.</summary>
/// <param name="Path">Where it is: <c>kinds[3]</c>, <c>words</c>.</param>
/// <param name="Name">As it is chosen: "Kinds of problem: Off-road motorcycles".</param>
/// <param name="Item">The position of the item; null when the part is the whole field.</param>
public sealed record RuleSection(string Path, string Name, RuleField Field, int? Item)
{
    /// <summary>All parts of a draft, items by name, with an empty one for a new item.</summary>
    public static IEnumerable<RuleSection> Of(IReadOnlyList<RuleField> fields, JsonObject draft) =>
        fields
            .Where(f => f.Kind is not (RuleFieldKind.Kept or RuleFieldKind.Code))
            .SelectMany(f =>
            {
                if (f.Fields.All(inside => inside.Kind is not RuleFieldKind.Items))
                {
                    return [new(f.Name, f.Label, f, null)];
                }

                var items = draft[f.Name] as JsonArray ?? [];
                return items
                    .Select((item, i) => new RuleSection($"{f.Name}[{i}]", $"{f.Label}: {RuleForm.NameOf(f, item, i)}", f, i))
                    .OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
                    .Append(new($"{f.Name}[{items.Count}]", $"{f.Label}: a new {f.One}", f, items.Count));
            });

    public static RuleSection? Find(IReadOnlyList<RuleField> fields, JsonObject draft, string? path) =>
        Of(fields, draft).FirstOrDefault(s => s.Path == path);
}
