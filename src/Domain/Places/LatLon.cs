using System.Globalization;

namespace Wardwise.Domain.Places;

/// <summary>A position in degrees, WGS84.</summary>
public readonly record struct LatLon
{
    private const double MetresInADegree = 111_195;

    /// <param name="lat">Degrees north, -90 to 90.</param>
    /// <param name="lon">Degrees east, -180 to 180.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside these ranges, or not a number.</exception>
    public LatLon(double lat, double lon)
    {
        if (!Fits(lat, lon))
        {
            throw new ArgumentOutOfRangeException(
                nameof(lat),
                $"{lat}, {lon}",
                "Latitude lies from -90 to 90, longitude from -180 to 180."
            );
        }

        (Lat, Lon) = (lat, lon);
    }

    public double Lat { get; }

    public double Lon { get; }

    public static bool TryCreate(double lat, double lon, out LatLon point)
    {
        var fits = Fits(lat, lon);
        point = fits ? new(lat, lon) : default;
        return fits;
    }

    /// <summary>On a sphere; within one part in 200 over the distances of a force's territory.</summary>
    public double MetresTo(LatLon other)
    {
        var north = (other.Lat - Lat) * MetresInADegree;
        var east = (other.Lon - Lon) * MetresInADegree * Math.Cos((Lat + other.Lat) / 2 * Math.PI / 180);
        return Math.Sqrt((north * north) + (east * east));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lat:0.######}, {Lon:0.######}");

    private static bool Fits(double lat, double lon) => lat is >= -90 and <= 90 && lon is >= -180 and <= 180;
}
