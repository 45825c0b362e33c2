using Wardwise.Statistics.Evaluation;

namespace Wardwise.App.Problems;

/// <summary>The one rule by which a change against places like it is clear.</summary>
public static class Comparison
{
    /// <summary>Named on each result, so that a later method can be told from this one.</summary>
    public const string Method = "panel-forecast-2";

    /// <summary>Chosen by <c>wardwise calibrate</c> (docs/statistics.md): no more false alarms than the plain comparison makes, with room for chance.</summary>
    public const double ClearBelow = 0.048;

    /// <summary>-1 a clear fall, 1 a clear rise, 0 neither.</summary>
    public static int ClearWay(PanelTest test) => test.WeightedPValue >= ClearBelow ? 0 : Math.Sign(test.Z);
}
