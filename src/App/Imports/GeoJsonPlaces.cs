using System.Text.Json;
using NetTopologySuite.Geometries;
using Wardwise.App.Exchange;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>One place as a GeoJSON file tells it.</summary>
internal sealed record PlaceDraft(string Code, string Name, Geometry Shape, string Boundary, long Line);

/// <summary>Reads places from GeoJSON: features that are polygons, with a property for the code and one for the name.</summary>
internal static class GeoJsonPlaces
{
    /// <summary>The code of a place, and its name, have so many characters at most.</summary>
    private const int Longest = TextLimits.Name;

    /// <summary>What a sentence repeats of a file.</summary>
    private const int Repeated = 60;
    private const int NamesRepeated = 20;

    /// <param name="file">The file.</param>
    /// <param name="codeField">The property that holds the code, in any case.</param>
    /// <param name="nameField">The property that holds the name, in any case.</param>
    /// <param name="take">Told of each place.</param>
    /// <param name="reject">Told of each feature that is no place, by its line.</param>
    public static FileFault? Read(InputFile file, string codeField, string nameField, Action<PlaceDraft> take, Action<long, string> reject)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(file.Content);
        }
        catch (JsonException)
        {
            return WhatIsWrong(file.Content.Span);
        }

        using (document)
        {
            var root = document.RootElement;
            var features =
                Find(root, "features") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList()
                : Find(root, "geometry") is not null ? [root]
                : null;
            if (features is null)
            {
                return new(0, "this is not a GeoJSON FeatureCollection.");
            }

            if (features.Count == 0)
            {
                return new(0, "it has no features.");
            }

            // Whether the file is of this kind its first feature that is one tells.
            var first = features.Find(f => f.ValueKind == JsonValueKind.Object);
            if ((Missing(first, codeField) ?? Missing(first, nameField)) is { } missing)
            {
                return missing;
            }

            var lines = new FeatureLines(file.Content.Span);
            for (var i = 0; i < features.Count; i++)
            {
                var isFeature = features[i].ValueKind == JsonValueKind.Object;
                var line = isFeature ? lines.Next(features.Count == 1 && Find(root, "geometry") is not null) : lines.Here;
                if (!isFeature)
                {
                    reject(line, $"feature {i + 1}: it is {(features[i].ValueKind == JsonValueKind.Null ? "null" : "no feature")}");
                    continue;
                }

                var (code, name) = (Text(features[i], codeField), Text(features[i], nameField));
                var what =
                    name is { Length: > 0 } ? Short(name)
                    : code is { Length: > 0 } ? Short(code)
                    : $"feature {i + 1}";
                if (code is null || name is null)
                {
                    reject(line, $"{what}: its {(code is null ? codeField : nameField)} holds half a character, or one that is no text");
                    continue;
                }

                if (code.Length == 0 || name.Length == 0)
                {
                    reject(line, $"{what}: its {(code.Length == 0 ? codeField : nameField)} is empty");
                    continue;
                }

                if (code.Length > Longest || name.Length > Longest)
                {
                    reject(line, $"{what}: its {(code.Length > Longest ? codeField : nameField)} has more than {Longest} characters");
                    continue;
                }

                var shape = Boundaries.Read(Find(features[i], "geometry") ?? default);
                if (!shape.Done)
                {
                    reject(line, $"{what} ({code}): {shape.Refusals[0].Sentence}");
                    continue;
                }

                var middle = shape.Value.EnvelopeInternal.Centre;
                if (!Shores.Hold(new(middle.Y, middle.X)))
                {
                    reject(line, $"{what} ({code}): it lies in the sea or outside the United Kingdom");
                    continue;
                }

                take(new(code, name, shape.Value, Boundaries.Write(shape.Value), line));
            }
        }

        return null;
    }

    private static FileFault WhatIsWrong(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read()) { }

            return new(0, "brackets stand in brackets deeper than any place's do. Export the places as GeoJSON.");
        }
        catch (JsonException e)
        {
            var line = (e.LineNumber ?? 0) + 1;
            return new(
                line,
                line >= LinesOf(text)
                    ? "the file ends before its last feature does: it was cut short. Fetch it again."
                    : "this is not JSON. Export the places as GeoJSON."
            );
        }
    }

    private static string Short(string text) => Words.Cut(text, Repeated);

    private static FileFault? Missing(JsonElement feature, string field)
    {
        var names = Find(feature, "properties") is { ValueKind: JsonValueKind.Object } properties
            ? properties.EnumerateObject().Select(p => Whole(() => p.Name)).OfType<string>().ToList()
            : [];
        return names.Contains(field, StringComparer.OrdinalIgnoreCase)
            ? null
            : new(
                0,
                $"its features have no property called {field}. They have: "
                    + $"{(names.Count == 0 ? "none" : string.Join(", ", names.Take(NamesRepeated).Select(Short)))}"
                    + $"{(names.Count > NamesRepeated ? " and more" : "")}."
            );
    }

    /// <summary>As the file says it; empty when it does not, null when what it says is no text.</summary>
    private static string? Text(JsonElement feature, string field)
    {
        if (Find(feature, "properties") is not { ValueKind: JsonValueKind.Object } properties)
        {
            return "";
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (Whole(() => property.Name)?.Equals(field, StringComparison.OrdinalIgnoreCase) is true)
            {
                return property.Value.ValueKind switch
                {
                    JsonValueKind.String => Whole(() => property.Value.GetString())?.Trim(),
                    JsonValueKind.Number => property.Value.GetRawText(),
                    _ => "",
                };
            }
        }

        return "";
    }

    /// <summary>Null where there is none, or where a name beside it has half a character in it.</summary>
    private static JsonElement? Find(JsonElement from, string name)
    {
        try
        {
            return from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var found) ? found : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null for text with half a character in it, which JSON can write and nothing can hold, and for NUL.</summary>
    private static string? Whole(Func<string?> read)
    {
        try
        {
            return read() is { } text && !FileText.IsUnfit(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static long LinesOf(ReadOnlySpan<byte> text) => text.TrimEnd("\r\n"u8).Count((byte)'\n') + 1;

    /// <summary>The line on which each feature begins: that of its "geometry" or "properties", whichever the writer put first, is near
    /// enough, so its "Feature" is looked for.</summary>
    private ref struct FeatureLines(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> _rest = text;
        private long _line = 1;

        public readonly long Here => _line;

        public long Next(bool single)
        {
            if (single)
            {
                return 1;
            }

            var at = _rest.IndexOf("\"Feature\""u8);
            if (at < 0)
            {
                return _line;
            }

            _line += _rest[..at].Count((byte)'\n');
            _rest = _rest[(at + 1)..];
            return _line;
        }
    }
}
