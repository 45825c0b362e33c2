using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Wardwise.Web.Charts;

[HtmlTargetElement("chart-months", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MonthChartTagHelper : TagHelper
{
    public string Id { get; set; } = "chart";
    public required string Title { get; set; }
    public required string Description { get; set; }
    public required IReadOnlyList<ChartMonth> Months { get; set; }
    public string Unit { get; set; } = "reports";
    public ChartKind Kind { get; set; }
    public DateOnly? ResponseStart { get; set; }
    public DateOnly? ResponseEnd { get; set; }
    public string ExpectedLabel { get; set; } = "Expected range";
    public string ComparisonLabel { get; set; } = "Elsewhere";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(
            Chart.Months(
                new()
                {
                    Id = Id,
                    Title = Title,
                    Description = Description,
                    Months = Months,
                    Unit = Unit,
                    Kind = Kind,
                    ResponseStart = ResponseStart,
                    ResponseEnd = ResponseEnd,
                    ExpectedLabel = ExpectedLabel,
                    ComparisonLabel = ComparisonLabel,
                }
            )
        );
    }
}

[HtmlTargetElement("chart-counts", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CountChartTagHelper : TagHelper
{
    public required string Id { get; set; }
    public required string Title { get; set; }
    public required string Description { get; set; }
    public required IReadOnlyList<(string Name, int Count)> Counts { get; set; }
    public required string By { get; set; }
    public string Unit { get; set; } = "incidents";
    public CountShape Shape { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(
            Chart.Counts(
                new()
                {
                    Id = Id,
                    Title = Title,
                    Description = Description,
                    Counts = Counts,
                    By = By,
                    Unit = Unit,
                    Shape = Shape,
                }
            )
        );
    }
}

[HtmlTargetElement("chart-strip", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StripChartTagHelper : TagHelper
{
    public required string Id { get; set; }
    public required string Title { get; set; }
    public required string Description { get; set; }
    public required StripMark Own { get; set; }
    public required IReadOnlyList<StripMark> Others { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(
            Chart.Strip(
                new()
                {
                    Id = Id,
                    Title = Title,
                    Description = Description,
                    Own = Own,
                    Others = Others,
                }
            )
        );
    }
}

[HtmlTargetElement("sparkline", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SparklineTagHelper : TagHelper
{
    public required IReadOnlyList<decimal> Values { get; set; }
    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Chart.Spark(Values, Label));
    }
}
