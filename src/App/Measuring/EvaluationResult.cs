using System.Text.Json.Serialization;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Measuring;

/// <summary>What a measurement found: the JSON of <c>wardwise evaluate</c>. A part that cannot be had is null, and the cautions say
/// why.</summary>
public sealed record EvaluationResult
{
    public required AreaPart Area { get; init; }
    public required MeasurePart Measure { get; init; }
    public required WindowPart? Before { get; init; }
    public required WindowPart? After { get; init; }
    public required CountsPart Counts { get; init; }
    public required ChangePart Change { get; init; }
    public RelativePart? Relative { get; init; }
    public SeriesPart? Series { get; init; }
    public RegressionPart? RegressionToMean { get; init; }
    public PlaceboPart? Placebo { get; init; }
    public DisplacementPart? Displacement { get; init; }

    /// <summary>A fraction; null when no fall could have been told from chance.</summary>
    public double? SmallestDetectableFall { get; init; }

    /// <summary>Too few, too, while the series is too short for a verdict.</summary>
    public required Verdict Verdict { get; init; }
    public required string Sentence { get; init; }
    public required IReadOnlyList<string> Cautions { get; init; }

    /// <summary>A look rather than a verdict: there are too few whole months on a side.</summary>
    [JsonIgnore]
    public bool IsLook => Cautions.Contains(Measuring.Cautions.ShortSeries);

    /// <summary>A result as it was kept.</summary>
    public static EvaluationResult Read(string kept) => EvaluationJson.Read<EvaluationResult>(kept);

    public sealed record AreaPart(string Name, double Km2);

    public sealed record MeasurePart(IReadOnlyList<string> Categories);

    /// <param name="From">A month, 2022-05, included.</param>
    /// <param name="To">A month, included.</param>
    /// <param name="Months">How many.</param>
    public sealed record WindowPart(string From, string To, int Months);

    public sealed record Pair(int Before, int After);

    public sealed record ComparisonPair(int Before, int After, int Places);

    public sealed record CountsPart(Pair Area, ComparisonPair? Comparison, Pair? Buffer);

    /// <summary>In signed points of a hundred: -46 is a fall of 46 in 100.</summary>
    public sealed record ChangePart(double? Percent, double? Low, double? High);

    /// <param name="Rirr">(T1/T0)/(C1/C0): below 1 the area did better than the places like it.</param>
    /// <param name="Low">Of the ratio, at 95%, the drift of places included.</param>
    /// <param name="High">Upper limit.</param>
    /// <param name="Tau2">The drift of places, a variance on the log scale.</param>
    /// <param name="Prevented">Incidents, expected less seen; below 0 there were more than expected.</param>
    /// <param name="PreventedLow">Lower limit.</param>
    /// <param name="PreventedHigh">Upper limit.</param>
    public sealed record RelativePart(
        double Rirr,
        double? Low,
        double? High,
        double Tau2,
        double? Prevented,
        double? PreventedLow,
        double? PreventedHigh
    );

    /// <param name="Method">How months vary, and whether errors allow for months that hang together.</param>
    /// <param name="LevelChange">The rate with the response over the rate without it.</param>
    /// <param name="Low">At 95%.</param>
    /// <param name="High">At 95%.</param>
    public sealed record SeriesPart(string Method, double LevelChange, double? Low, double? High);

    /// <param name="ExpectedPercent">What luck alone would have done after such a spell, in signed points.</param>
    /// <param name="Corrected">The ratio of after to before with that taken out.</param>
    public sealed record RegressionPart(double ExpectedPercent, double Corrected);

    /// <param name="Places">Places like it where nothing was done.</param>
    /// <param name="AsExtreme">How many of them changed as much.</param>
    /// <param name="P">(1 + as extreme) / (1 + places).</param>
    public sealed record PlaceboPart(int Places, int AsExtreme, double P);

    /// <param name="Wdq">The weighted displacement quotient; null when there was no benefit to displace.</param>
    /// <param name="Wdd">The weighted displacement difference, in incidents: below 0 is fewer.</param>
    /// <param name="Z">Of the difference.</param>
    /// <param name="Tne">Total net effect: incidents fewer in area and ring together.</param>
    public sealed record DisplacementPart(double? Wdq, double? Wdd, double? Z, double? Tne);
}
