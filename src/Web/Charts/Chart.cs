using System.Globalization;
using Wardwise.Web.GovUk;

namespace Wardwise.Web.Charts;

/// <summary>Charts drawn on the server: no script, no inline style, and a table beside each.</summary>
public static partial class Chart
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public static Element Months(MonthChartOptions o)
    {
        var scale = new MonthScale(o.Months);
        var svg = El("svg", "ww-chart__drawing")
            .Attr("viewBox", $"0 0 {MonthScale.Width} {MonthScale.Height + (o.Months.Any(IsMarked) ? RoomForParts : 0)}")
            .Attr("role", o.Months.Any(m => m.Href is not null) ? "group" : "img")
            .Attr("aria-labelledby", $"{o.Id}-title {o.Id}-about")
            .Attr("focusable", "false")
            .Add(
                El("title", null, o.Title).Attr("id", o.Id + "-title"),
                El("desc", null, o.Description).Attr("id", o.Id + "-about"),
                Response(o, scale),
                Band(o, scale),
                Grid(scale),
                o.Kind == ChartKind.Columns ? Columns(o, scale) : Line(o.Months, scale, m => m.Value, "ww-chart__line", dots: true),
                Line(o.Months, scale, m => m.Comparison, "ww-chart__comparison", dots: false),
                MonthNames(o, scale),
                Parts(o, scale)
            );
        return El(
            "figure",
            "ww-chart",
            El("figcaption", "ww-chart__title", o.Title, " ", El("span", "ww-chart__unit", $"{o.Unit} a month")),
            svg,
            Legend(o),
            El(
                "details",
                "govuk-details ww-chart__numbers",
                El("summary", "govuk-details__summary", El("span", "govuk-details__summary-text", "The numbers")),
                El("div", "govuk-details__text", Numbers(o))
            )
        );
    }

    /// <summary>A small row of columns beside a number: its own words say what it shows.</summary>
    public static Element Spark(IReadOnlyList<decimal> values, string label)
    {
        var highest = Math.Max(1, values.DefaultIfEmpty(0).Max());
        return El("svg", "ww-spark")
            .Attr("viewBox", $"0 0 {Math.Max(1, values.Count) * 6} 20")
            .Attr("role", "img")
            .Attr("aria-label", label)
            .Attr("focusable", "false")
            .Add(
                values.Select(
                    (v, i) =>
                        Rectangle(
                            i * 6,
                            20 - Math.Max(1, v / highest * 20),
                            4,
                            Math.Max(1, v / highest * 20),
                            i == values.Count - 1 ? "ww-spark__now" : "ww-spark__bar"
                        )
                )
            );
    }

    private static Element El(string name, string? classes = null, params ReadOnlySpan<object?> children) =>
        Element.Of(name, classes, children);

    private static string N(decimal number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    private static Element Rectangle(decimal x, decimal y, decimal width, decimal height, string classes) =>
        El("rect", classes).Attr("x", N(x)).Attr("y", N(y)).Attr("width", N(width)).Attr("height", N(height));

    private static Element Words(decimal x, decimal y, string classes, string text) =>
        El("text", classes, text).Attr("x", N(x)).Attr("y", N(y));

    private const int RoomForItsName = 140;
    private const int RoomForParts = 38;

    private static bool IsMarked(ChartMonth month) => month is { Part: not null, Aside: false };

    /// <summary>Runs of months that are known, so that a line does not pass over one that is not.</summary>
    private static IEnumerable<List<(ChartMonth Month, int At)>> Runs(IReadOnlyList<ChartMonth> months, Func<ChartMonth, bool> known)
    {
        var run = new List<(ChartMonth, int)>();
        for (var i = 0; i < months.Count; i++)
        {
            if (known(months[i]))
            {
                run.Add((months[i], i));
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static Element? Response(MonthChartOptions o, MonthScale s)
    {
        if (o.ResponseStart is not { } start || o.Months.Count == 0)
        {
            return null;
        }

        var from = s.X(start);
        var to = o.ResponseEnd is { } end ? s.X(end) : s.RightEdge;
        return El(
            "g",
            null,
            Rectangle(from, s.Roof, Math.Max(1, to - from), s.Baseline - s.Roof, "ww-chart__response"),
            // Near the right edge it ends at the edge, however large the letters are on a phone.
            from > s.RightEdge - RoomForItsName
                ? Words(s.RightEdge, s.Roof - 10, "ww-chart__response-name ww-chart__response-name--end", "Response")
                : Words(from + 4, s.Roof - 10, "ww-chart__response-name", "Response")
        );
    }

    private static Element? Band(MonthChartOptions o, MonthScale s)
    {
        var runs = Runs(o.Months, m => m is { ExpectedLow: not null, ExpectedHigh: not null }).Where(r => r.Count > 1).ToList();
        return runs.Count == 0
            ? null
            : El("g")
                .Add(
                    runs.Select(run =>
                    {
                        var over = run.Select(p => $"{N(s.Middle(p.At))},{N(s.Y(p.Month.ExpectedHigh!.Value))}");
                        var under = run.AsEnumerable().Reverse().Select(p => $"{N(s.Middle(p.At))},{N(s.Y(p.Month.ExpectedLow!.Value))}");
                        return El("polygon", "ww-chart__band").Attr("points", string.Join(' ', over.Concat(under)));
                    })
                );
    }

    /// <summary>Under the months: which of them are compared, as what.</summary>
    private static Element? Parts(MonthChartOptions o, MonthScale s)
    {
        var marked = o.Months.Where(IsMarked).Select(m => m.Part!).Distinct().ToList();
        return marked.Count == 0
            ? null
            : El("g")
                .Add(
                    marked.SelectMany(part =>
                        Runs(o.Months, m => !m.Aside && m.Part == part)
                            .Select(run =>
                            {
                                var (from, to) = (s.Middle(run[0].At) - (s.Slot * 0.4m), s.Middle(run[^1].At) + (s.Slot * 0.4m));
                                return El(
                                    "g",
                                    null,
                                    El("path", "ww-chart__part").Attr("d", $"M{N(from)},{N(s.Baseline + 32)} v6 H{N(to)} v-6"),
                                    Words((from + to) / 2, s.Baseline + 60, "ww-chart__part-name", part)
                                );
                            })
                    )
                );
    }

    private static Element Grid(MonthScale s)
    {
        var grid = El("g");
        for (var value = 0m; value <= s.Ceiling; value += s.Step)
        {
            grid.Add(
                El("line", value == 0 ? "ww-chart__base" : "ww-chart__rule")
                    .Attr("x1", N(s.LeftEdge))
                    .Attr("x2", N(s.RightEdge))
                    .Attr("y1", N(s.Y(value)))
                    .Attr("y2", N(s.Y(value))),
                Words(s.LeftEdge - 8, s.Y(value) + 5, "ww-chart__count", value.ToString("N0", British))
            );
        }

        return grid;
    }

    private static Element Columns(MonthChartOptions o, MonthScale s)
    {
        var width = Math.Min(36, s.Slot * 0.64m);
        return El("g")
            .Add(
                o.Months.Select(
                    (m, i) =>
                        m.Value is not { } value
                            ? null
                            : Linked(
                                m,
                                Rectangle(
                                        s.Middle(i) - (width / 2),
                                        s.Y(value),
                                        width,
                                        s.Baseline - s.Y(value),
                                        m.Stands ? "ww-chart__column ww-chart__column--stands" : "ww-chart__column"
                                    )
                                    .Add(El("title", null, Says(m, o.Unit)))
                            )
                ),
                o.Months.Select((m, i) => m is { Stands: true, Value: { } value } ? Mark(s.Middle(i), s.Y(value)) : null)
            );
    }

    /// <summary>A wedge that points at the top of a column: colour alone would not say it.</summary>
    private static Element Mark(decimal x, decimal y) =>
        El("polygon", "ww-chart__mark").Attr("points", $"{N(x - 7)},{N(y - 15)} {N(x + 7)},{N(y - 15)} {N(x)},{N(y - 4)}");

    // The table beside it has the same links with names; these are for the mouse alone.
    private static Element Linked(ChartMonth m, Element shape) =>
        m.Href is null ? shape : El("a", null, shape).Attr("href", m.Href).Attr("tabindex", "-1").Attr("aria-hidden", "true");

    private static Element? Line(IReadOnlyList<ChartMonth> months, MonthScale s, Func<ChartMonth, decimal?> of, string classes, bool dots)
    {
        var runs = Runs(months, m => of(m) is not null).ToList();
        return runs.Count == 0
            ? null
            : El(
                "g",
                null,
                runs.Where(r => r.Count > 1)
                    .Select(run =>
                        El("polyline", classes)
                            .Attr("points", string.Join(' ', run.Select(p => $"{N(s.Middle(p.At))},{N(s.Y(of(p.Month)!.Value))}")))
                    ),
                dots
                    ? runs.SelectMany(r => r)
                        .Select(p =>
                            El("circle", p.Month.Aside ? "ww-chart__dot ww-chart__dot--aside" : "ww-chart__dot")
                                .Attr("cx", N(s.Middle(p.At)))
                                .Attr("cy", N(s.Y(of(p.Month)!.Value)))
                                .Attr("r", "3.5")
                        )
                    : null
            );
    }

    private static Element MonthNames(MonthChartOptions o, MonthScale s)
    {
        // Room for about twelve names on a desk and six on a phone, where every other one is hidden.
        var every = Math.Max(1, (int)Math.Ceiling(o.Months.Count / 12m));
        return El("g")
            .Add(
                o.Months.Select(
                    (m, i) =>
                        i % every != 0
                            ? null
                            : Words(
                                s.Middle(i),
                                s.Baseline + 22,
                                i / every % 2 == 0 ? "ww-chart__month" : "ww-chart__month ww-chart__month--minor",
                                m.Month.ToString(m.Month.Month == 1 || i == 0 ? "MMM yy" : "MMM", British)
                            )
                )
            );
    }

    private static Element? Legend(MonthChartOptions o)
    {
        var items = new List<Element> { Key("value", Capital(o.Unit)) };
        if (o.Months.Any(m => m.ExpectedHigh is not null))
        {
            items.Add(Key("band", o.ExpectedLabel));
        }

        if (o.Months.Any(m => m.Stands))
        {
            items.Add(Key("stands", "Higher than that"));
        }

        if (o.Months.Any(m => m.Comparison is not null))
        {
            items.Add(Key("comparison", o.ComparisonLabel));
        }

        if (o.ResponseStart is not null)
        {
            items.Add(Key("response", "While the response ran"));
        }

        if (o.Months.Any(m => m.Aside))
        {
            items.Add(Key("aside", "Not compared"));
        }

        return items.Count == 1 ? null : El("ul", "ww-chart__legend").Add(items);
    }

    private static Element Key(string kind, string text) =>
        El("li", null, El("span", $"ww-chart__key ww-chart__key--{kind}").Attr("aria-hidden", "true"), text);

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpper(word[0], British) + word[1..];

    private static string Says(ChartMonth m, string unit) =>
        $"{m.Month.ToString("MMMM yyyy", British)}: {m.Value?.ToString("N0", British)} {unit}";

    private static Element Numbers(MonthChartOptions o)
    {
        var (band, other) = (o.Months.Any(m => m.ExpectedHigh is not null), o.Months.Any(m => m.Comparison is not null));
        var parts = o.Months.Any(m => m.Part is not null);
        var head = new List<Cell>
        {
            new() { Text = "Month" },
            new() { Text = Capital(o.Unit), Format = "numeric" },
        };
        if (band)
        {
            head.Add(new() { Text = o.ExpectedLabel, Format = "numeric" });
        }

        if (other)
        {
            head.Add(new() { Text = o.ComparisonLabel, Format = "numeric" });
        }

        if (parts)
        {
            head.Add(new() { Text = "Compared as" });
        }

        return Generate.Table(
            new()
            {
                Caption = o.Title,
                CaptionClasses = "govuk-visually-hidden",
                Classes = "ww-table--compact",
                FirstCellIsHeader = true,
                Head = head,
                Rows = [.. o.Months.Select(m => (IReadOnlyList<Cell>)[.. Row(m, band, other, parts)])],
            }
        );
    }

    private static IEnumerable<Cell> Row(ChartMonth m, bool band, bool other, bool parts)
    {
        var name = m.Month.ToString("MMMM yyyy", British);
        yield return m.Href is null ? new() { Text = name } : new() { Html = El("a", "govuk-link", name).Attr("href", m.Href) };
        yield return new()
        {
            Text = (m.Value?.ToString("#,0.#", British) ?? "not known") + (m.Stands ? ", higher" : ""),
            Format = "numeric",
        };
        if (band)
        {
            yield return new()
            {
                Text = m.ExpectedHigh is null
                    ? ""
                    : $"{m.ExpectedLow?.ToString("#,0.#", British)} to {m.ExpectedHigh?.ToString("#,0.#", British)}",
                Format = "numeric",
            };
        }

        if (other)
        {
            yield return new() { Text = m.Comparison?.ToString("#,0.#", British) ?? "", Format = "numeric" };
        }

        if (parts)
        {
            yield return new() { Text = m.Part ?? "" };
        }
    }
}
