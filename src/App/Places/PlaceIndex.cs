using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Wardwise.Domain.Places;

namespace Wardwise.App.Places;

/// <summary>A boundary and the days on which it was in force: from the first, to the day before the last.</summary>
internal sealed record PlaceBoundary(
    int PlaceNo,
    string ForceCode,
    PlaceLevel Level,
    string Code,
    string Name,
    Geometry Shape,
    DateOnly? From,
    DateOnly? To
)
{
    public bool Holds(DateOnly day) => (From is null || day >= From) && (To is null || day < To);
}

/// <summary>
/// Every boundary, in memory: which place of a level held a point on a day, in microseconds. Never changed once made, so many threads may
/// ask it. Where two boundaries in force overlap, the one that came later counts.
/// </summary>
internal sealed class PlaceIndex
{
    private readonly Dictionary<PlaceLevel, STRtree<Entry>> _levels = [];
    private readonly Dictionary<int, List<PlaceBoundary>> _byPlace;

    public PlaceIndex(IReadOnlyList<PlaceBoundary> boundaries)
    {
        Boundaries = boundaries;
        _byPlace = boundaries.GroupBy(b => b.PlaceNo).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var level in boundaries.GroupBy(b => b.Level))
        {
            var tree = new STRtree<Entry>();
            foreach (var boundary in level)
            {
                var inside = new IndexedPointInAreaLocator(boundary.Shape);
                // The locator builds itself at the first question: asked here, so that no two threads can both be first.
                inside.Locate(boundary.Shape.EnvelopeInternal.Centre);
                tree.Insert(boundary.Shape.EnvelopeInternal, new(boundary, inside));
            }

            tree.Build();
            _levels[level.Key] = tree;
        }
    }

    public IReadOnlyList<PlaceBoundary> Boundaries { get; }

    public bool Has(PlaceLevel level) => _levels.ContainsKey(level);

    public bool Has(PlaceLevel level, string forceCode) => Boundaries.Any(b => b.Level == level && b.ForceCode == forceCode);

    /// <summary>The place of a level that holds a point on a day; null when none does. A point on the line belongs to one of its
    /// neighbours.</summary>
    /// <param name="level">Which size of place.</param>
    /// <param name="point">WGS84.</param>
    /// <param name="day">In London.</param>
    /// <param name="forceCode">Only this force's places, where given.</param>
    public PlaceBoundary? Find(PlaceLevel level, LatLon point, DateOnly day, string? forceCode = null)
    {
        if (!_levels.TryGetValue(level, out var tree))
        {
            return null;
        }

        var at = new Coordinate(point.Lon, point.Lat);
        PlaceBoundary? found = null;
        foreach (var entry in tree.Query(new Envelope(at)))
        {
            var boundary = entry.Boundary;
            if (
                boundary.Holds(day)
                && (forceCode is null || boundary.ForceCode == forceCode)
                && (found is null || boundary.From > found.From || (boundary.From is not null && found.From is null))
                && entry.Inside.Locate(at) != Location.Exterior
            )
            {
                found = boundary;
            }
        }

        return found;
    }

    /// <summary>A place's boundary on a day, or its latest when it had none that day.</summary>
    public PlaceBoundary? BoundaryOf(int placeNo, DateOnly day) =>
        _byPlace.TryGetValue(placeNo, out var versions)
            ? versions.FirstOrDefault(v => v.Holds(day)) ?? versions.MaxBy(v => v.From ?? DateOnly.MinValue)
            : null;

    /// <summary>The places of a level in force on a day that have more than a shared line in common with a shape.</summary>
    public IEnumerable<PlaceBoundary> Overlapping(PlaceLevel level, Geometry shape, DateOnly day) =>
        _levels.TryGetValue(level, out var tree)
            ? tree.Query(shape.EnvelopeInternal).Select(e => e.Boundary).Where(b => b.Holds(day) && ShareGround(b.Shape, shape))
            : [];

    /// <summary>Whether two shapes share more than a hundredth of the smaller.</summary>
    public static bool ShareGround(Geometry one, Geometry other) =>
        one.EnvelopeInternal.Intersects(other.EnvelopeInternal)
        && one.Intersects(other)
        && one.Intersection(other).Area > 0.01 * Math.Min(one.Area, other.Area);

    /// <summary>The days on which any boundary of a level came or went, so that what holds between two of them can be remembered.</summary>
    public DateOnly[] DaysOfChange(params PlaceLevel[] levels) =>
        [
            .. Boundaries
                .Where(b => levels.Contains(b.Level))
                .SelectMany(b => new[] { b.From, b.To })
                .Where(d => d is not null)
                .Select(d => d!.Value)
                .Distinct()
                .Order(),
        ];

    private sealed record Entry(PlaceBoundary Boundary, IndexedPointInAreaLocator Inside);
}
