using Wardwise.Statistics.Evaluation;

namespace Wardwise.App.Measuring;

/// <summary>The one rule by which a change against places like it is clear.</summary>
public static class Comparison
{
    /// <summary>Named on each result, so that a later method can be told from this one.</summary>
    public const string Method = "panel-forecast-2";

    /// <summary>Chosen by <c>wardwise calibrate</c> (docs/statistics.md): no more false alarms than the plain comparison makes, with room
    /// for chance.</summary>
    public const double ClearBelow = 0.048;

    /// <summary>Under this number nothing is called clear: expected, for a fall; seen, for a rise.</summary>
    public const int Fewest = 5;

    /// <summary>Whether a place is of a size among those learned from, or within a factor of two of the smallest or largest: farther out a
    /// line is only drawn on.</summary>
    public static bool IsAmong(PlaceCounts place, IReadOnlyCollection<PlaceCounts> learned) =>
        2 * place.TotalBefore >= learned.Min(l => l.TotalBefore) && place.TotalBefore <= 2 * learned.Max(l => l.TotalBefore);

    /// <summary>-1 a clear fall, 1 a clear rise, 0 neither.</summary>
    /// <param name="test">What the forecast says.</param>
    /// <param name="after">Incidents seen after.</param>
    public static int ClearWay(PanelTest test, long after) =>
        test.WeightedPValue >= ClearBelow ? 0 : Enough(Math.Sign(test.Z), test.Expected, after);

    /// <summary>The same way, or 0 where there is too little for a verdict.</summary>
    public static int Enough(int way, double expected, long after) => (way < 0 ? expected : after) < Fewest ? 0 : way;
}
