using System.Globalization;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Incidents;

/// <summary>How exactly it is known when something happened.</summary>
public enum TimePrecision : short
{
    Month = 1,
    Day = 2,
    Minute = 3,
}

/// <summary>When something happened, no more exactly than it is known: the instant at which the month, day or minute begins in
/// London.</summary>
public readonly record struct OccurredAt
{
    private static readonly string[] Minutes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd HH:mm:ssK",
    ];

    private OccurredAt(DateTimeOffset start, TimePrecision precision) => (Start, Precision) = (start.ToUniversalTime(), precision);

    /// <summary>UTC.</summary>
    public DateTimeOffset Start { get; }

    public TimePrecision Precision { get; }

    public YearMonth Month => YearMonth.Of(Start);

    public static OccurredAt InMonth(YearMonth month) => new(LondonTime.StartOf(month.FirstDay), TimePrecision.Month);

    public static OccurredAt OnDay(DateOnly day) => new(LondonTime.StartOf(day), TimePrecision.Day);

    public static OccurredAt AtMinute(DateTimeOffset instant) =>
        new(instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMinute)), TimePrecision.Minute);

    /// <summary>As it was stored.</summary>
    public static OccurredAt From(DateTimeOffset start, TimePrecision precision) => new(start, precision);

    /// <summary>Reads 2024-05, 2024-05-17, 2024-05-17T16:40 (London's clock) or 2024-05-17T15:40Z; a space does for the T.</summary>
    public static bool TryParse(string text, out OccurredAt when)
    {
        when = default;
        text = text.Trim();
        if (YearMonth.TryParse(text, out var month))
        {
            when = InMonth(month);
            return true;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            when = OnDay(day);
            return true;
        }

        if (DateTime.TryParseExact(text, Minutes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            when = AtMinute(LondonTime.At(local));
            return true;
        }

        if (DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            when = AtMinute(instant);
            return true;
        }

        return false;
    }

    /// <summary>"December 2021", "17 May 2024" or "17 May 2024, 16:40".</summary>
    public string InWords() =>
        Precision switch
        {
            TimePrecision.Month => Month.InWords(),
            TimePrecision.Day => LondonTime.DayOf(Start).InWords(),
            _ => Start.InWords(),
        };

    /// <summary>The same as it would be written in a file.</summary>
    public override string ToString() =>
        Precision switch
        {
            TimePrecision.Month => Month.ToString(),
            TimePrecision.Day => LondonTime.DayOf(Start).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => LondonTime.Of(Start).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        };
}
