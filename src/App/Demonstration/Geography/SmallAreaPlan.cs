namespace Wardwise.App.Demonstration;

/// <summary>Where the points lie from which small areas grow: close together in towns, wide apart between them, and a ring outside that
/// ends the county.</summary>
internal sealed class SmallAreaPlan
{
    public const int SmallAreas = 640;
    private const double Radius = 21_800;

    private readonly Dice _dice;
    private readonly double[] _wobble;

    public SmallAreaPlan(Gazetteer gazetteer, Dice dice)
    {
        _dice = dice;
        _wobble = [.. Enumerable.Range(0, 5).Select(_ => dice.Between(0, 2 * Math.PI))];
        var districts = gazetteer.Areas.SelectMany(a => a.Districts).ToList();
        foreach (var district in districts)
        {
            PlaceTown(district);
        }

        FillCountry([.. districts.Select(d => new Spot(d.X * 1000, d.Y * 1000))]);
        Points.AddRange(Outside());
    }

    /// <summary>Inside ones first, <see cref="SmallAreas"/> of them.</summary>
    public List<Spot> Points { get; } = [];

    /// <summary>The neighbourhood of each inside point.</summary>
    public List<string> NeighbourhoodOf { get; } = [];

    private List<(string Name, Spot Heart)> CountryHearts { get; } = [];

    private void PlaceTown(Gazetteer.District district)
    {
        var town = new Spot(district.X * 1000, district.Y * 1000);
        var urban = district.Neighbourhoods.Where(n => n.Value is Setting.Estate or Setting.Suburb).ToList();
        var country = district.Neighbourhoods.Where(n => n.Value is Setting.Village or Setting.Rural).ToList();
        Cluster(district.Neighbourhoods.First(n => n.Value is Setting.Centre).Key, town, 9, 420, 230);
        var turn = _dice.Between(0, 2 * Math.PI);
        for (var i = 0; i < urban.Count; i++)
        {
            var isEstate = urban[i].Value is Setting.Estate;
            var angle = turn + (2 * Math.PI * i / urban.Count) + _dice.Between(-0.2, 0.2);
            var heart = town.Moved(_dice.Between(1500, 1900) + (isEstate ? 0 : 500), angle);
            Cluster(urban[i].Key, heart, isEstate ? 9 : 8, isEstate ? 480 : 720, isEstate ? 250 : 380);
        }

        for (var i = 0; i < country.Count; i++)
        {
            var angle = turn + 0.5 + (2 * Math.PI * i / country.Count) + _dice.Between(-0.3, 0.3);
            var distance = country[i].Value is Setting.Village ? _dice.Between(3800, 4600) : _dice.Between(5200, 6400);
            CountryHearts.Add((country[i].Key, town.Moved(distance, angle)));
        }
    }

    private void Cluster(string name, Spot heart, int points, double spread, double apart)
    {
        for (var placed = 0; placed < points; )
        {
            var point = new Spot(heart.X + (_dice.Normal() * spread), heart.Y + (_dice.Normal() * spread));
            if (Points.All(p => p.MetresTo(point) > apart))
            {
                Points.Add(point);
                NeighbourhoodOf.Add(name);
                placed++;
            }
        }
    }

    /// <summary>Each next point is the loneliest of a handful, which spreads them without a grid.</summary>
    private void FillCountry(List<Spot> towns)
    {
        while (Points.Count < SmallAreas)
        {
            var best = Enumerable
                .Range(0, 12)
                .Select(_ => Somewhere())
                .Where(p => towns.All(t => t.MetresTo(p) > 2200))
                .MaxBy(p => Points.Min(q => q.MetresTo(p)));
            if (best != default)
            {
                Points.Add(best);
                NeighbourhoodOf.Add(CountryHearts.MinBy(h => h.Heart.MetresTo(best)).Name);
            }
        }
    }

    private Spot Somewhere()
    {
        while (true)
        {
            var point = new Spot(_dice.Between(-1.4, 1.4) * Radius, _dice.Between(-1.4, 1.4) * Radius);
            if (point.MetresTo(default) < Edge(Math.Atan2(point.Y, point.X)))
            {
                return point;
            }
        }
    }

    private double Edge(double angle) =>
        Radius
        * (
            1
            + (0.035 * Math.Sin((2 * angle) + _wobble[0]))
            + (0.04 * Math.Sin((3 * angle) + _wobble[1]))
            + (0.03 * Math.Sin((5 * angle) + _wobble[2]))
            + (0.02 * Math.Sin((9 * angle) + _wobble[3]))
            + (0.015 * Math.Sin((14 * angle) + _wobble[4]))
        );

    private IEnumerable<Spot> Outside()
    {
        for (var ring = 0; ring < 4; ring++)
        {
            for (var i = 0; i < 84; i++)
            {
                var angle = 2 * Math.PI * (i + (ring % 2 * 0.5) + _dice.Between(-0.2, 0.2)) / 84;
                yield return default(Spot).Moved(Edge(angle) + 700 + (ring * 1900) + _dice.Between(-200, 200), angle);
            }
        }
    }
}
