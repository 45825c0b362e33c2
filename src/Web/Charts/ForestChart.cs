using Wardwise.Web.GovUk;

namespace Wardwise.Web.Charts;

/// <summary>One record in a forest plot. Ratios: below 1 is a fall.</summary>
/// <param name="Name">Of the record.</param>
/// <param name="About">Place and year.</param>
/// <param name="Href">To it.</param>
/// <param name="Counts">Incidents before and after.</param>
/// <param name="Ratio">Its own.</param>
/// <param name="Low">At 95%, above 0.</param>
/// <param name="High">At 95%.</param>
/// <param name="Weight">In the mean, 0 to 1.</param>
public sealed record ForestLine(
    string Name,
    string About,
    string Href,
    (int Before, int After) Counts,
    double Ratio,
    double Low,
    double High,
    double Weight
);

public sealed record ForestChartOptions
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>What it shows in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>In the order in which they are drawn.</summary>
    public required IReadOnlyList<ForestLine> Lines { get; init; }

    /// <summary>The mean, drawn as a diamond; null where none may be shown.</summary>
    public (string Name, double Ratio, double Low, double High)? Mean { get; init; }

    /// <summary>Where a new place would lie, drawn as a bar; null where that cannot be said.</summary>
    public (double Low, double High)? NewPlace { get; init; }
}

public static partial class Chart
{
    /// <summary>Each record as a square, its area by its weight, on its interval; the mean as a diamond, a new place as a bar. The axis is
    /// a logarithm, named in hundredths.</summary>
    public static Element Forest(ForestChartOptions o)
    {
        const decimal Left = 20,
            Right = MonthScale.Width - 20,
            Row = 58,
            Roof = 12;
        var axis = ForestAxis.Of(o);
        decimal X(double ratio) => Left + ((Right - Left) * (decimal)axis.At(ratio));
        var bottom = Roof + (Row * (o.Lines.Count + (o.Mean is null ? 0 : 1) + (o.NewPlace is null ? 0 : 1)));
        var largest = o.Lines.Select(l => l.Weight).DefaultIfEmpty(1).Max();
        Element Vertical(double ratio, string classes) =>
            El("line", classes).Attr("x1", N(X(ratio))).Attr("x2", N(X(ratio))).Attr("y1", N(Roof)).Attr("y2", N(bottom));
        Element Range(double low, double high, decimal y) =>
            El(
                "g",
                null,
                El("line", "ww-forest__range").Attr("x1", N(X(low))).Attr("x2", N(X(high))).Attr("y1", N(y)).Attr("y2", N(y)),
                axis.CutsLow(low) ? El("path", "ww-forest__beyond").Attr("d", $"M{N(Left - 8)},{N(y)} l12,-7 v14 z") : null,
                axis.CutsHigh(high) ? El("path", "ww-forest__beyond").Attr("d", $"M{N(Right + 8)},{N(y)} l-12,-7 v14 z") : null
            );
        var rows = o.Lines.Select(
            (l, i) =>
            {
                var (top, y) = (Roof + (Row * i), Roof + (Row * i) + 40);
                var side = (decimal)(6 + (16 * Math.Sqrt(l.Weight / largest)));
                // The table beside it has the same links; these are for the mouse alone.
                return El(
                        "a",
                        "ww-forest__line",
                        Words(Left, top + 22, "ww-forest__name", Cut(l.Name)),
                        Range(l.Low, l.High, y),
                        Rectangle(X(l.Ratio) - (side / 2), y - (side / 2), side, side, "ww-forest__square"),
                        El("title", null, $"{l.Name}, {l.About}: {Fall(l.Ratio)} ({Fall(l.Low)} to {Fall(l.High)})")
                    )
                    .Attr("href", l.Href)
                    .Attr("tabindex", "-1")
                    .Attr("aria-hidden", "true");
            }
        );
        var next = o.Lines.Count;
        var mean = o.Mean is not { } m
            ? null
            : El(
                "g",
                null,
                Words(Left, Roof + (Row * next) + 22, "ww-forest__name ww-forest__name--mean", $"{m.Name}: {Fall(m.Ratio)}"),
                El("polygon", "ww-forest__mean").Attr("points", Diamond(X(m.Low), X(m.Ratio), X(m.High), Roof + (Row * next) + 40))
            );
        next += o.Mean is null ? 0 : 1;
        var place = o.NewPlace is not { } p
            ? null
            : El(
                "g",
                null,
                Words(Left, Roof + (Row * next) + 22, "ww-forest__name ww-forest__name--mean", "In a new place"),
                Rectangle(X(p.Low), Roof + (Row * next) + 35, Math.Max(1, X(p.High) - X(p.Low)), 10, "ww-forest__place")
            );
        return El(
            "figure",
            "ww-chart ww-forest",
            El("figcaption", "ww-chart__title", o.Title),
            El("svg", "ww-chart__drawing")
                .Attr("viewBox", $"0 0 {MonthScale.Width} {N(bottom + 72)}")
                .Attr("role", "img")
                .Attr("aria-labelledby", $"{o.Id}-title {o.Id}-about")
                .Attr("focusable", "false")
                .Add(
                    El("title", null, o.Title).Attr("id", o.Id + "-title"),
                    El("desc", null, o.Description).Attr("id", o.Id + "-about"),
                    axis.Marks.Select(t =>
                        El(
                            "g",
                            null,
                            Vertical(t, t == 1 ? "ww-forest__none" : "ww-chart__rule"),
                            Words(X(t), bottom + 22, "ww-forest__mark", MarkOf(t))
                        )
                    ),
                    El("line", "ww-chart__base").Attr("x1", N(Left)).Attr("x2", N(Right)).Attr("y1", N(bottom)).Attr("y2", N(bottom)),
                    rows,
                    mean,
                    place,
                    Words(Left, bottom + 60, "ww-strip__way", "← Fewer incidents"),
                    Words(Right, bottom + 60, "ww-strip__way ww-strip__way--end", "More →")
                ),
            El("p", "govuk-body-s ww-quiet", o.Description),
            Table(o)
        );
    }

