using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Wardwise.App.Demonstration;

/// <summary>Writes places as a GeoJSON feature collection (RFC 7946) with properties <c>code</c>, <c>name</c> and <c>within</c>.</summary>
internal static class GeoJsonOfGrounds
{
    public static byte[] Of(IEnumerable<Ground> grounds)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var ground in grounds)
            {
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteStartObject("properties");
                json.WriteString("code", ground.Code);
                json.WriteString("name", ground.Name);
                json.WriteString("within", ground.Within);
                json.WriteEndObject();
                json.WritePropertyName("geometry");
                Write(json, ground.Shape);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static void Write(Utf8JsonWriter json, Polygon shape)
    {
        json.WriteStartObject();
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        foreach (var ring in shape.InteriorRings.Prepend(shape.ExteriorRing))
        {
            json.WriteStartArray();
            foreach (var point in ring.Coordinates)
            {
                json.WriteStartArray();
                json.WriteNumberValue(point.X);
                json.WriteNumberValue(point.Y);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
