using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Places;

namespace Wardwise.App.Measuring;

/// <summary>The larger areas that an area lies in: its neighbourhoods, where it is smaller than they are, and its districts.</summary>
internal static class LargerAreas
{
    /// <summary>An area over more places than this is no part of them.</summary>
    private const int Most = 4;

    public static IEnumerable<IReadOnlyList<PlaceBoundary>> Of(Work work, PlaceIndex index, AreaOfProblem area)
    {
        foreach (var level in new[] { PlaceLevel.Neighbourhood, PlaceLevel.District })
        {
            if (area.Level is null or PlaceLevel.Lsoa || (area.Level is PlaceLevel.Neighbourhood && level is PlaceLevel.District))
            {
                var around = Around(work, index, area, level);
                if (around.Count is > 0 and <= Most)
                {
                    yield return around;
                }
            }
        }
    }

    private static List<PlaceBoundary> Around(Work work, PlaceIndex index, AreaOfProblem area, PlaceLevel level)
    {
        // Places nest, so a point inside each says where it lies; a line that was drawn may cross borders.
        IEnumerable<PlaceBoundary> found = area.Drawn
            ? index.Overlapping(level, area.Shape, work.Today)
            : area
                .Codes.Select(c => index.Boundaries.Last(b => b.Code == c))
                .Select(b => Inside(b.Shape))
                .Select(p => index.Find(level, p, work.Today, area.ForceCode))
                .OfType<PlaceBoundary>();
        return
        [
            .. found
                .Where(b => area.ForceCode is null || b.ForceCode == area.ForceCode)
                .DistinctBy(b => b.Code)
                .OrderBy(b => b.Name, StringComparer.Ordinal),
        ];
    }

    private static LatLon Inside(Geometry shape) =>
        InteriorPointArea.GetInteriorPoint(shape) is { } at
            ? new(at.Y, at.X)
            : new(shape.EnvelopeInternal.Centre.Y, shape.EnvelopeInternal.Centre.X);
}
