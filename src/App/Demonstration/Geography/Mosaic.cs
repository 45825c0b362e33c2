using NetTopologySuite.Geometries;
using NetTopologySuite.Triangulate;

namespace Wardwise.App.Demonstration;

/// <summary>
/// Cells around points (Voronoi), with borders that wander as real ones do. A border wanders only inside the two triangles between
/// it and the points on either side; these triangles never overlap, so the cells stay apart and whole, whatever chance brings.
/// </summary>
internal sealed class Mosaic
{
    private const double StepMetres = 180;
    private const int MostSteps = 14;

    private readonly Dictionary<(Spot From, Spot To), int> _owner = [];
    private readonly Dictionary<(Spot From, Spot To), Spot[]> _line = [];
    private readonly List<(Spot From, Spot To)>[] _edges;
    private readonly Spot[] _points;

    public Mosaic(Spot[] points, Dice dice)
    {
        _points = points;
        _edges = [.. points.Select(_ => new List<(Spot, Spot)>())];
        Cut();
        foreach (var border in _owner.Keys.Where(e => _owner.ContainsKey((e.To, e.From)) && !_line.ContainsKey(e)).ToList())
        {
            var line = Wander(border.From, border.To, points[_owner[border]], points[_owner[(border.To, border.From)]], dice);
            _line[border] = line;
            _line[(border.To, border.From)] = [.. line.Reverse()];
        }
    }

    /// <summary>The cells next to a cell, with the length of the border between them.</summary>
    public ILookup<int, (int Cell, double Metres)> Neighbours() =>
        _owner
            .Where(e => _owner.ContainsKey((e.Key.To, e.Key.From)))
            .ToLookup(e => e.Value, e => (_owner[(e.Key.To, e.Key.From)], e.Key.From.MetresTo(e.Key.To)));

    /// <summary>The distance from a cell's point to its nearest straight border, halved for the wandering.</summary>
    public double[] Reaches()
    {
        var reach = Enumerable.Repeat(double.MaxValue, _points.Length).ToArray();
        foreach (var (edge, cell) in _owner)
        {
            reach[cell] = Math.Min(reach[cell], Height(edge.From, edge.To, _points[cell]) / 2);
        }

        return reach;
    }

    /// <summary>The outline of some cells together: the outer ring first, then holes.</summary>
    public List<List<Spot>> Outline(IReadOnlySet<int> cells)
    {
        var next = cells
            .SelectMany(c => _edges[c])
            .Where(e => !(_owner.TryGetValue((e.To, e.From), out var other) && cells.Contains(other)))
            .ToDictionary(e => e.From, e => e.To);
        var rings = new List<List<Spot>>();
        while (next.Count > 0)
        {
            var (start, ring) = (next.Keys.Min(BySouthWest)!, new List<Spot>());
            for (var at = start; next.Remove(at, out var to); at = to)
            {
                ring.AddRange(_line[(at, to)].SkipLast(1));
            }

            ring.Add(ring[0]);
            rings.Add(ring);
        }

        return [.. rings.OrderByDescending(r => Math.Abs(SignedArea(r)))];
    }

    public static double SignedArea(List<Spot> ring)
    {
        var twice = 0.0;
        for (var i = 1; i < ring.Count; i++)
        {
            twice += (ring[i - 1].X * ring[i].Y) - (ring[i].X * ring[i - 1].Y);
        }

        return twice / 2;
    }

    private static readonly Comparer<Spot> BySouthWest = Comparer<Spot>.Create((a, b) => (a.Y, a.X).CompareTo((b.Y, b.X)));

    private void Cut()
    {
        var index = new Dictionary<Coordinate, int>();
        for (var i = 0; i < _points.Length; i++)
        {
            index[new Coordinate(_points[i].X, _points[i].Y)] = i;
        }

        var builder = new VoronoiDiagramBuilder();
        builder.SetSites(index.Keys.ToList());
        foreach (var cell in builder.GetDiagram(GeometryFactory.Default).Geometries.Cast<Polygon>())
        {
            var corners = cell.ExteriorRing.Coordinates.Select(c => new Spot(Math.Round(c.X, 1), Math.Round(c.Y, 1))).ToList();
            if (SignedArea(corners) < 0)
            {
                corners.Reverse();
            }

            foreach (var (from, to) in corners.Zip(corners.Skip(1)).Where(e => e.First != e.Second))
            {
                var point = index[(Coordinate)cell.UserData];
                _owner[(from, to)] = point;
                _edges[point].Add((from, to));
            }
        }
    }

    private static Spot[] Wander(Spot from, Spot to, Spot left, Spot right, Dice dice)
    {
        var length = from.MetresTo(to);
        var steps = Math.Min(MostSteps, (int)(length / StepMetres));
        if (steps < 2)
        {
            return [from, to];
        }

        double[] waves = [.. Enumerable.Range(1, 5).Select(wave => dice.Normal() * length * 0.09 / wave)];
        var offsets = new double[steps + 1];
        var fit = 1.0;
        for (var i = 1; i < steps; i++)
        {
            var t = (double)i / steps;
            offsets[i] = waves.Select((size, k) => size * Math.Sin((k + 1) * Math.PI * t)).Sum();
            var room = 0.8 * Room(from, to, offsets[i] > 0 ? left : right, t);
            fit = Math.Min(fit, room / Math.Max(Math.Abs(offsets[i]), 1e-9));
        }

        var (alongX, alongY) = ((to.X - from.X) / length, (to.Y - from.Y) / length);
        return
        [
            .. offsets.Select(
                (offset, i) =>
                    new Spot(
                        from.X + (alongX * length * i / steps) - (alongY * offset * fit),
                        from.Y + (alongY * length * i / steps) + (alongX * offset * fit)
                    )
            ),
        ];
    }

    /// <summary>How far the triangle of a border and a point reaches from the border, at a share of its length.</summary>
    private static double Room(Spot from, Spot to, Spot point, double t)
    {
        var length = from.MetresTo(to);
        var foot = (((point.X - from.X) * (to.X - from.X)) + ((point.Y - from.Y) * (to.Y - from.Y))) / (length * length);
        var before = foot > 0 ? t / foot : double.MaxValue;
        var after = foot < 1 ? (1 - t) / (1 - foot) : double.MaxValue;
        return Height(from, to, point) * Math.Min(before, after);
    }

    private static double Height(Spot from, Spot to, Spot point) =>
        Math.Abs(((to.X - from.X) * (point.Y - from.Y)) - ((to.Y - from.Y) * (point.X - from.X))) / from.MetresTo(to);
}
