using System.Text.Json.Nodes;

namespace Wardwise.App.Records;

/// <summary>A part that a new version changes, in words.</summary>
/// <param name="Where">The part: "Days until the owner is reminded (draft)".</param>
/// <param name="Before">Null when it was not there.</param>
/// <param name="After">Null when it is no longer there.</param>
public sealed record RuleChange(string Where, string? Before, string? After);

/// <summary>What differs between two contents of one kind of rules. The order of a list does not count.</summary>
public static class RuleChanges
{
    public static IReadOnlyList<RuleChange> Of(IReadOnlyList<RuleField> fields, JsonNode before, JsonNode after) =>
        [.. Of(fields, before, after, "")];

    private static IEnumerable<RuleChange> Of(IReadOnlyList<RuleField> fields, JsonNode? before, JsonNode? after, string of) =>
        fields
            .Where(f => f.Kind is not (RuleFieldKind.Kept or RuleFieldKind.Code))
            .SelectMany(f => Of(f, (before as JsonObject)?[f.Name], (after as JsonObject)?[f.Name], of));

    private static IEnumerable<RuleChange> Of(RuleField field, JsonNode? before, JsonNode? after, string of)
    {
        if (field.Kind is RuleFieldKind.Group)
        {
            return Of(field.Fields, before, after, of);
        }

        if (field.Kind is RuleFieldKind.Items)
        {
            return Items(field, before as JsonArray ?? [], after as JsonArray ?? [], of);
        }

        if (field.Kind is RuleFieldKind.Texts)
        {
            return Texts(field, before as JsonArray ?? [], after as JsonArray ?? [], of);
        }

        var (was, now) = (Words(before), Words(after));
        return was == now ? [] : [new(field.Label + of, was, now)];
    }

    private static IEnumerable<RuleChange> Items(RuleField field, JsonArray before, JsonArray after, string of)
    {
        string KeyOf(JsonNode? item, int position) => field.Key is { } key ? Words((item as JsonObject)?[key]) : $"{position}";
        var was = before.Select((item, i) => (Key: KeyOf(item, i), Item: item)).ToList();
        var now = after.Select((item, i) => (Key: KeyOf(item, i), Item: item, Name: RuleForm.NameOf(field, item, i))).ToList();
        foreach (var (key, item, name) in now)
        {
            if (was.Find(w => w.Key == key) is { Key: not null } same)
            {
                foreach (var change in Of(field.Fields, same.Item, item, $" ({name})"))
                {
                    yield return change;
                }
            }
            else
            {
                yield return new($"{field.Label}{of}: {name}", null, Whole(field, item));
            }
        }

        foreach (var (gone, position) in was.Select((w, i) => (w, i)).Where(w => now.TrueForAll(n => n.Key != w.w.Key)))
        {
            yield return new($"{field.Label}{of}: {RuleForm.NameOf(field, gone.Item, position)}", Whole(field, gone.Item), null);
        }
    }

    private static IEnumerable<RuleChange> Texts(RuleField field, JsonArray before, JsonArray after, string of)
    {
        var (was, now) = (before.Select(Words).ToList(), after.Select(Words).ToList());
        return
        [
            .. was.Except(now).Select(gone => new RuleChange(field.Label + of, gone, null)),
            .. now.Except(was).Select(added => new RuleChange(field.Label + of, null, added)),
        ];
    }

    /// <summary>An item in a line.</summary>
    private static string Whole(RuleField field, JsonNode? item) =>
        string.Join(
            "; ",
            field
                .Fields.Where(f => f.Kind is not (RuleFieldKind.Kept or RuleFieldKind.Code))
                .Select(f => (f.Label, Value: (item as JsonObject)?[f.Name], f))
                .Select(p =>
                    p.f.Kind is RuleFieldKind.Items && p.Value is JsonArray inside
                        ? $"{p.Label}: {string.Join(", ", inside.Select((x, i) => RuleForm.NameOf(p.f, x, i)))}"
                        : $"{p.Label}: {Words(p.Value)}"
                )
        );

    private static string Words(JsonNode? value) => RuleForm.TextOf(value).ReplaceLineEndings(", ");
}
