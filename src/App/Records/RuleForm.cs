using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>
/// The way from a rule set's JSON to the fields of its form and back. A draft keeps what was typed even where it is wrong
/// (a text where a number belongs), so that the form can show it again beside its sentence.
/// </summary>
public static partial class RuleForm
{
    public const string Remove = "remove";
    private const int LongestText = 200;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>A draft from what a form sent, each value under its path.</summary>
    public static JsonObject Read(IReadOnlyList<RuleField> fields, IReadOnlyDictionary<string, string> sent, string path = "")
    {
        var read = new JsonObject();
        foreach (var field in fields)
        {
            var at = path + field.Name;
            var text = sent.GetValueOrDefault(at, "").Trim();
            read[field.Name] = field.Kind switch
            {
                RuleFieldKind.Whole or RuleFieldKind.Kept => Whole(text),
                RuleFieldKind.Day => Day(text),
                RuleFieldKind.Wholes => new JsonArray([.. Lines(text).Select(Whole)]),
                RuleFieldKind.Days => new JsonArray([.. Lines(text).Select(Day)]),
                RuleFieldKind.Texts => new JsonArray([.. Lines(text).Select(line => JsonValue.Create(line))]),
                RuleFieldKind.Group => Read(field.Fields, sent, at + "."),
                RuleFieldKind.Items => new JsonArray([
                    .. Positions(sent, at).Select(i => Item(field, sent, $"{at}[{i}]")).OfType<JsonNode>(),
                ]),
                _ => text,
            };
        }

        foreach (var code in fields.Where(f => f.Kind == RuleFieldKind.Code && TextOf(read[f.Name]).Length == 0))
        {
            read[code.Name] = NotOfACode().Replace(TextOf(read[code.CodeOf!]).ToLowerInvariant(), "-").Trim('-');
        }

        return read;
    }

    /// <summary>Puts one part of a large rule set into the draft as the form sent it. False when it is an item that was emptied or removed:
    /// it leaves.</summary>
    public static bool Put(JsonObject draft, RuleSection section, IReadOnlyDictionary<string, string> sent)
    {
        if (section.Item is not { } position || draft[section.Field.Name] is not JsonArray items)
        {
            draft[section.Field.Name] = Read([section.Field], sent)[section.Field.Name]?.DeepClone();
            return true;
        }

        if (position < items.Count)
        {
            items.RemoveAt(position);
        }

        if (Item(section.Field, sent, section.Path) is not { } read)
        {
            return false;
        }

        items.Insert(position, read);
        return true;
    }

