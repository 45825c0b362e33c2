namespace Wardwise.Web.GovUk;

public sealed record TableOptions : Part
{
    public string? Caption { get; init; }
    public string? CaptionClasses { get; init; }
    public bool FirstCellIsHeader { get; init; }
    public IReadOnlyList<Cell>? Head { get; init; }
    public IReadOnlyList<IReadOnlyList<Cell>?> Rows { get; init; } = [];
}

public sealed record Cell : Part
{
    public string? Format { get; init; }
    public int? Colspan { get; init; }
    public int? Rowspan { get; init; }
}

public static partial class Generate
{
    public static Element Table(TableOptions o)
    {
        var table = El("table", "govuk-table").Class(o.Classes).Attrs(o.Attributes);
        if (!string.IsNullOrEmpty(o.Caption))
        {
            table.Add(El("caption", "govuk-table__caption", o.Caption).Class(o.CaptionClasses));
        }

        if (o.Head is not null)
        {
            table.Add(
                El(
                    "thead",
                    "govuk-table__head",
                    El("tr", "govuk-table__row").Add(o.Head.Select(c => TableCell(c, "header").Attr("scope", "col")))
                )
            );
        }

        return table.Add(
            El("tbody", "govuk-table__body")
                .Add(
                    o.Rows.Where(r => r is not null)
                        .Select(row =>
                            El("tr", "govuk-table__row")
                                .Add(
                                    row!.Select(
                                        (c, i) =>
                                            i == 0 && o.FirstCellIsHeader
                                                ? TableCell(c with { Format = null }, "header").Attr("scope", "row")
                                                : TableCell(c, "cell")
                                    )
                                )
                        )
                )
        );
    }

    private static Element TableCell(Cell o, string kind) =>
        El(kind == "header" ? "th" : "td", $"govuk-table__{kind}", o.Content)
            .Class(string.IsNullOrEmpty(o.Format) ? null : $"govuk-table__{kind}--{o.Format}", o.Classes)
            .Attr("colspan", o.Colspan)
            .Attr("rowspan", o.Rowspan)
            .Attrs(o.Attributes);
}
