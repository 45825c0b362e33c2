namespace Wardwise.Statistics.Evaluation;

/// <summary>The same test on places where nothing was done.</summary>
/// <param name="Places">How many were tried.</param>
/// <param name="AsExtreme">How many changed at least as much, either way.</param>
/// <param name="PValue">(1 + as extreme) / (1 + places), or the reason why there is none.</param>
/// <param name="CanReachFivePercent">False under 19 places, when even the most extreme change has a p above 0.05.</param>
public sealed record PlaceboTest(int Places, int AsExtreme, Figure PValue, bool CanReachFivePercent);

/// <summary>How unusual a change is among places where nothing was done.</summary>
public static class Placebo
{
    /// <summary>The share of places that changed at least as much, the place itself counted in.</summary>
    /// <remarks>A. Abadie, A. Diamond, J. Hainmueller, JASA 105 (2010) 493-505, with each change over its own standard error, or small
    /// places would dominate.</remarks>
    /// <param name="own">Log ratio over standard error of the place of the response.</param>
    /// <param name="others">The same of each place where nothing was done.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value that is not finite.</exception>
    public static PlaceboTest Test(double own, ReadOnlySpan<double> others)
    {
        Guard.Finite(own);
        var extreme = 0;
        foreach (var other in others)
        {
            Guard.Finite(other, nameof(others));
            extreme += Math.Abs(other) >= Math.Abs(own) ? 1 : 0;
        }

        return new(
            others.Length,
            extreme,
            others.IsEmpty ? Figure.None("there is no place to compare with") : (1.0 + extreme) / (1 + others.Length),
            others.Length >= 19
        );
    }
}
