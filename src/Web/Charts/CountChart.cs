using Wardwise.Web.GovUk;

namespace Wardwise.Web.Charts;

public enum CountShape
{
    /// <summary>A bar to the right for each, its name above it: for names.</summary>
    Rows,

    /// <summary>A column for each, side by side: for what has an order, such as hours.</summary>
    Columns,
}

public sealed record CountChartOptions
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>What the chart shows in a sentence, for who does not see it and for who is in a hurry.</summary>
    public required string Description { get; init; }
    public required IReadOnlyList<(string Name, int Count)> Counts { get; init; }

    /// <summary>What is counted by: "Hour", "Kind".</summary>
    public required string By { get; init; }
    public string Unit { get; init; } = "incidents";
    public CountShape Shape { get; init; }
}

public static partial class Chart
{
    /// <summary>More than these are in the table alone.</summary>
    private const int MostRows = 8;

    public static Element Counts(CountChartOptions o)
    {
        var (height, shapes) = o.Shape is CountShape.Rows ? Rows(o) : Columns(o);
        return El(
            "figure",
            "ww-chart",
            El("figcaption", "ww-chart__title", o.Title),
            El("svg", "ww-chart__drawing")
                .Attr("viewBox", $"0 0 {MonthScale.Width} {N(height)}")
                .Attr("role", "img")
                .Attr("aria-labelledby", $"{o.Id}-title {o.Id}-about")
                .Attr("focusable", "false")
                .Add(
                    El("title", null, o.Title).Attr("id", o.Id + "-title"),
                    El("desc", null, o.Description).Attr("id", o.Id + "-about"),
                    shapes
                ),
            El("p", "govuk-body-s ww-quiet", o.Description),
            El(
                "details",
                "govuk-details ww-chart__numbers",
                El(
                    "summary",
                    "govuk-details__summary",
                    El("span", "govuk-details__summary-text", "The numbers", El("span", "govuk-visually-hidden", ": " + o.Title))
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
                            Head = [new() { Text = o.By }, new() { Text = Capital(o.Unit), Format = "numeric" }],
                            Rows =
                            [
                                .. o.Counts.Select(c =>
                                    (IReadOnlyList<Cell>)
                                        [new() { Text = c.Name }, new() { Text = c.Count.ToString("N0", British), Format = "numeric" }]
                                ),
                            ],
                        }
                    )
                )
            )
        );
    }

    private static (decimal Height, Element Shapes) Rows(CountChartOptions o)
    {
        const decimal Step = 54,
            Bar = 16,
            Longest = MonthScale.Width - 4;
        var shown = o.Counts.Take(MostRows).ToList();
        var most = Math.Max(1, shown.Select(c => c.Count).DefaultIfEmpty(0).Max());
        return (
            Math.Max(Step, shown.Count * Step),
            El("g")
                .Add(
                    shown.Select(
                        (c, i) =>
                            El(
                                "g",
                                null,
                                Words(0, (i * Step) + 24, "ww-chart__name", $"{c.Name}: {c.Count.ToString("N0", British)}"),
                                Rectangle(0, (i * Step) + 30, Math.Max(1, Longest * c.Count / most), Bar, "ww-chart__column")
                            )
                    )
                )
        );
    }

    private static (decimal Height, Element Shapes) Columns(CountChartOptions o)
    {
        const decimal Left = 56,
            Right = MonthScale.Width - 8,
            Top = 14,
            Base = 184;
        var most = o.Counts.Select(c => c.Count).DefaultIfEmpty(0).Max();
        var step = MonthScale.NiceStep(most);
        var ceiling = Math.Max(step, Math.Ceiling(most / step) * step);
        var slot = (Right - Left) / Math.Max(1, o.Counts.Count);
        decimal Y(decimal value) => Base - (value / ceiling * (Base - Top));
        var grid = El("g");
        for (var value = 0m; value <= ceiling; value += step)
        {
            grid.Add(
                El("line", value == 0 ? "ww-chart__base" : "ww-chart__rule")
                    .Attr("x1", N(Left))
                    .Attr("x2", N(Right))
                    .Attr("y1", N(Y(value)))
                    .Attr("y2", N(Y(value))),
                Words(Left - 8, Y(value) + 5, "ww-chart__count", value.ToString("N0", British))
            );
        }

        // Every sixth name on a phone as well, every third on a desk.
        return (
            220,
            El(
                "g",
                null,
                grid,
                El("g")
                    .Add(
                        o.Counts.Select(
                            (c, i) =>
                                El(
                                    "g",
                                    null,
                                    Rectangle(
                                            Left + (slot * i) + (slot * 0.14m),
                                            Y(c.Count),
                                            slot * 0.72m,
                                            Base - Y(c.Count),
                                            "ww-chart__column"
                                        )
                                        .Add(El("title", null, $"{c.Name}: {c.Count.ToString("N0", British)} {o.Unit}")),
                                    i % 3 != 0
                                        ? null
                                        : Words(
                                            Left + (slot * (i + 0.5m)),
                                            Base + 22,
                                            i % 6 == 0 ? "ww-chart__month" : "ww-chart__month ww-chart__month--minor",
                                            c.Name
                                        )
                                )
                        )
                    )
            )
        );
    }
}
