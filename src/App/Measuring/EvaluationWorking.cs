namespace Wardwise.App.Measuring;

/// <summary>What lies behind a result: the months, the places it was held against, and each step's numbers. Kept beside the result, as it
/// was then.</summary>
public sealed record EvaluationWorking
{
    /// <summary>"small areas (LSOA)" or "neighbourhoods": the size of the places compared with; null without any.</summary>
    public string? Level { get; init; }

    public required IReadOnlyList<MonthPart> Months { get; init; }

    public ForecastPart? Forecast { get; init; }

    /// <summary>The places like it, and how far each strayed; most alike in level and trend.</summary>
    public IReadOnlyList<PlacePart> Places { get; init; } = [];

    public required ChosenPart Chosen { get; init; }

    public RingPart? Ring { get; init; }

    /// <summary>Other kinds of incidents in the same area: did the trouble change its name?</summary>
    public IReadOnlyList<OtherPart> Others { get; init; } = [];

    public UsualPart? Usual { get; init; }

    public SeriesWorking? Series { get; init; }

    /// <summary>Months compared of which part may be missing, earliest first: 2026-03.</summary>
    public IReadOnlyList<string> Doubted { get; init; } = [];

    /// <summary>How far places go their own way: tau, on the log scale.</summary>
    public double Drift { get; init; }

    /// <summary>The whole force, in signed points of a hundred; null without incidents before.</summary>
    public double? ForcePercent { get; init; }

    public static EvaluationWorking? Read(string? kept) => kept is null ? null : EvaluationJson.Read<EvaluationWorking>(kept);

    /// <param name="Month">2022-05.</param>
    /// <param name="Count">In the area.</param>
    /// <param name="Expected">From the places like it; null where it cannot be had.</param>
    /// <param name="Low">A month between low and high surprises nobody.</param>
    /// <param name="High">Upper end.</param>
    /// <param name="Side">earlier, before, dropped, between, after.</param>
    public sealed record MonthPart(string Month, int Count, double? Expected, double? Low, double? High, string Side);

    /// <param name="Places">How many it was learned from.</param>
    /// <param name="Expected">Incidents after.</param>
    /// <param name="Low">Of what surprises nobody.</param>
    /// <param name="High">Of what surprises nobody.</param>
    /// <param name="Ratio">After over expected.</param>
    /// <param name="RatioLow">Of the ratio.</param>
    /// <param name="RatioHigh">Of the ratio.</param>
    /// <param name="Z">Log ratio over the spread of places of its size.</param>
    /// <param name="P">Two-sided, raised in places too small to show much of a real fall.</param>
    /// <param name="Prevented">Expected less seen.</param>
    /// <param name="PreventedLow">Lower limit.</param>
    /// <param name="PreventedHigh">Upper limit.</param>
    public sealed record ForecastPart(
        int Places,
        double Expected,
        double Low,
        double High,
        double Ratio,
        double RatioLow,
        double RatioHigh,
        double Z,
        double P,
        double Prevented,
        double PreventedLow,
        double PreventedHigh
    );

    /// <param name="Code">Of the place.</param>
    /// <param name="Name">For people; the code where no boundary is held.</param>
    /// <param name="Before">Incidents.</param>
    /// <param name="After">Incidents.</param>
    /// <param name="Z">Log ratio of after to expected, over the spread of places of its size; null where nothing was learned.</param>
    public sealed record PlacePart(string Code, string Name, int Before, int After, double? Z);

    /// <summary>How the places compared with were chosen: how many were there, and how many were left out for what.</summary>
    /// <param name="All">Places of the level with incidents in the force.</param>
    /// <param name="Near">Left out: the area itself and its ring.</param>
    /// <param name="Treated">Left out: under a response of their own at the time.</param>
    /// <param name="Few">Left out: fewer than six incidents in all months held.</param>
    /// <param name="Moved">Left out: their boundary changed in between.</param>
    /// <param name="Unlike">Left out: not within a factor of two in level.</param>
    /// <param name="Farther">Left out: like it, but others are nearer in trend.</param>
    /// <param name="Because">Why these places were named instead; null when the rule chose.</param>
    public sealed record ChosenPart(int All, int Near, int Treated, int Few, int Moved, int Unlike, int Farther, string? Because);

    /// <param name="Metres">Width.</param>
    /// <param name="Before">Incidents.</param>
    /// <param name="After">Incidents.</param>
    /// <param name="Percent">Signed points, of the rate a month; null with none before.</param>
    /// <param name="Rirr">Against the places like it.</param>
    /// <param name="Low">Of that.</param>
    /// <param name="High">Of that.</param>
    /// <param name="Band">The band of the quotient, as code.</param>
    /// <param name="TneLow">Of the total net effect.</param>
    /// <param name="TneHigh">Of the total net effect.</param>
    public sealed record RingPart(
        int Metres,
        int Before,
        int After,
        double? Percent,
        double? Rirr,
        double? Low,
        double? High,
        string Band,
        double? TneLow,
        double? TneHigh
    );

    /// <param name="Category">Code.</param>
    /// <param name="Before">Incidents in the area.</param>
    /// <param name="After">Incidents in the area.</param>
    /// <param name="Low">Of the ratio of rates, at 95% for all kinds together, the drift of places included; null where there are too
    /// few.</param>
    /// <param name="High">Upper limit.</param>
    public sealed record OtherPart(string Category, int Before, int After, double? Low, double? High);

    /// <summary>Regression to the mean.</summary>
    /// <param name="Average">Of the places of its level, over as many months.</param>
    /// <param name="Weight">How far it is drawn to that, 0 to 1.</param>
    /// <param name="Expected">The number behind the count before.</param>
    /// <param name="NaivePercent">The change without that.</param>
    /// <param name="CorrectedPercent">The change with it.</param>
    public sealed record UsualPart(double Average, double Weight, double Expected, double? NaivePercent, double? CorrectedPercent);

    /// <param name="Months">How many before.</param>
    /// <param name="Dispersion">Phi.</param>
    /// <param name="LjungBoxP">That months do not hang together.</param>
    /// <param name="Prevented">Expected less seen.</param>
    /// <param name="PreventedLow">Lower limit.</param>
    /// <param name="PreventedHigh">Upper limit.</param>
    public sealed record SeriesWorking(
        int Months,
        double? Dispersion,
        double? LjungBoxP,
        double? Prevented,
        double? PreventedLow,
        double? PreventedHigh
    );
}
