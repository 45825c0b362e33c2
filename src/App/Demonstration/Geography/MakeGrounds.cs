using System.Globalization;
using NetTopologySuite.Geometries;

namespace Wardwise.App.Demonstration;

/// <summary>Draws the county: 640 small areas, gathered into 75 neighbourhoods, 10 districts, 3 areas and the force.</summary>
internal static class MakeGrounds
{
    private const double SquareMetres = 1_643e6;

    public static Grounds Run(Gazetteer gazetteer, int seed)
    {
        var plan = new SmallAreaPlan(gazetteer, new Dice(seed, "points"));
        var mosaic = new Mosaic([.. plan.Points], new Dice(seed, "borders"));
        JoinUp(plan, mosaic);

        var cellsOf = Enumerable.Range(0, SmallAreaPlan.SmallAreas).ToLookup(c => plan.NeighbourhoodOf[c]);
        var all = Enumerable.Range(0, SmallAreaPlan.SmallAreas).ToHashSet();
        var scale = Math.Sqrt(SquareMetres / mosaic.Outline(all).Sum(Mosaic.SignedArea));
        Polygon Shape(IEnumerable<int> cells)
        {
            var rings = mosaic.Outline(cells.ToHashSet()).Select(r => Ring(r, scale)).ToList();
            return new Polygon(rings[0], [.. rings.Skip(1)]) { SRID = 4326 };
        }

        var (areas, districts, neighbourhoods, smallAreas) = (
            new List<Ground>(),
            new List<Ground>(),
            new List<Ground>(),
            new List<SmallArea>()
        );
        var reaches = mosaic.Reaches();
        var people = new Dice(seed, "people of small areas");
        foreach (var area in gazetteer.Areas)
        {
            var inArea = area.Districts.SelectMany(d => d.Neighbourhoods.Keys);
            areas.Add(new(area.Code, area.Name, Grounds.ForceCode, null, Shape(inArea.SelectMany(n => cellsOf[n]))));
            foreach (var district in area.Districts)
            {
                var code = Code("X07", districts.Count + 1);
                districts.Add(new(code, district.Town, area.Code, null, Shape(district.Neighbourhoods.Keys.SelectMany(n => cellsOf[n]))));
                foreach (var (name, setting) in district.Neighbourhoods)
                {
                    var number = neighbourhoods.Count + 1;
                    var cells = cellsOf[name].ToList();
                    neighbourhoods.Add(new(NeighbourhoodCode(number), name, code, setting, Shape(cells)));
                    for (var i = 0; i < cells.Count; i++)
                    {
                        var cell = cells[i];
                        var called = string.Create(CultureInfo.InvariantCulture, $"{district.Town} {number:D3}{(char)('A' + i)}");
                        var point = plan.Points[cell];
                        var ground = new Ground(
                            Code("X01", smallAreas.Count + 1),
                            called,
                            NeighbourhoodCode(number),
                            setting,
                            Shape([cell])
                        );
                        smallAreas.Add(
                            new(
                                ground,
                                new Spot(point.X * scale, point.Y * scale),
                                reaches[cell] * scale,
                                (int)(1600 * people.LogNormal(0.15))
                            )
                        );
                    }
                }
            }
        }

        var force = new Ground(Grounds.ForceCode, "Wealdshire", null, null, Shape(all));
        return new(force, areas, districts, neighbourhoods, smallAreas);
    }

    private static string Code(string start, int number) => start + number.ToString("D6", CultureInfo.InvariantCulture);

    private static string NeighbourhoodCode(int number) => "WN" + number.ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>A cell cut off from the rest of its neighbourhood goes to the neighbour that it borders most.</summary>
    private static void JoinUp(SmallAreaPlan plan, Mosaic mosaic)
    {
        var neighbours = mosaic.Neighbours();
        for (var moved = true; moved; )
        {
            moved = false;
            foreach (var name in plan.NeighbourhoodOf.Distinct().ToList())
            {
                var cells = Enumerable.Range(0, SmallAreaPlan.SmallAreas).Where(c => plan.NeighbourhoodOf[c] == name).ToHashSet();
                var parts = Parts(cells, neighbours).OrderByDescending(p => p.Count).Skip(1).ToList();
                foreach (var cell in parts.SelectMany(p => p))
                {
                    plan.NeighbourhoodOf[cell] =
                        neighbours[cell]
                            .Where(n => n.Cell < SmallAreaPlan.SmallAreas && plan.NeighbourhoodOf[n.Cell] != name)
                            .GroupBy(n => plan.NeighbourhoodOf[n.Cell])
                            .MaxBy(g => g.Sum(n => n.Metres))
                            ?.Key
                        ?? name;
                    moved = true;
                }
            }
        }
    }

    private static List<List<int>> Parts(HashSet<int> cells, ILookup<int, (int Cell, double Metres)> neighbours)
    {
        var (left, parts) = (new SortedSet<int>(cells), new List<List<int>>());
        while (left.Count > 0)
        {
            var part = new List<int> { left.Min };
            left.Remove(part[0]);
            for (var i = 0; i < part.Count; i++)
            {
                part.AddRange(neighbours[part[i]].Select(n => n.Cell).Where(left.Remove));
            }

            parts.Add(part);
        }

        return parts;
    }

    private static LinearRing Ring(List<Spot> ring, double scale)
    {
        var line = ring.Select(s => new Spot(s.X * scale, s.Y * scale).Coordinate).ToList();
        var distinct = line.Where((c, i) => i == 0 || !c.Equals2D(line[i - 1])).ToArray();
        return new LinearRing(distinct);
    }
}
