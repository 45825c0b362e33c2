namespace Wardwise.App.Demonstration;

/// <summary>The three full years that the demonstration covers: 36 months up to the last whole one before today.</summary>
internal sealed record Calendar(DateOnly Today)
{
    public const int Months = 36;

    /// <summary>The first day of the first month.</summary>
    public DateOnly Start { get; } = new DateOnly(Today.Year, Today.Month, 1).AddMonths(-Months);

    /// <summary>The first day after the last month.</summary>
    public DateOnly End => Start.AddMonths(Months);

    public DateOnly Month(int number) => Start.AddMonths(number);

    public int MonthOf(DateOnly day) => ((day.Year - Start.Year) * 12) + day.Month - Start.Month;

    /// <summary>Today in London: the demonstration is always as of now.</summary>
    public static Calendar Now(TimeProvider clock) =>
        new(
            DateOnly.FromDateTime(
                TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/London")).DateTime
            )
        );
}