    private static Element Table(ForestChartOptions o) =>
        El(
            "details",
            "govuk-details ww-chart__numbers ww-forest__numbers",
            El(
                "summary",
                "govuk-details__summary",
                El(
                    "span",
                    "govuk-details__summary-text",
                    "The numbers, with a link to each record",
                    El("span", "govuk-visually-hidden", ": " + o.Title)
                )
            ),
            El(
                "div",
                "govuk-details__text",
                Generate.Table(
                    new()
                    {
                        Caption = o.Title,
                        CaptionClasses = "govuk-visually-hidden",
                        Classes = "ww-table--compact",
                        FirstCellIsHeader = true,
                        Head =
                        [
                            new() { Text = "Record" },
                            new() { Text = "Incidents" },
                            new() { Text = "Change" },
                            new() { Text = "Weight", Format = "numeric" },
                        ],
                        Rows =
                        [
                            .. o.Lines.Select(l =>
                                (IReadOnlyList<Cell>)
                                    [
                                        new()
                                        {
                                            Html = El(
                                                "span",
                                                null,
                                                El("a", "govuk-link", l.Name).Attr("href", l.Href),
                                                El("br"),
                                                El("span", "ww-quiet", l.About)
                                            ),
                                        },
                                        new()
                                        {
                                            Text = $"{l.Counts.Before.ToString("N0", British)} to {l.Counts.After.ToString("N0", British)}",
                                        },
                                        new() { Text = $"{Fall(l.Ratio)} ({Fall(l.Low)} to {Fall(l.High)})" },
                                        new() { Text = l.Weight.ToString("P0", British), Format = "numeric" },
                                    ]
                            ),
                            .. o.Mean is { } m
                                ?
                                [
                                    [
                                        new() { Text = m.Name },
                                        new() { Text = "" },
                                        new() { Text = $"{Fall(m.Ratio)} ({Fall(m.Low)} to {Fall(m.High)})" },
                                        new() { Text = "" },
                                    ],
                                ]
                                : (IReadOnlyList<Cell>[])[],
                            .. o.NewPlace is { } p
                                ?
                                [
                                    [
                                        new() { Text = "In a new place" },
                                        new() { Text = "" },
                                        new() { Text = $"{Fall(p.Low)} to {Fall(p.High)}" },
                                        new() { Text = "" },
                                    ],
                                ]
                                : (IReadOnlyList<Cell>[])[],
                        ],
                    }
                )
            )
        );

    /// <summary>"−51%", "+55%", "0%".</summary>
    private static string Fall(double ratio) => (100 * (ratio - 1)).ToString("+#,0'%';−#,0'%';0'%'", British);

    private static string MarkOf(double ratio) => ratio == 1 ? "No change" : Fall(ratio);

    private static string Cut(string name) => Domain.Shared.Words.Cut(name, 46);

    private static string Diamond(decimal low, decimal at, decimal high, decimal y) =>
        $"{N(low)},{N(y)} {N(at)},{N(y - 11)} {N(high)},{N(y)} {N(at)},{N(y + 11)}";

    /// <summary>The stretch of ratios that is drawn, wide enough for most intervals; what goes beyond ends in an arrow.</summary>
    private sealed record ForestAxis(double Low, double High)
    {
        private const double Least = 0.08,
            Most = 8;
        private static readonly double[] Steps = [0.1, 0.25, 0.5, 1, 2, 4];

        public IEnumerable<double> Marks => Steps.Where(s => s >= Low && s <= High);

        public static ForestAxis Of(ForestChartOptions o)
        {
            var lows = o.Lines.Select(l => l.Low).Concat(o.NewPlace is { } p ? [p.Low] : []).Append(o.Mean?.Low ?? 1).Append(0.45);
            var highs = o.Lines.Select(l => l.High).Concat(o.NewPlace is { } q ? [q.High] : []).Append(o.Mean?.High ?? 1).Append(2.2);
            return new(Math.Max(Least, lows.Min() * 0.95), Math.Min(Most, highs.Max() * 1.05));
        }

        public double At(double ratio) => (Math.Log(Math.Clamp(ratio, Low, High)) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low));

        public bool CutsLow(double ratio) => ratio < Low;

        public bool CutsHigh(double ratio) => ratio > High;
    }
}

[Microsoft.AspNetCore.Razor.TagHelpers.HtmlTargetElement(
    "chart-forest",
    TagStructure = Microsoft.AspNetCore.Razor.TagHelpers.TagStructure.WithoutEndTag
)]
public sealed class ForestChartTagHelper : Microsoft.AspNetCore.Razor.TagHelpers.TagHelper
{
    public required ForestChartOptions Options { get; set; }

    public override void Process(
        Microsoft.AspNetCore.Razor.TagHelpers.TagHelperContext context,
        Microsoft.AspNetCore.Razor.TagHelpers.TagHelperOutput output
    )
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Chart.Forest(Options));
    }
}
