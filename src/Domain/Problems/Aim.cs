using System.ComponentModel;
using System.Globalization;

namespace Wardwise.Domain.Problems;

/// <summary>What is to change, where, by how much and by when; fixed when the response starts, so that success cannot be chosen
/// afterwards.</summary>
public sealed class Aim
{
    /// <summary>How many months before and after the start a measurement compares, where they are held.</summary>
    public const int MonthsCompared = 12;

    public const int UsualBuffer = 300;

    public required Guid RecordId { get; init; }

    public int Version { get; set; } = 1;

    [DisplayName("How will success be measured?")]
    public AimMeasure? Measure { get; set; }

    /// <summary>Categories of incidents that are counted; empty means any.</summary>
    [DisplayName("Which incidents?")]
    public List<string> Categories { get; set; } = [];

    /// <summary>Types of incidents that are counted; empty means any.</summary>
    [DisplayName("Which types of anti-social behaviour?")]
    public List<string> Types { get; set; } = [];

    /// <summary>A polygon or multipolygon as GeoJSON, drawn on the map; null when places were chosen instead.</summary>
    public string? AreaGeoJson { get; set; }

    [DisplayName("Neighbourhoods")]
    public List<string> PlaceCodes { get; set; } = [];

    /// <summary>Width of the ring around the area in which displacement is looked for, in metres; 0 counts none.</summary>
    [DisplayName("How wide is the ring around the area?")]
    public int BufferMetres { get; set; } = UsualBuffer;

    /// <summary>Places to compare with, named instead of chosen by the rule; empty lets the rule choose.</summary>
    [DisplayName("Compare with these places instead")]
    public List<string> ComparisonCodes { get; set; } = [];

    /// <summary>Why they were named.</summary>
    [DisplayName("Why these places?")]
    public string ComparisonBecause { get; set; } = "";

    /// <summary>What people are asked, when the measure is a survey.</summary>
    [DisplayName("What are people asked to agree with?")]
    public string SurveyQuestion { get; set; } = "";

    /// <summary>By how many percent it is to fall (or, for a survey, to rise).</summary>
    [DisplayName("By how much?")]
    public int? Percent { get; set; }

    [DisplayName("By when?")]
    public DateOnly? ByWhen { get; set; }

    [DisplayName("Incidents in the months before")]
    public int? BaselineCount { get; set; }

    [DisplayName("Months before")]
    public int? BaselineMonths { get; set; }

    /// <summary>The smallest fall that the data could show, as a fraction; null when they could show none.</summary>
    [DisplayName("Fall that could be seen")]
    public double? DetectableFall { get; set; }

    /// <summary>When the response started and the aim became what it is measured by.</summary>
    [DisplayName("Fixed")]
    public DateTimeOffset? FixedAt { get; set; }

    /// <summary>Changes made after that, each in words with who and when; shown beside every result.</summary>
    [DisplayName("Changed after the response started")]
    public List<string> ChangedSince { get; set; } = [];

    public bool HasArea => AreaGeoJson is not null || PlaceCodes.Count > 0;

    public double? BaselineAMonth => BaselineMonths is > 0 ? (double?)BaselineCount / BaselineMonths : null;

    public bool IsStarted => Measure is not null || HasArea || Percent is not null || ByWhen is not null;

    /// <summary>"Cut vehicle nuisance in this area by 40% by March 2027, from 9 a month", as far as it has been said; null when nothing
    /// has.</summary>
    public string? Sentence(string what, string where)
    {
        if (Measure is null || Percent is null)
        {
            return null;
        }

        var by = ByWhen is { } date ? " by " + date.ToString("MMMM yyyy", British) : "";
        return Measure is AimMeasure.Survey
            ? $"Raise the share who agree “{SurveyQuestion}” by {Percent} in 100{by}"
            : $"Cut {what}{(where.Length == 0 ? "" : " in " + where)} by {Percent}%{by}{From}";
    }

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>That so small a fall could not be told from chance, with so few incidents; null when it could, or when that is not
    /// known.</summary>
    public string? Caution =>
        (Measure, RateInWords, Percent, DetectableFall) switch
        {
            (AimMeasure.Incidents, { } rate, { } percent, { } fall) when percent < 100 * fall => string.Create(
                British,
                $"With about {rate}, a fall under {Math.Ceiling(100 * fall):0}% could not be told from chance in {MonthsCompared} months."
            ),
            (AimMeasure.Incidents, { } rate, _, null) =>
                $"With about {rate}, no fall could be told from chance in {MonthsCompared} months: a survey before and after would "
                    + "show more.",
            _ => null,
        };

    private string From => RateInWords is { } rate ? $", from {rate}" : "";

    private string? RateInWords =>
        BaselineAMonth switch
        {
            null => null,
            < 1 and var rate => string.Create(British, $"{rate:0.0} a month"),
            var rate => string.Create(British, $"{rate:0} a month"),
        };
}

public enum AimMeasure
{
    Incidents,
    Survey,
}
