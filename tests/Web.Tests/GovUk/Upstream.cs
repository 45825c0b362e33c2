using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Html;
using Wardwise.Testing;
using Wardwise.Web.GovUk;

namespace Wardwise.Web.Tests.GovUk;

/// <summary>The fixtures that govuk-frontend ships: options as JSON and the HTML that its own templates make of them.</summary>
internal static class Upstream
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new TextConverter(), new HtmlConverter(), new AttributesConverter(), new DatePartConverter() },
    };

    public static IEnumerable<(string Name, JsonObject Options, string Html)> Fixtures(string component)
    {
        var file = Path.Combine(Folder(), component, "fixtures.json");
        var all = JsonNode.Parse(File.ReadAllText(file))!["fixtures"]!.AsArray();
        return all.Select(f => ((string)f!["name"]!, f["options"]!.AsObject(), (string)f["html"]!));
    }

    public static IEnumerable<string> Components() =>
        Directory
            .GetDirectories(Folder())
            .Where(d => File.Exists(Path.Combine(d, "fixtures.json")))
            .Select(d => Path.GetFileName(d)!)
            .Order();

    public static T Read<T>(JsonObject options) => Tidy(options.DeepClone())!.Deserialize<T>(Options)!;

    private static string Folder() => Checkout.File("node_modules", "govuk-frontend", "dist", "govuk", "components");

    /// <summary>In a list, templates pass over anything that JavaScript calls false.</summary>
    private static JsonNode? Tidy(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            foreach (var (key, value) in fields.ToList())
            {
                Tidy(value);
            }

            if (fields["slots"]?["end"] is JsonValue end)
            {
                fields["slots"]!["end"] = new JsonObject { ["html"] = (string)end! };
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (
                    items[i] is JsonValue v
                    && (v.GetValueKind() == JsonValueKind.False || (v.GetValueKind() == JsonValueKind.String && (string)v! == ""))
                )
                {
                    items[i] = null;
                }
                else if (items[i] is JsonObject { Count: 0 })
                {
                    items[i] = null;
                }

                Tidy(items[i]);
            }
        }

        return node;
    }

    private sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                _ => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
            };

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class HtmlConverter : JsonConverter<IHtmlContent>
    {
        public override IHtmlContent? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } html ? new HtmlString(html) : null;

        public override void Write(Utf8JsonWriter writer, IHtmlContent value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }

    private sealed class DatePartConverter : JsonConverter<DatePart>
    {
        private static readonly JsonSerializerOptions Inner = new(JsonSerializerDefaults.Web)
        {
            Converters = { new TextConverter(), new HtmlConverter(), new AttributesConverter() },
        };

        public override DatePart? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.False
                ? new DatePart { LeftOut = true }
                : JsonSerializer.Deserialize<DatePart>(ref reader, Inner);

        public override void Write(Utf8JsonWriter writer, DatePart value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }

    private sealed class AttributesConverter : JsonConverter<Attributes>
    {
        public override Attributes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var attributes = new Attributes();
            foreach (var (key, item) in JsonNode.Parse(ref reader)!.AsObject())
            {
                var optional = item is JsonObject o && (bool?)o["optional"] == true;
                var value = item is JsonObject given ? given["value"] : item;
                if (optional && (value is null || value.GetValueKind() == JsonValueKind.False))
                {
                    continue;
                }

                attributes[key] = value is null || (optional && value.GetValueKind() == JsonValueKind.True) ? null : value.ToString();
            }

            return attributes;
        }

        public override void Write(Utf8JsonWriter writer, Attributes value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
