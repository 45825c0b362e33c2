using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Wardwise.Web.Charts;

namespace Wardwise.Web.Tests.Interface;

public sealed class ChartTests
{
    private static readonly IReadOnlyList<ChartMonth> Months =
    [
        .. Enumerable
            .Range(0, 6)
            .Select(i => new ChartMonth(new DateOnly(2025, 10, 1).AddMonths(i), i == 3 ? null : i * 10)
            {
                ExpectedLow = 5,
                ExpectedHigh = 20,
            }),
    ];

    [Fact]
    public void Chart_HasATitleADescriptionAndATableOfTheSameNumbers()
    {
        var chart = Made(
            new()
            {
                Id = "c",
                Title = "Reports",
                Description = "They rose.",
                Months = Months,
            }
        );

        var svg = chart.QuerySelector("svg")!;
        Assert.Equal("c-title c-about", svg.GetAttribute("aria-labelledby"));
        Assert.Equal("They rose.", svg.QuerySelector("#c-about")!.TextContent);
        Assert.Equal(6, chart.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(["January 2026", "not known", "5 to 20"], chart.QuerySelectorAll("tbody tr")[3].Children.Select(c => c.TextContent));
        Assert.Empty(chart.QuerySelectorAll("[style], [fill], [onclick]"));
    }

    [Fact]
    public void Chart_LeavesAGap_WhereAMonthIsNotKnown() =>
        Assert.Equal(
            5,
            Made(
                    new()
                    {
                        Id = "c",
                        Title = "T",
                        Description = "D",
                        Months = Months,
                    }
                )
                .QuerySelectorAll("rect.ww-chart__column")
                .Length
        );

    [Fact]
    public void ALine_StopsWhereAMonthIsNotKnown_AndSoDoesTheBand()
    {
        var months = Months
            .Select((m, i) => i == 2 ? m with { Value = null, ExpectedLow = null, ExpectedHigh = null } : m with { Value = i })
            .ToList();
        var chart = Made(
            new()
            {
                Id = "c",
                Title = "T",
                Description = "D",
                Months = months,
                Kind = ChartKind.Line,
            }
        );
        Assert.Equal(
            (2, 2, 5),
            (
                chart.QuerySelectorAll("polyline.ww-chart__line").Length,
                chart.QuerySelectorAll(".ww-chart__band").Length,
                chart.QuerySelectorAll(".ww-chart__dot").Length
            )
        );
    }

    [Fact]
    public void MonthsCompared_AreMarkedTogether_AndOthersAreHollow()
    {
        var months = Months
            .Select(
                (m, i) =>
                    m with
                    {
                        Value = i,
                        Part =
                            i < 2 ? "Before"
                            : i == 2 ? "Left out"
                            : "After",
                        Aside = i == 2,
                    }
            )
            .ToList();
        var chart = Made(
            new()
            {
                Id = "c",
                Title = "T",
                Description = "D",
                Months = months,
                Kind = ChartKind.Line,
            }
        );
        Assert.Equal(["Before", "After"], chart.QuerySelectorAll(".ww-chart__part-name").Select(p => p.TextContent));
        Assert.Single(chart.QuerySelectorAll(".ww-chart__dot--aside"));
        Assert.Equal(
            ["Before", "Before", "Left out", "After", "After", "After"],
            chart.QuerySelectorAll("tbody tr").Select(r => r.LastElementChild!.TextContent)
        );
    }

    [Theory]
    [InlineData(-9, "12", false)]
    [InlineData(9, "708", true)]
    public void Strip_KeepsThePlaceInTheDrawing_WithItsNameOnTheInside(double strayed, string at, bool namedToTheLeft)
    {
        var chart = new HtmlParser()
            .ParseDocument(
                Chart
                    .Strip(
                        new()
                        {
                            Id = "s",
                            Title = "T",
                            Description = "D",
                            Own = new("<b>Here", 9, 1, strayed),
                            Others = [new("There", 5, 5, 0.5), new("Nowhere", 5, 5, null)],
                        }
                    )
                    .ToString()
            )
            .Body!;
        Assert.Equal(at, chart.QuerySelector(".ww-strip__own")!.GetAttribute("x1"));
        Assert.Equal(namedToTheLeft, chart.QuerySelector(".ww-strip__name")!.ClassList.Contains("ww-strip__name--end"));
        Assert.Single(chart.QuerySelectorAll(".ww-strip__place"));
        Assert.Equal(3, chart.QuerySelectorAll("tbody tr").Length);
        Assert.Empty(chart.QuerySelectorAll("[style], [fill], b"));
    }

    [Theory]
    [InlineData(CountShape.Rows)]
    [InlineData(CountShape.Columns)]
    public void Counts_HaveABarEach_WordsOfTheSame_AndATable(CountShape shape)
    {
        var chart = new HtmlParser()
            .ParseDocument(
                Chart
                    .Counts(
                        new()
                        {
                            Id = "k",
                            Title = "By type",
                            Description = "Mostly noise.",
                            By = "Type",
                            Shape = shape,
                            Counts = [("Noise", 12), ("Litter <b>", 3)],
                        }
                    )
                    .ToString()
            )
            .Body!;
        Assert.Equal(2, chart.QuerySelectorAll("rect.ww-chart__column").Length);
        Assert.Equal("k-title k-about", chart.QuerySelector("svg[role=img]")!.GetAttribute("aria-labelledby"));
        Assert.Equal("Mostly noise.", chart.QuerySelector("#k-about")!.TextContent);
        Assert.Equal(["Noise", "12", "Litter <b>", "3"], chart.QuerySelectorAll("tbody tr > *").Select(c => c.TextContent));
        Assert.Empty(chart.QuerySelectorAll("[style], [fill], b"));
    }

    [Fact]
    public void Response_IsShadedFromItsDayToItsEnd()
    {
        var shade = Made(
                new()
                {
                    Id = "c",
                    Title = "T",
                    Description = "D",
                    Months = Months,
                    ResponseStart = new(2025, 11, 16),
                    ResponseEnd = new(2026, 1, 1),
                }
            )
            .QuerySelector(".ww-chart__response")!;
        var scale = new MonthScale(Months);

        Assert.Equal((double)(scale.LeftEdge + (scale.Slot * 1.5m)), Number(shade, "x"), 0.1);
        Assert.Equal((double)(scale.Slot * 1.5m), Number(shade, "width"), 0.1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 1)]
    [InlineData(9, 2)]
    [InlineData(50, 10)]
    [InlineData(51, 20)]
    [InlineData(2400, 500)]
    public void Scale_StepsByOneTwoOrFive(int highest, int step) => Assert.Equal(step, MonthScale.NiceStep(highest));

    private static double Number(IElement element, string name) =>
        double.Parse(element.GetAttribute(name)!, System.Globalization.CultureInfo.InvariantCulture);

    private static IElement Made(MonthChartOptions options) => new HtmlParser().ParseDocument(Chart.Months(options).ToString()).Body!;
}