    /// <summary>As it is stored: "+" and the like stay what they are.</summary>
    /// <summary>Rules as JSON; null when the text is none, has a part twice, or half a character in it.</summary>
    public static JsonObject? Parsed(string? content)
    {
        try
        {
            var rules = JsonNode.Parse(content ?? "", null, new() { AllowDuplicateProperties = false }) as JsonObject;
            // What is read late would throw late.
            _ = rules is null ? 0 : Everything(rules);
            return rules;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    public static string Json(JsonNode rules) => rules.ToJsonString(Readable);

    /// <summary>Puts an empty item at the end of the list of this path.</summary>
    public static void Add(JsonObject draft, string path)
    {
        JsonNode? at = draft;
        foreach (Match step in Step().Matches(path))
        {
            at =
                step.Groups["part"] is { Success: true } part ? (at as JsonObject)?[part.Value]
                : at is JsonArray list
                && int.Parse(step.Groups["position"].ValueSpan, CultureInfo.InvariantCulture) is var i
                && i < list.Count
                    ? list[i]
                : null;
        }

        (at as JsonArray)?.Add(new JsonObject());
    }

    /// <summary>What is wrong with the parts, each by itself.</summary>
    public static IEnumerable<RuleFault> Faults(IReadOnlyList<RuleField> fields, JsonNode? draft, string path = "", string of = "") =>
        fields.SelectMany(f => Faults(f, (draft as JsonObject)?[f.Name], path + f.Name, of));

    /// <summary>A value as the form shows it.</summary>
    public static string TextOf(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonArray many => string.Join('\n', many.Select(TextOf)),
            JsonValue one when one.TryGetValue(out string? text) => DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                British,
                DateTimeStyles.None,
                out var day
            )
                ? day.InWords()
                : text,
            _ => value.ToJsonString(),
        };

    /// <summary>An item by its name: " (draft)".</summary>
    public static string NameOf(RuleField items, JsonNode? item, int position) =>
        items.Title is { } title && TextOf((item as JsonObject)?[title]) is { Length: > 0 } text ? text : $"{items.One} {position + 1}";

    private static IEnumerable<RuleFault> Faults(RuleField field, JsonNode? value, string path, string of)
    {
        RuleFault Fault(string what) => new(path, $"{field.Label}{of}: {what}");
        var range = string.Create(British, $"from {field.Least:n0} to {field.Most:n0}");
        return field.Kind switch
        {
            RuleFieldKind.Whole when !IsWhole(value, field) => [Fault($"enter a whole number {range}.")],
            RuleFieldKind.Text when TextOf(value).Length is 0 or > LongestText =>
            [
                Fault($"enter a text of up to {LongestText} characters."),
            ],
            RuleFieldKind.Choice when !field.Choices.Contains(TextOf(value)) => [Fault("choose one of the list.")],
            RuleFieldKind.Day when !IsDay(value) => [Fault("enter a day, such as 31 December 2030.")],
            RuleFieldKind.Wholes when Wrong(value, v => IsWhole(v, field)) is { } wrong =>
            [
                Fault($"enter whole numbers {range}, one on each line{wrong}."),
            ],
            RuleFieldKind.Days when Wrong(value, IsDay) is { } wrong =>
            [
                Fault($"enter days, such as 8 May 2023, one on each line{wrong}."),
            ],
            RuleFieldKind.Texts when value is not JsonArray || (value is JsonArray { Count: 0 } && !field.MayBeEmpty) =>
            [
                Fault("enter at least one, one on each line."),
            ],
            RuleFieldKind.Texts when Wrong(value, IsText) is { } wrong =>
            [
                Fault($"enter texts of up to {LongestText} characters, one on each line{wrong}."),
            ],
            RuleFieldKind.Group => Faults(field.Fields, value, path + ".", of),
            RuleFieldKind.Items when value is not JsonArray || (value is JsonArray { Count: 0 } && !field.MayBeEmpty) =>
            [
                Fault($"add at least one {field.One}."),
            ],
            RuleFieldKind.Items => ((JsonArray)value!).SelectMany(
                (item, i) => Faults(field.Fields, item, $"{path}[{i}].", $" ({NameOf(field, item, i)})")
            ),
            _ => [],
        };
    }

    private static int Everything(JsonNode? node) =>
        node switch
        {
            JsonObject many => many.Sum(p => p.Key.Length + Everything(p.Value)),
            JsonArray list => list.Sum(Everything),
            JsonValue one => one.GetValueKind() is JsonValueKind.String ? one.GetValue<string>().Length : 1,
            _ => 0,
        };

    private static bool IsWhole(JsonNode? value, RuleField field) =>
        value is JsonValue one && one.TryGetValue(out int number) && number >= field.Least && number <= field.Most;

    private static bool IsText(JsonNode? value) =>
        value is JsonValue one && one.TryGetValue(out string? text) && text.Trim().Length is > 0 and <= LongestText;

    private static bool IsDay(JsonNode? value) =>
        value is JsonValue one
        && one.TryGetValue(out string? text)
        && DateOnly.TryParseExact(text, "yyyy-MM-dd", British, DateTimeStyles.None, out _);

    /// <summary>Null when all are right; else the first that is not, in words.</summary>
    private static string? Wrong(JsonNode? value, Func<JsonNode?, bool> right) =>
        value is not JsonArray many ? ""
        : many.FirstOrDefault(v => !right(v)) is { } wrong ? $": '{TextOf(wrong)}' is none"
        : null;

    private static JsonObject? Item(RuleField field, IReadOnlyDictionary<string, string> sent, string at) =>
        sent.ContainsKey($"{at}.{Remove}")
        || sent.All(s => !s.Key.StartsWith(at + ".", StringComparison.Ordinal) || s.Value.Trim().Length == 0)
            ? null
            : Read(field.Fields, sent, at + ".");

    private static IEnumerable<int> Positions(IReadOnlyDictionary<string, string> sent, string list) =>
        sent
            .Keys.Where(k => k.StartsWith(list + "[", StringComparison.Ordinal))
            .Select(k =>
                int.TryParse(
                    k.AsSpan(list.Length + 1, Math.Max(0, k.IndexOf(']', list.Length) - list.Length - 1)),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var i
                )
                    ? i
                    : -1
            )
            .Where(i => i >= 0)
            .Distinct()
            .Order();

    private static string[] Lines(string text) =>
        text.Split(['\n', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static JsonNode? Whole(string text) => int.TryParse(text, NumberStyles.AllowThousands, British, out var number) ? number : text;

    private static JsonNode? Day(string text) =>
        WrittenDate.TryRead(text, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotOfACode();

    [GeneratedRegex(@"(?<part>[A-Za-z]+)|\[(?<position>\d{1,4})\]")]
    private static partial Regex Step();
}
