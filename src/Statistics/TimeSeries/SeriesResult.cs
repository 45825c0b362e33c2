namespace Wardwise.Statistics.TimeSeries;

/// <summary>How the counts of a month vary about what is expected.</summary>
public enum CountVariation
{
    /// <summary>Variance is phi times the mean, phi never under 1. The default.</summary>
    QuasiPoisson,

    /// <summary>Variance equals the mean.</summary>
    Poisson,

    /// <summary>Variance is mean + mean^2 / theta: when phi is above 3, or the variance grows with the mean.</summary>
    NegativeBinomial,
}

/// <summary>What to allow for in an interrupted series.</summary>
/// <param name="FirstMonth">Calendar month of the first count: 1 is January.</param>
/// <param name="Harmonics">Waves of the year, 0 to 6; left out by themselves under 24 months before.</param>
/// <param name="Slope">Whether the trend may bend at the response, as well as the level.</param>
/// <param name="Variation">How counts vary.</param>
/// <param name="Confidence">Between 0 and 1.</param>
public sealed record SeriesOptions(
    int FirstMonth = 1,
    int Harmonics = 2,
    bool Slope = false,
    CountVariation Variation = CountVariation.QuasiPoisson,
    double Confidence = 0.95
);

/// <summary>What an interrupted series says.</summary>
/// <param name="Fit">The regression; terms "intercept", "trend", "level", "slope", "sin1" and so on.</param>
/// <param name="LevelChange">The rate with the response over the rate without it, at its start: 0.88 is a fall of 12 in 100.</param>
/// <param name="LevelInterval">Of the level change.</param>
/// <param name="LevelPValue">Two-sided.</param>
/// <param name="SlopeChange">By how much each month multiplies that again; none unless asked for.</param>
/// <param name="SlopeInterval">Of the slope change.</param>
/// <param name="Dispersion">Phi as estimated; used in errors when above 1.</param>
/// <param name="Autocorrelations">Of the residuals in the place at lag 1, 2 and 3; empty when there are too few.</param>
/// <param name="LjungBoxPValue">The p that they are all 0.</param>
/// <param name="NeweyWest">Whether Newey-West errors were worked out, that p being under 0.05: the larger of the two errors counts.</param>
/// <param name="Expected">Incidents expected after without the response, in the place.</param>
/// <param name="Prevented">Expected less seen.</param>
/// <param name="PreventedInterval">Of what was prevented, by the delta method.</param>
/// <param name="Fitted">Expected count of each month, null where a month is missing.</param>
/// <param name="Without">The same without the response.</param>
/// <param name="Cautions">What to say beside it, in words for people.</param>
public sealed record SeriesResult(
    CountRegression Fit,
    Figure LevelChange,
    Interval LevelInterval,
    Figure LevelPValue,
    Figure SlopeChange,
    Interval SlopeInterval,
    Figure Dispersion,
    IReadOnlyList<double> Autocorrelations,
    Figure LjungBoxPValue,
    bool NeweyWest,
    Figure Expected,
    Figure Prevented,
    Interval PreventedInterval,
    IReadOnlyList<double?> Fitted,
    IReadOnlyList<double?> Without,
    IReadOnlyList<string> Cautions
);
