namespace Wardwise.Domain.Library;

/// <summary>What the measured responses of one design say together. Ratios: 0.7 is a fall of 30 in 100.</summary>
/// <param name="Records">How many are pooled (k), 1 or more.</param>
/// <param name="Controlled">Held against places where nothing was done; else against their own past only.</param>
/// <param name="Ratio">The mean; of a single record its own.</param>
/// <param name="Low">Of the mean, at 95%.</param>
/// <param name="High">Of the mean, at 95%.</param>
/// <param name="NewPlace">Where a new place would lie, at 95%, and the chance that it sees some fall; null under five records.</param>
public sealed record Finding(int Records, bool Controlled, double Ratio, double Low, double High, NewPlace? NewPlace = null)
{
    /// <summary>Fewer records than this give a mean as an indication only.</summary>
    public const int FewestForAMean = 3;

    public bool IsClearFall => High < 1;

    public bool IsClearRise => Low > 1;

    /// <summary>How many of the records are of their kind only because their words suggest it; nobody has confirmed it.</summary>
    public int Unconfirmed { get; init; }

    /// <summary>Half as many incidents fits the numbers as well as twice as many: the range says nothing.</summary>
    public bool SaysNothing => Low < 0.5 && High > 2;
}

/// <summary>What to expect in a place where it has not been tried.</summary>
/// <param name="Low">Ratio.</param>
/// <param name="High">Ratio.</param>
/// <param name="ChanceOfFall">0 to 1.</param>
public sealed record NewPlace(double Low, double High, double ChanceOfFall)
{
    /// <summary>Half as many incidents is as likely as twice as many.</summary>
    public bool SaysNothing => Low < 0.5 && High > 2;
}
