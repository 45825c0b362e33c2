using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTopologySuite;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>Boundaries as GeoJSON geometries, to and from shapes. Degrees, WGS84, longitude first.</summary>
public static class Boundaries
{
    private static readonly GeometryFactory Factory = NtsGeometryServices.Instance.CreateGeometryFactory(4326);

    /// <summary>Reads a Polygon or MultiPolygon, or refuses in a sentence that goes after the name of what it is: "its line crosses itself
    /// near 51.9, -0.2".</summary>
    internal static Outcome<Geometry> Read(JsonElement geometry)
    {
        try
        {
            if (
                geometry.ValueKind != JsonValueKind.Object
                || !geometry.TryGetProperty("type", out var type)
                || !geometry.TryGetProperty("coordinates", out var coordinates)
                || coordinates.ValueKind != JsonValueKind.Array
            )
            {
                return new Refusal("it has no boundary");
            }

            Geometry shape = type.GetString() switch
            {
                "Polygon" => PolygonOf(coordinates),
                "MultiPolygon" => Factory.CreateMultiPolygon([.. coordinates.EnumerateArray().Select(PolygonOf)]),
                _ => Factory.CreatePoint(),
            };
            if (shape is Point)
            {
                return new Refusal($"it is a {type.GetString()}, and a boundary is a Polygon or MultiPolygon");
            }

            if (shape.IsEmpty)
            {
                return new Refusal("it has no boundary");
            }

            var check = new IsValidOp(shape);
            return check.IsValid ? shape : new Refusal(FaultOf(check.ValidationError));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or TopologyException)
        {
            return new Refusal(e is BoundaryFormatException ? e.Message : "its line is not closed, or has fewer than four points");
        }
    }

    /// <summary>The same from text.</summary>
    internal static Outcome<Geometry> Read(string geoJson)
    {
        try
        {
            using var document = JsonDocument.Parse(geoJson);
            var root = document.RootElement;
            return Read(root.ValueKind == JsonValueKind.Object && root.TryGetProperty("geometry", out var inner) ? inner : root);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return new Refusal("it is not GeoJSON");
        }
    }

    /// <summary>A geometry as GeoJSON, to seven decimals (a centimetre).</summary>
    internal static string Write(Geometry shape)
    {
        var text = new StringBuilder();
        if (shape is Polygon polygon)
        {
            text.Append("{\"type\":\"Polygon\",\"coordinates\":");
            Append(text, polygon);
        }
        else
        {
            text.Append("{\"type\":\"MultiPolygon\",\"coordinates\":[");
            for (var i = 0; i < shape.NumGeometries; i++)
            {
                text.Append(i > 0 ? "," : "");
                Append(text, (Polygon)shape.GetGeometryN(i));
            }

            text.Append(']');
        }

        return text.Append('}').ToString();
    }

    /// <summary>Within one part in 200 for places of this country's size.</summary>
    internal static double SquareKilometres(Geometry shape)
    {
        const double KilometresInADegree = 111.195;
        return shape.Area * KilometresInADegree * KilometresInADegree * Math.Cos(shape.EnvelopeInternal.Centre.Y * Math.PI / 180);
    }

    private static Polygon PolygonOf(JsonElement rings)
    {
        var lines = rings.EnumerateArray().Select(ring => Factory.CreateLinearRing([.. ring.EnumerateArray().Select(PointOf)])).ToArray();
        return lines.Length == 0 ? Factory.CreatePolygon() : Factory.CreatePolygon(lines[0], lines[1..]);
    }

    private static Coordinate PointOf(JsonElement pair)
    {
        if (
            pair.ValueKind != JsonValueKind.Array
            || pair.GetArrayLength() < 2
            || pair[0].ValueKind != JsonValueKind.Number
            || pair[1].ValueKind != JsonValueKind.Number
        )
        {
            throw new BoundaryFormatException("one of its positions is not two numbers, a longitude and a latitude");
        }

        var (lon, lat) = (pair[0].GetDouble(), pair[1].GetDouble());
        return lon is >= -180 and <= 180 && lat is >= -90 and <= 90
            ? new(lon, lat)
            : throw new BoundaryFormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{lon}, {lat} is not a longitude and latitude: export it in degrees (WGS84, EPSG:4326)"
                )
            );
    }

    private static string FaultOf(TopologyValidationError fault)
    {
        var near = string.Create(CultureInfo.InvariantCulture, $"near {fault.Coordinate.Y:0.#####}, {fault.Coordinate.X:0.#####}");
        return fault.ErrorType switch
        {
            TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection => $"its line crosses itself {near}",
            TopologyValidationErrors.HoleOutsideShell => $"it has a hole that lies outside it {near}",
            TopologyValidationErrors.NestedShells or TopologyValidationErrors.NestedHoles => $"one of its parts lies inside another {near}",
            TopologyValidationErrors.TooFewPoints => $"its line has too few points {near}",
            TopologyValidationErrors.RingNotClosed => $"its line is not closed {near}",
            _ => $"its line is not a boundary {near}",
        };
    }

    private static void Append(StringBuilder text, Polygon polygon)
    {
        text.Append('[');
        Append(text, polygon.ExteriorRing);
        foreach (var hole in polygon.InteriorRings)
        {
            Append(text.Append(','), hole);
        }

        text.Append(']');
    }

    private static void Append(StringBuilder text, LineString ring)
    {
        text.Append('[');
        for (var i = 0; i < ring.NumPoints; i++)
        {
            var point = ring.GetCoordinateN(i);
            text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : "")}[{Math.Round(point.X, 7)},{Math.Round(point.Y, 7)}]");
        }

        text.Append(']');
    }

    private sealed class BoundaryFormatException(string message) : FormatException(message);
}
