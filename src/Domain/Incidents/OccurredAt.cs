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

/// <summary>What the changing of the clocks makes of a time by London's clock.</summary>
public enum ClockChange
{
    None,

    /// <summary>The clock went forward past it: there was no such time.</summary>
    NeverWas,

    /// <summary>The clock showed it twice; the later, in winter time, is taken.</summary>
    WasTwice,
}

/// <summary>When something happened, no more exactly than it is known: the instant at which the month, day or minute begins in
/// London.</summary>
public readonly record struct OccurredAt
{
    private static readonly string[] Times = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mm tt", "h:mm:ss tt"];
    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
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

    /// <summary>Reads 2024-05, 2024-05-17, 2024-05-17T16:40 (London's clock) or 2024-05-17T15:40Z; a space does for the T, and a day may
    /// be written in any way that <see cref="WrittenDate"/> reads.</summary>
    /// <param name="text">As written.</param>
    /// <param name="when">When it was.</param>
    /// <param name="clock">What the changing of the clocks makes of it. A time that never was is not read.</param>
    public static bool TryParse(string text, out OccurredAt when, out ClockChange clock)
    {
        (when, clock) = (default, ClockChange.None);
        text = text.Trim();
        if (WrittenDate.TryReadMonth(text, out var month))
        {
            when = InMonth(month);
            return true;
        }

        if (WrittenDate.TryRead(text, out var day))
        {
            when = OnDay(day);
            return true;
        }

        if (
            DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            && HasZone(text)
        )
        {
            when = AtMinute(instant);
            return true;
        }

        var cut = text.IndexOf(':');
        cut = cut < 0 ? -1 : text.LastIndexOfAny(['T', ' ', '\u00a0'], cut);
        if (
            cut <= 0
            || !WrittenDate.TryRead(text[..cut].TrimEnd(',', ' '), out day)
            || !TimeOnly.TryParseExact(text[(cut + 1)..], Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        )
        {
            return false;
        }

        var local = day.ToDateTime(time);
        clock =
            LondonTime.NeverWas(local) ? ClockChange.NeverWas
            : LondonTime.WasTwice(local) ? ClockChange.WasTwice
            : ClockChange.None;
        when = clock is ClockChange.NeverWas ? default : AtMinute(LondonTime.At(local));
        return clock is not ClockChange.NeverWas;
    }

    private static bool HasZone(string text) => text[^1] is 'Z' || text.LastIndexOfAny(['+', '-']) > text.IndexOf(':');

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
