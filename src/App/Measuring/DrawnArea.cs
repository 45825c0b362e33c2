using System.Text.Json;
using NetTopologySuite.Geometries;
using Wardwise.App.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>An area drawn on the map, or given as a file: a polygon that closes, keeps to these islands and does not cross
/// itself.</summary>
internal static class DrawnArea
{
    private const int MostCorners = 5_000;
    private static readonly Envelope Islands = new(-9, 2.5, 49, 61.5);

    /// <summary>The shape, null when nothing was drawn, or the refusal. One feature may be wrapped around the geometry.</summary>
    public static Outcome<Geometry?> Read(string text)
    {
        if (text.Length == 0)
        {
            return (Geometry?)null;
        }

        try
        {
            using var json = JsonDocument.Parse(text, new() { MaxDepth = 16 });
            var shape = Boundaries.Read(Unwrapped(json.RootElement));
            return shape.Done ? Check(shape.Value) : new Refusal($"The area cannot be used: {shape.Refusals[0].Sentence}. Draw it again.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return new Refusal("The area cannot be read as GeoJSON. Draw it again.");
        }
    }

    private static Outcome<Geometry?> Check(Geometry shape) =>
        shape switch
        {
            { NumPoints: > MostCorners } => new Refusal("The area has too many corners. Draw it with fewer than 5,000."),
            { Area: <= 0 } => new Refusal("Draw the area with at least three corners."),
            _ when !Islands.Contains(shape.EnvelopeInternal) => new Refusal(
                "The area must lie in Great Britain or Northern Ireland. Draw it on the map."
            ),
            _ => shape,
        };

    private static JsonElement Unwrapped(JsonElement element) =>
        element.GetProperty("type").GetString() switch
        {
            "Feature" => element.GetProperty("geometry"),
            "FeatureCollection" => element.GetProperty("features").EnumerateArray().Single().GetProperty("geometry"),
            _ => element,
        };
}
