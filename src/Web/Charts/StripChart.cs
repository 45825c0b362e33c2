using Wardwise.Web.GovUk;

namespace Wardwise.Web.Charts;

/// <summary>One place on a strip.</summary>
/// <param name="Name">Of the place.</param>
/// <param name="Before">Counted.</param>
/// <param name="After">Counted.</param>
/// <param name="Value">How far it strayed: below 0 it fell more than expected; null where that is not known.</param>
public sealed record StripMark(string Name, int Before, int After, double? Value);

public sealed record StripChartOptions
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>What the strip shows in a sentence, for who does not see it and for who is in a hurry.</summary>
    public required string Description { get; init; }

    /// <summary>The place that stands out; it has a value.</summary>
    public required StripMark Own { get; init; }

    public required IReadOnlyList<StripMark> Others { get; init; }
    public string Unit { get; init; } = "incidents";
}

public static partial class Chart
{
    /// <summary>One place among others on a line: a short grey tick for each of them, a tall one with a name for itself.</summary>
    public static Element Strip(StripChartOptions o)
    {
        const decimal Left = 12,
            Right = MonthScale.Width - 12,
            Line = 92,
            Height = 140;
        var most = (decimal)o.Others.Append(o.Own).Select(m => Math.Abs(m.Value ?? 0)).Append(2.5).Max();
        decimal X(double value) => ((Left + Right) / 2) + ((decimal)value / most * (Right - Left) / 2);
        Element Tick(double value, decimal from, decimal to, string classes) =>
            El("line", classes).Attr("x1", N(X(value))).Attr("x2", N(X(value))).Attr("y1", N(from)).Attr("y2", N(to));
        var at = X(o.Own.Value!.Value);
        var toTheLeft = at > (Left + Right) / 2;
        return El(
            "figure",
            "ww-chart",
            El("figcaption", "ww-chart__title", o.Title),
            El("svg", "ww-chart__drawing")
                .Attr("viewBox", $"0 0 {MonthScale.Width} {N(Height)}")
                .Attr("role", "img")
                .Attr("aria-labelledby", $"{o.Id}-title {o.Id}-about")
                .Attr("focusable", "false")
                .Add(
                    El("title", null, o.Title).Attr("id", o.Id + "-title"),
                    El("desc", null, o.Description).Attr("id", o.Id + "-about"),
                    El("line", "ww-chart__base").Attr("x1", N(Left)).Attr("x2", N(Right)).Attr("y1", N(Line)).Attr("y2", N(Line)),
                    El("line", "ww-strip__expected").Attr("x1", N(X(0))).Attr("x2", N(X(0))).Attr("y1", "44").Attr("y2", N(Line + 8)),
                    El("g")
                        .Add(
                            o.Others.Where(m => m.Value is not null).Select(m => Tick(m.Value!.Value, Line - 24, Line, "ww-strip__place"))
                        ),
                    Tick(o.Own.Value.Value, 34, Line, "ww-strip__own"),
                    El("path", "ww-strip__mark").Attr("d", $"M{N(at - 8)},22 h16 l-8,14 z"),
                    Words(
                        toTheLeft ? at - 14 : at + 14,
                        36,
                        toTheLeft ? "ww-strip__name ww-strip__name--end" : "ww-strip__name",
                        "This place"
                    ),
                    Words(Left, Line + 34, "ww-strip__way", "← Fell more than expected"),
                    Words(Right, Line + 34, "ww-strip__way ww-strip__way--end", "Rose more →")
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
                            Caption = o.Title + $", {o.Unit} before and after, and how far each strayed; those that fell most first",
                            CaptionClasses = "govuk-visually-hidden",
                            Classes = "ww-table--compact",
                            FirstCellIsHeader = true,
                            Head =
                            [
                                new() { Text = "Place" },
                                new() { Text = "Before", Format = "numeric" },
                                new() { Text = "After", Format = "numeric" },
                                new() { Text = "Strayed", Format = "numeric" },
                            ],
                            Rows =
                            [
                                .. o
                                    .Others.Append(o.Own)
                                    .OrderBy(m => m.Value ?? double.MaxValue)
                                    .Select(m =>
                                        (IReadOnlyList<Cell>)
                                            [
                                                ReferenceEquals(m, o.Own)
                                                    ? new() { Html = El("strong", null, "This place: " + m.Name) }
                                                    : new() { Text = m.Name },
                                                new() { Text = m.Before.ToString("N0", British), Format = "numeric" },
                                                new() { Text = m.After.ToString("N0", British), Format = "numeric" },
                                                new()
                                                {
                                                    Text = m.Value?.ToString("+0.0;−0.0;0.0", British) ?? "not known",
                                                    Format = "numeric",
                                                },
                                            ]
                                    ),
                            ],
                        }
                    )
                )
            )
        );
    }
}
