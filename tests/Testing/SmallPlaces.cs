using System.Globalization;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.Domain.Places;

namespace Wardwise.Testing;

/// <summary>Square places of our own making, side by side.</summary>
public static class SmallPlaces
{
    /// <summary>A GeoJSON file of squares, each a hundredth of a degree wide unless said otherwise.</summary>
    public static string File(string folder, string name, params (string Code, string Name, double Lat, double Lon, double Size)[] squares)
    {
        var features = squares.Select(s =>
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{ "type": "Feature", "properties": { "Code": "{{s.Code}}", "Name": "{{s.Name}}" },"""
                    + $$""" "geometry": { "type": "Polygon", "coordinates": [[[{{s.Lon}},{{s.Lat}}],[{{s.Lon + s.Size}},{{s.Lat}}]"""
                    + $$""",[{{s.Lon + s.Size}},{{s.Lat + s.Size}}],[{{s.Lon}},{{s.Lat + s.Size}}],[{{s.Lon}},{{s.Lat}}]]] } }"""
            )
        );
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(
            path,
            "{ \"type\": \"FeatureCollection\", \"features\": [\n" + string.Join(",\n", features) + "\n] }\n"
        );
        return path;
    }

    public static async Task<ImportPlaces.Report> Import(
        Station station,
        string path,
        PlaceLevel level = PlaceLevel.Neighbourhood,
        DateOnly? from = null
    )
    {
        var report = (
            await station
                .Get<ImportPlaces>()
                .Run(
                    station.Owner,
                    new()
                    {
                        Paths = [path],
                        Level = level,
                        Force = "wealdshire",
                        CodeField = "code",
                        NameField = "NAME",
                        ValidFrom = from,
                    },
                    default
                )
        ).Value;
        await station.Get<PlaceIncidents>().Run(station.Owner, new(), default);
        return report;
    }
}
