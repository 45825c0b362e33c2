namespace Wardwise.App.Library;

/// <summary>What responses cost, in pounds, as their records say.</summary>
/// <param name="Records">How many say it.</param>
/// <param name="Median">Half cost less.</param>
/// <param name="Least">Of them.</param>
/// <param name="Most">Of them.</param>
/// <param name="Prevented">Null where fewer than three records have both a cost and a number prevented, or nothing was prevented on balance.</param>
public sealed record CostNumbers(int Records, decimal Median, decimal Least, decimal Most, PreventedCost? Prevented)
{
    private const int FewestForAPrice = 3;

    internal static CostNumbers? Of(IEnumerable<EvidenceRow> rows)
    {
        var priced = rows.Where(r => r.Cost is not null).ToList();
        if (priced.Count == 0)
        {
            return null;
        }

        var costs = priced.Select(r => r.Cost!.Value).Order().ToList();
        var median = (costs[(costs.Count - 1) / 2] + costs[costs.Count / 2]) / 2;
        var both = priced.Where(r => r is { Controlled: true, Prevented: not null, IsPooled: true }).ToList();
        var (cost, prevented) = (both.Sum(r => r.Cost!.Value), both.Sum(r => r.Prevented!.Value));
        return new(costs.Count, median, costs[0], costs[^1], both.Count >= FewestForAPrice && prevented >= 1 ? new(both.Count, cost / (decimal)prevented, prevented) : null);
    }
}

/// <summary>The cost of all divided by the incidents prevented by all, those where nothing was prevented included.</summary>
/// <param name="Records">How many have both.</param>
/// <param name="Each">Pounds for one incident.</param>
/// <param name="Incidents">Fewer than expected, over the months measured.</param>
public sealed record PreventedCost(int Records, decimal Each, double Incidents);
