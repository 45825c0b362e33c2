namespace Wardwise.Web.Charts;

/// <summary>Where months and counts lie on the drawing.</summary>
internal sealed class MonthScale
{
    public const int Width = 720;
    public const int Height = 260;
    private const int Left = 56,
        Right = 8,
        Top = 28,
        Bottom = 36;
    private readonly DateOnly _first;

    public MonthScale(IReadOnlyList<ChartMonth> months)
    {
        _first = months.Count == 0 ? default : months[0].Month;
        Count = Math.Max(1, months.Count);
        var highest = months.SelectMany(m => new[] { m.Value, m.ExpectedHigh, m.Comparison }).Max() ?? 0;
        Step = NiceStep(highest);
        Ceiling = Math.Max(Step, Math.Ceiling(highest / Step) * Step);
    }

    public int Count { get; }
    public decimal Step { get; }
    public decimal Ceiling { get; }
    public decimal Baseline => Height - Bottom;
    public decimal Roof => Top;
    public decimal LeftEdge => Left;
    public decimal RightEdge => Width - Right;
    public decimal Slot => (RightEdge - LeftEdge) / Count;

    public decimal Middle(int index) => LeftEdge + (Slot * (index + 0.5m));

    public decimal Y(decimal value) => Baseline - (value / Ceiling * (Baseline - Roof));

    /// <summary>A day's place, kept within the drawing.</summary>
    public decimal X(DateOnly day)
    {
        var months = ((day.Year - _first.Year) * 12) + day.Month - _first.Month;
        var within = (day.Day - 1) / (decimal)DateTime.DaysInMonth(day.Year, day.Month);
        return Math.Clamp(LeftEdge + (Slot * (months + within)), LeftEdge, RightEdge);
    }

    /// <summary>1, 2 or 5 times a power of ten, so that three to six lines are drawn.</summary>
    internal static decimal NiceStep(decimal highest)
    {
        var power = 1m;
        while (highest / power > 50)
        {
            power *= 10;
        }

        foreach (var step in new[] { 1m, 2m, 5m, 10m })
        {
            if (highest / (step * power) <= 5)
            {
                return step * power;
            }
        }

        return 10 * power;
    }
}
