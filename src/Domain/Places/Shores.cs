namespace Wardwise.Domain.Places;

/// <summary>
/// Whether a position can be one of ours at all: on the land of the United Kingdom or within some 15 km of it. Drawn by hand, generously,
/// to catch swapped and mistyped coordinates; whether a position lies in a force's territory is for its boundary to say.
/// </summary>
public static class Shores
{
    private static readonly (double Lon, double Lat)[] GreatBritain =
    [
        (-6.6, 49.75),
        (-5.1, 49.85),
        (-3.6, 50.05),
        (-2.4, 50.42),
        (-1.9, 50.48),
        (-1.3, 50.48),
        (-0.8, 50.62),
        (0.25, 50.65),
        (1.0, 50.82),
        (1.5, 51.0),
        (1.6, 51.4),
        (1.45, 51.75),
        (1.75, 52.0),
        (1.92, 52.45),
        (1.9, 52.75),
        (1.4, 53.05),
        (0.5, 53.1),
        (0.5, 53.4),
        (0.3, 53.7),
        (0.1, 54.0),
        (0.05, 54.22),
        (-0.3, 54.65),
        (-1.0, 54.85),
        (-1.2, 55.25),
        (-1.4, 55.75),
        (-1.9, 56.05),
        (-2.3, 56.3),
        (-2.2, 56.6),
        (-1.8, 57.2),
        (-1.55, 57.55),
        (-1.8, 57.82),
        (-3.0, 57.85),
        (-3.5, 57.95),
        (-3.2, 58.2),
        (-2.8, 58.5),
        (-2.5, 58.75),
        (-2.1, 59.3),
        (-1.4, 59.4),
        (-0.9, 59.9),
        (-0.5, 60.4),
        (-0.6, 61.0),
        (-1.5, 60.95),
        (-2.4, 60.3),
        (-3.6, 59.4),
        (-3.6, 58.8),
        (-5.1, 58.8),
        (-6.4, 58.7),
        (-7.3, 58.2),
        (-8.8, 57.95),
        (-8.8, 57.6),
        (-7.8, 56.7),
        (-7.1, 56.35),
        (-6.7, 55.55),
        (-5.9, 55.2),
        (-5.3, 54.55),
        (-4.6, 54.5),
        (-3.8, 54.6),
        (-3.8, 54.4),
        (-3.4, 53.95),
        (-3.3, 53.6),
        (-3.8, 53.5),
        (-4.8, 53.5),
        (-5.0, 53.2),
        (-5.0, 52.7),
        (-4.5, 52.4),
        (-5.5, 51.95),
        (-5.6, 51.6),
        (-4.9, 51.45),
        (-4.2, 51.4),
        (-4.9, 51.25),
        (-4.8, 50.9),
        (-5.3, 50.55),
        (-6.0, 50.2),
        (-6.6, 50.1),
    ];

    private static readonly (double Lon, double Lat)[] NorthernIreland =
    [
        (-8.3, 54.6),
        (-7.9, 54.8),
        (-7.5, 55.1),
        (-7.2, 55.35),
        (-6.0, 55.4),
        (-5.6, 55.1),
        (-5.2, 54.6),
        (-5.3, 54.2),
        (-5.9, 53.9),
        (-6.6, 53.95),
        (-7.4, 54.0),
        (-8.3, 54.2),
    ];

    public static bool Hold(LatLon point) => Contains(GreatBritain, point) || Contains(NorthernIreland, point);

    /// <summary>A ray to the east crosses the line an odd number of times from inside.</summary>
    private static bool Contains((double Lon, double Lat)[] line, LatLon point)
    {
        var inside = false;
        for (int i = 0, before = line.Length - 1; i < line.Length; before = i++)
        {
            var (a, b) = (line[i], line[before]);
            if ((a.Lat > point.Lat) != (b.Lat > point.Lat) && point.Lon < ((b.Lon - a.Lon) * (point.Lat - a.Lat) / (b.Lat - a.Lat)) + a.Lon)
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
