namespace Wardwise.Statistics.Evaluation;

/// <summary>Between the effect sizes that reviews print. Cohen's d misleads for counts of places: never pool it (Braga and Weisburd
/// 2022).</summary>
public static class EffectSizes
{
    /// <summary>Cohen's d of an odds ratio: ln(ratio) times root 3 over pi.</summary>
    /// <remarks>S. Chinn, "A simple method for converting an odds ratio to effect size", Statistics in Medicine 19 (2000)
    /// 3127-3131.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A ratio of 0 or less.</exception>
    public static double OddsRatioToD(double oddsRatio)
    {
        Guard.Positive(oddsRatio);
        return Math.Log(oddsRatio) * Math.Sqrt(3) / Math.PI;
    }

    /// <summary>The odds ratio of Cohen's d: exp(d pi / root 3).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A d that is not finite, or so large that the ratio is not.</exception>
    public static double DToOddsRatio(double d)
    {
        Guard.Finite(d);
        var ratio = Math.Exp(d * Math.PI / Math.Sqrt(3));
        Guard.Positive(ratio, nameof(d));
        return ratio;
    }
}
