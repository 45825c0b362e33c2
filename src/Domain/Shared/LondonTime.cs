using System.Globalization;

namespace Wardwise.Domain.Shared;

/// <summary>Instants are UTC inside and Europe/London for people.</summary>
public static class LondonTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public static DateTimeOffset Of(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    /// <summary>The instant at which a day begins in London.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => At(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>A year before 1900 or after 2199 is a slip of the pen, and the ends of the calendar have no day before or after.</summary>
    public static bool IsLikely(this DateOnly day) => day.Year is >= 1900 and <= 2199;

    /// <summary>The instant at which London's clock shows this. In the hour that comes twice each autumn it is the later one.</summary>
    public static DateTimeOffset At(DateTime clock) => new DateTimeOffset(clock, Zone.GetUtcOffset(clock)).ToUniversalTime();

    /// <summary>Whether London's clock never showed this: it went forward from one to two that morning.</summary>
    public static bool NeverWas(DateTime clock) => Zone.IsInvalidTime(clock);

    /// <summary>Whether London's clock showed this twice: it went back from two to one that morning.</summary>
    public static bool WasTwice(DateTime clock) => Zone.IsAmbiguousTime(clock);

    /// <summary>"21 November 2026".</summary>
    public static string InWords(this DateOnly day) => day.ToString("d MMMM yyyy", British);

    /// <summary>"21 November 2026, 16:40".</summary>
    public static string InWords(this DateTimeOffset instant) => Of(instant).ToString("d MMMM yyyy, HH:mm", British);

    /// <summary>Until when something holds that ends at this instant: what ends with a day says that day, "21 November 2026".</summary>
    public static string UntilInWords(this DateTimeOffset end) => end.EndsADay() ? DayOf(end).AddDays(-1).InWords() : end.InWords();

    /// <summary>Whether a day in London ends at this instant.</summary>
    public static bool EndsADay(this DateTimeOffset end) => Of(end).TimeOfDay == TimeSpan.Zero;

    /// <summary>"today 16:40", "yesterday 16:40", "Tuesday 16:40" within the week, else the date.</summary>
    public static string Plainly(this DateTimeOffset instant, DateTimeOffset now)
    {
        var time = Of(instant).ToString("HH:mm", British);
        return (DayOf(now).DayNumber - DayOf(instant).DayNumber) switch
        {
            0 => $"today {time}",
            1 => $"yesterday {time}",
            -1 => $"tomorrow {time}",
            > 1 and < 7 => $"{Of(instant).ToString("dddd", British)} {time}",
            _ => DayOf(instant).InWords(),
        };
    }

    /// <summary>"today", "tomorrow", "in 3 days", "2 days ago", else the date.</summary>
    public static string Plainly(this DateOnly day, DateOnly today) =>
        (day.DayNumber - today.DayNumber) switch
        {
            0 => "today",
            1 => "tomorrow",
            -1 => "yesterday",
            > 1 and <= 14 => string.Create(British, $"in {day.DayNumber - today.DayNumber} days"),
            < -1 and >= -14 => string.Create(British, $"{today.DayNumber - day.DayNumber} days ago"),
            _ => day.InWords(),
        };
}
