namespace Wardwise.Web.Charts;

/// <summary>One month of a chart: what was counted, and what was to be expected.</summary>
public sealed record ChartMonth(DateOnly Month, decimal? Value)
{
    public decimal? ExpectedLow { get; init; }
    public decimal? ExpectedHigh { get; init; }
    public decimal? Comparison { get; init; }
    public string? Href { get; init; }

    /// <summary>What the month counts as: "Before". Months side by side that count as the same are marked together; null marks
    /// none.</summary>
    public string? Part { get; init; }

    /// <summary>Shown, but not part of what is compared: drawn hollow, without a mark.</summary>
    public bool Aside { get; init; }

    /// <summary>Above what chance gives: marked.</summary>
    public bool Stands { get; init; }
}

public enum ChartKind
{
    Columns,
    Line,
}

public sealed record MonthChartOptions
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>What the chart shows in a sentence, for who does not see it and for who is in a hurry.</summary>
    public required string Description { get; init; }
    public required IReadOnlyList<ChartMonth> Months { get; init; }
    public string Unit { get; init; } = "reports";
    public ChartKind Kind { get; init; }
    public DateOnly? ResponseStart { get; init; }
    public DateOnly? ResponseEnd { get; init; }
    public string ExpectedLabel { get; init; } = "Expected range";
    public string ComparisonLabel { get; init; } = "Elsewhere";
}
