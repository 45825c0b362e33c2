using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Union;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>The area that is measured.</summary>
/// <param name="Name">For people.</param>
/// <param name="Shape">The drawn line, or the places' boundaries put together.</param>
/// <param name="Drawn">Drawn: incidents count by their point. Else by the place that held them when they happened.</param>
/// <param name="Column">The column of an incident that says in which place it was, when places were chosen.</param>
/// <param name="PlaceNos">The places chosen; for a drawn area the neighbourhoods that may hold its incidents.</param>
/// <param name="Codes">The codes of the places chosen.</param>
/// <param name="ForceCode">The force that it lies in, where that is known.</param>
/// <param name="LiesIn">The districts that it lies in, worked out only when they are asked for.</param>
internal sealed record AreaOfProblem(
    string Name,
    Geometry Shape,
    bool Drawn,
    string? Column,
    int[] PlaceNos,
    string[] Codes,
    string? ForceCode,
    Lazy<int[]> LiesIn
)
{
    private const double MetresInADegree = 111_195;

    /// <summary>The districts that it lies in.</summary>
    public int[] Districts => LiesIn.Value;

    /// <summary>The level of the places chosen; null for a drawn area.</summary>
    public PlaceLevel? Level =>
        Column switch
        {
            "lsoa_code" => PlaceLevel.Lsoa,
            "neighbourhood_no" => PlaceLevel.Neighbourhood,
            "district_no" => PlaceLevel.District,
            _ => null,
        };

    public double SquareKilometres => Math.Round(Boundaries.SquareKilometres(Shape), 2);

    public static async Task<Outcome<AreaOfProblem>> Of(
        Work work,
        PlaceIndexes places,
        string? geoJson,
        IReadOnlyList<string> codes,
        CancellationToken cancel
    )
    {
        var index = await places.Current(work, cancel);
        if (geoJson is not null)
        {
            var drawn = DrawnArea.Read(geoJson);
            if (!drawn.Done)
            {
                return drawn.Refusals.ToList();
            }

            return drawn.Value is not { } shape ? new Refusal("Draw the area, or choose its places.")
                : IsOutside(work, index, shape)
                    ? new Refusal("The area lies outside every boundary that is held here. Draw it inside the force.")
                : OfLine(work, index, shape);
        }

        var forces = work.Actor.ForceCode;
        var chosen = new List<PlaceBoundary>();
        foreach (var code in codes.Distinct())
        {
            var boundary = index
                .Boundaries.Where(b => b.Code == code && (forces is null || b.ForceCode == forces))
                .OrderByDescending(b => b.Holds(work.Today))
                .ThenByDescending(b => b.From)
                .FirstOrDefault();
            if (boundary is null)
            {
                return new Refusal($"There is no place with the code {code}.");
            }

            chosen.Add(boundary);
        }

        return chosen.Count == 0 ? new Refusal("Draw the area, or choose its places.") : Chosen(work, index, chosen);
    }

    /// <summary>The streets around the area, so wide; counted by point.</summary>
    public AreaOfProblem Ring(PlaceIndex index, int metres)
    {
        // Degrees of longitude are narrower than those of latitude: made alike first, and back again.
        var narrow = Math.Cos(Shape.EnvelopeInternal.Centre.Y * Math.PI / 180);
        var wide = AffineTransformation.ScaleInstance(narrow, 1).Transform(Shape).Buffer(metres / MetresInADegree);
        var ring = AffineTransformation.ScaleInstance(1 / narrow, 1).Transform(wide).Difference(Shape);
        return this with
        {
            Name = "the streets around " + Name,
            Shape = ring,
            Drawn = true,
            Column = null,
            PlaceNos = Near(index, ring),
            Codes = [],
        };
    }

    private static bool IsOutside(Work work, PlaceIndex index, Geometry shape)
    {
        var held = index.Boundaries.Where(b => work.Actor.ForceCode is not { } force || b.ForceCode == force).ToList();
        return held.Count > 0
            && !held.Exists(b => b.Shape.EnvelopeInternal.Intersects(shape.EnvelopeInternal) && b.Shape.Intersects(shape));
    }

    private static Outcome<AreaOfProblem> Chosen(Work work, PlaceIndex index, List<PlaceBoundary> chosen)
    {
        if (chosen.Select(c => c.Level).Distinct().Count() > 1)
        {
            return new Refusal("Choose places of one size: neighbourhoods, districts or LSOAs, not a mixture.");
        }

        var column = chosen[0].Level switch
        {
            PlaceLevel.Neighbourhood => "neighbourhood_no",
            PlaceLevel.District => "district_no",
            PlaceLevel.Lsoa => "lsoa_code",
            _ => null,
        };
        var shape = chosen.Count == 1 ? chosen[0].Shape : UnaryUnionOp.Union(chosen.Select(c => c.Shape).ToList());
        var nos = chosen.Select(c => c.PlaceNo).Distinct().ToArray();
        return new AreaOfProblem(
            Words.List([.. chosen.Select(c => c.Name)]),
            shape,
            column is null,
            column,
            nos,
            [.. chosen.Select(c => c.Code)],
            chosen[0].ForceCode,
            DistrictsOf(work, index, shape)
        );
    }

    private static AreaOfProblem OfLine(Work work, PlaceIndex index, Geometry shape)
    {
        var touched = index.Overlapping(PlaceLevel.Neighbourhood, shape, work.Today).OrderBy(b => b.Name, StringComparer.Ordinal).ToList();
        var name =
            touched.Count == 0 ? "the area drawn" : "the area drawn in " + Words.List([.. touched.Take(3).Select(t => t.Name).Distinct()]);
        return new(
            name,
            shape,
            true,
            null,
            Near(index, shape),
            [],
            touched.Count > 0 ? touched[0].ForceCode : work.Actor.ForceCode,
            DistrictsOf(work, index, shape)
        );
    }

    /// <summary>The neighbourhoods that may hold its incidents, under any boundary they ever had: an incident keeps the place that held it
    /// when it happened.</summary>
    private static int[] Near(PlaceIndex index, Geometry shape) =>
        [
            .. index
                .Boundaries.Where(b => b.Level == PlaceLevel.Neighbourhood && b.Shape.EnvelopeInternal.Intersects(shape.EnvelopeInternal))
                .Select(b => b.PlaceNo)
                .Distinct(),
        ];

    private static Lazy<int[]> DistrictsOf(Work work, PlaceIndex index, Geometry shape) =>
        new(() => [.. index.Overlapping(PlaceLevel.District, shape, work.Today).Select(d => d.PlaceNo).Distinct()]);
}
