using NetTopologySuite.Geometries;

namespace Wardwise.App.Demonstration;

/// <summary>A place with its boundary in WGS84.</summary>
/// <param name="Code">Invented.</param>
/// <param name="Name">Invented.</param>
/// <param name="Within">The code of the place one level up; null for the force.</param>
/// <param name="Setting">Of neighbourhoods and small areas.</param>
/// <param name="Shape">Longitude, latitude; six decimals.</param>
internal sealed record Ground(string Code, string Name, string? Within, Setting? Setting, Polygon Shape);

/// <summary>The county's places, level by level. Each level covers the county without a gap, and shares its borders exactly.</summary>
internal sealed record Grounds(
    Ground Force,
    IReadOnlyList<Ground> Areas,
    IReadOnlyList<Ground> Districts,
    IReadOnlyList<Ground> Neighbourhoods,
    IReadOnlyList<SmallArea> SmallAreas
)
{
    public const string ForceCode = "wealdshire";

    public IEnumerable<(string Level, IReadOnlyList<Ground> Places)> Levels =>
        [
            ("force", [Force]),
            ("area", Areas),
            ("district", Districts),
            ("neighbourhood", Neighbourhoods),
            ("lsoa", [.. SmallAreas.Select(s => s.Ground)]),
        ];
}

/// <summary>A statistical area of some 1,600 people.</summary>
/// <param name="Ground">Its place; <see cref="Ground.Within"/> is its neighbourhood.</param>
/// <param name="Middle">A point well inside, in metres from the middle of the county.</param>
/// <param name="Reach">How far from there one can go in every direction and still be inside, in metres.</param>
/// <param name="People">Who live there.</param>
internal sealed record SmallArea(Ground Ground, Spot Middle, double Reach, int People);

/// <summary>A point in metres east and north of the middle of the county.</summary>
internal readonly record struct Spot(double X, double Y)
{
    // The lengths of a degree at 51.06 north on the WGS84 ellipsoid.
    private const double MetresEast = 70_108.6;
    private const double MetresNorth = 111_249.4;
    private const double MiddleLongitude = 0.02;
    private const double MiddleLatitude = 51.06;

    public double Longitude => Math.Round(MiddleLongitude + (X / MetresEast), 6);

    public double Latitude => Math.Round(MiddleLatitude + (Y / MetresNorth), 6);

    public Coordinate Coordinate => new(Longitude, Latitude);

    public double MetresTo(Spot other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));

    public Spot Moved(double metres, double angle) => new(X + (metres * Math.Cos(angle)), Y + (metres * Math.Sin(angle)));
}
