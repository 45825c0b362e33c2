using Wardwise.App.Demonstration;

namespace Wardwise.App.Tests.Demonstration;

public sealed class GroundsTests
{
    private static readonly Grounds County = MakeGrounds.Run(Gazetteer.Read(), Wealdshire.Seed);

    // A square degree here, in square kilometres.
    private const double SquareDegree = 70.1086 * 111.2494;

    [Fact]
    public void TheCounty_HasTheSizeOfThePublishedOne()
    {
        Assert.Equal((3, 10, 75, 640), (County.Areas.Count, County.Districts.Count, County.Neighbourhoods.Count, County.SmallAreas.Count));
        Assert.InRange(County.Force.Shape.Area * SquareDegree, 1641, 1645);
        Assert.InRange(County.SmallAreas.Sum(s => s.People), 1_000_000, 1_100_000);
    }

    [Fact]
    public void EveryPlace_IsOneValidPolygon()
    {
        Assert.All(
            County.Levels.SelectMany(l => l.Places),
            p =>
            {
                Assert.True(p.Shape.IsValid, p.Name);
                Assert.True(p.Shape.Area > 0, p.Name);
            }
        );
    }

    [Fact]
    public void EveryLevel_CoversTheCountyWithoutGapOrOverlap()
    {
        foreach (var (_, places) in County.Levels)
        {
            Assert.Equal(County.Force.Shape.Area, places.Sum(p => p.Shape.Area), 1e-9);
            var together = NetTopologySuite.Operation.Union.UnaryUnionOp.Union(places.Select(p => p.Shape));
            Assert.True(together.SymmetricDifference(County.Force.Shape).Area < 1e-9);
        }
    }

    [Fact]
    public void NoPlace_IsMadeOfSeveralPieces()
    {
        // A shape whose outer ring holds all its ground has no second outer ring that was taken for a hole.
        foreach (var (_, places) in County.Levels)
        {
            Assert.All(
                places,
                p =>
                    Assert.All(
                        p.Shape.InteriorRings,
                        hole => Assert.True(p.Shape.Shell.EnvelopeInternal.Contains(hole.EnvelopeInternal), p.Name)
                    )
            );
        }
    }

    [Fact]
    public void EveryPlace_LiesInTheOneItNames()
    {
        var levels = County.Levels.ToList();
        foreach (var (upper, lower) in levels.Zip(levels.Skip(1)))
        {
            var above = upper.Places.ToDictionary(p => p.Code);
            Assert.All(lower.Places, p => Assert.True(above[p.Within!].Shape.Contains(p.Shape.InteriorPoint), p.Name));
        }
    }

    [Fact]
    public void CodesAndNames_AreUnique()
    {
        foreach (var (_, places) in County.Levels)
        {
            Assert.Equal(places.Count, places.Select(p => p.Code).Distinct().Count());
            Assert.Equal(places.Count, places.Select(p => p.Name).Distinct().Count());
        }
    }

    [Fact]
    public void TownNeighbourhoods_AreSmallerThanCountryOnes()
    {
        double Mean(Setting setting) => County.Neighbourhoods.Where(n => n.Setting == setting).Average(n => n.Shape.Area * SquareDegree);
        Assert.True(Mean(Setting.Centre) * 5 < Mean(Setting.Rural));
        Assert.True(Mean(Setting.Estate) * 3 < Mean(Setting.Rural));
    }

    [Fact]
    public void ASmallAreasMiddle_IsWellInside()
    {
        Assert.All(
            County.SmallAreas,
            s => Assert.True(s.Ground.Shape.Contains(new NetTopologySuite.Geometries.Point(s.Middle.Coordinate)), s.Ground.Name)
        );
    }
}
