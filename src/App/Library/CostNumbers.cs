using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>What responses cost, in pounds, as their records say.</summary>
/// <param name="Records">How many say it.</param>
/// <param name="Median">Half cost less.</param>
/// <param name="Least">Of them.</param>
/// <param name="Most">Of them.</param>
/// <param name="Prevented">Null where it cannot be had, for the reason beside it.</param>
/// <param name="WhyNot">In words; null where there is one.</param>
public sealed record CostNumbers(int Records, decimal Median, decimal Least, decimal Most, PreventedCost? Prevented, string? WhyNot)
{
    private const int FewestForAPrice = 3;

    /// <param name="rows">Where something was tried.</param>
    /// <param name="finding">What those held against places like theirs say together; null without any.</param>
    internal static CostNumbers? Of(IEnumerable<EvidenceRow> rows, Finding? finding)
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
        // Both: the page's result, and that of the records which the price is made of.
        var clear =
            finding is { IsClearFall: true } && Stratum.FindingOf([.. both.Select(r => r.Effect)], true) is { Finding.IsClearFall: true };
        var why =
            both.Count < FewestForAPrice
                ? $"fewer than {Words.Count(FewestForAPrice)} records have both a cost and a result held against places like their own"
            : !clear ? "it is not clear that the responses with a cost prevented any"
            : prevented < 1 ? "none was prevented on balance"
            : null;
        return new(
            costs.Count,
            median,
            costs[0],
            costs[^1],
            why is null ? new(both.Count, cost / (decimal)prevented, prevented) : null,
            why
        );
    }
}

/// <summary>The cost of all divided by the incidents prevented by all, those where nothing was prevented included.</summary>
/// <param name="Records">How many have both.</param>
/// <param name="Each">Pounds for one incident.</param>
/// <param name="Incidents">Fewer than expected, over the months measured.</param>
public sealed record PreventedCost(int Records, decimal Each, double Incidents);
