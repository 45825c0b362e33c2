using System.Text.Json;
using NetTopologySuite.Geometries;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>An area drawn on the map, as GeoJSON. It must close, keep to these islands and not cross itself.</summary>
internal static class DrawnArea
{
    private const int MostCorners = 5_000;
    private static readonly Envelope Islands = new(-9, 2.5, 49, 61.5);
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <summary>The geometry's own GeoJSON text, null when nothing was drawn, or the refusal.</summary>
    public static Outcome<string?> Read(string text)
    {
        if (text.Length == 0)
        {
            return (string?)null;
        }

        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 16 });
            var geometry = Find(json.RootElement);
            return Shape(geometry) is { } shape ? Check(shape, geometry.GetRawText()) : Unreadable;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            return Unreadable;
        }
    }

    /// <summary>The shape of text that was checked when it was kept.</summary>
    public static Geometry Of(string kept)
    {
        using var json = JsonDocument.Parse(kept);
        return Shape(json.RootElement)!;
    }

    private static Refusal Unreadable => new("Draw the area again: what was drawn cannot be read as a polygon.");

    private static Outcome<string?> Check(Geometry shape, string text)
    {
        if (shape.NumPoints > MostCorners)
        {
            return new Refusal("The area has too many corners. Draw it with fewer than 5,000.");
        }

        if (!Islands.Contains(shape.EnvelopeInternal))
        {
            return new Refusal("The area must lie in Great Britain or Northern Ireland. Draw it on the map.");
        }

        if (!shape.IsEmpty && !shape.IsValid)
        {
            return new Refusal("The line of the area crosses itself. Draw it without crossing.");
        }

        return shape.Area > 0 ? text : new Refusal("Draw the area with at least three corners.");
    }

    private static JsonElement Find(JsonElement element) => element.GetProperty("type").GetString() switch
    {
        "Feature" => Find(element.GetProperty("geometry")),
        "FeatureCollection" => Find(element.GetProperty("features").EnumerateArray().Single()),
        _ => element,
    };

    private static Geometry? Shape(JsonElement geometry) => geometry.GetProperty("type").GetString() switch
    {
        "Polygon" => Polygon(geometry.GetProperty("coordinates")),
        "MultiPolygon" => Factory.CreateMultiPolygon([.. geometry.GetProperty("coordinates").EnumerateArray().Select(Polygon)]),
        _ => null,
    };

    private static Polygon Polygon(JsonElement rings)
    {
        var all = rings.EnumerateArray().Select(Ring).ToList();
        return Factory.CreatePolygon(all[0], [.. all.Skip(1)]);
    }

    private static LinearRing Ring(JsonElement points) =>
        Factory.CreateLinearRing([.. points.EnumerateArray().Select(p => new Coordinate(p[0].GetDouble(), p[1].GetDouble()))]);
}
