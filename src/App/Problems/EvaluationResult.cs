using System.Text.Json.Serialization;
using Wardwise.Domain.Problems;

namespace Wardwise.App.Problems;

/// <summary>What a measurement found: the JSON of <c>wardwise evaluate</c>. A part that cannot be had is null, and the cautions say why.</summary>
public sealed record EvaluationResult
{
    public required AreaPart Area { get; init; }
    public required MeasurePart Measure { get; init; }
    public required WindowPart? Before { get; init; }
    public required WindowPart? After { get; init; }
    public required CountsPart Counts { get; init; }
    public required ChangePart Change { get; init; }
    public object? Relative { get; init; }
    public object? Series { get; init; }
    public object? RegressionToMean { get; init; }
    public object? Placebo { get; init; }
    public object? Displacement { get; init; }

    /// <summary>A fraction; null when no fall could have been told from chance.</summary>
    public double? SmallestDetectableFall { get; init; }

    /// <summary>Too few, too, while the series is too short for a verdict.</summary>
    public required Verdict Verdict { get; init; }
    public required string Sentence { get; init; }
    public required IReadOnlyList<string> Cautions { get; init; }

    /// <summary>A look rather than a verdict: there are too few whole months on a side.</summary>
    [JsonIgnore]
    public bool IsLook => Cautions.Contains(Problems.Cautions.ShortSeries);

    /// <summary>A result as it was kept.</summary>
    public static EvaluationResult Read(string kept) => MeasureProblem.Read(kept);

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
}

/// <summary>What qualifies a measurement, by its code in the JSON, with the words for people.</summary>
public static class Cautions
{
    public const string NoComparison = "no comparison";
    public const string ShortSeries = "short series";
    public const string NoTrend = "no trend";
    public const string UsualLevel = "usual level not taken off";
    public const string NoBuffer = "no buffer";
    public const string DifferentSeasons = "different seasons";
    public const string ZeroCell = "zero cell";
    public const string NoDistrict = "no district boundary";
    public const string AimChanged = "aim changed after the start";

    public static string InWords(string caution) => caution switch
    {
        NoComparison => "The area is compared with itself only. The rest of the district is shown beside it, but places like it elsewhere are not yet allowed for.",
        NoTrend => "What was rising or falling already before the start is not allowed for.",
        UsualLevel => "If the place was chosen after a bad spell, part of a fall is only its usual level coming back.",
        NoBuffer => "The streets around the area are not counted.",
        ShortSeries => "There are fewer than six whole months on a side, so there are numbers and no verdict.",
        DifferentSeasons => "The months before and after are not the same months of the year, so part of the change may be the season.",
        ZeroCell => "One of the counts is zero, so the change in percent is not defined or very rough.",
        NoDistrict => "No district boundary holds this area, so the rest of the force stands for the rest of the district.",
        AimChanged => "The aim was changed after the response started. What changed is shown on the record.",
        _ => caution,
    };
}
