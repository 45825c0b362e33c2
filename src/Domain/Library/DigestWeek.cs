using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Library;

/// <summary>The weekly digest goes out each Monday at 07:00 in London and tells of whole weeks: up to that Monday's midnight, so that
/// nothing still being saved is missed.</summary>
/// <param name="Monday">The day it goes out.</param>
public readonly record struct DigestWeek(DateOnly Monday)
{
    /// <summary>Somebody who had none for longer is told of the last weeks only.</summary>
    public const int MostWeeks = 4;

    private static readonly TimeOnly Hour = new(7, 0);

    /// <summary>The latest whose hour has come.</summary>
    public static DigestWeek At(DateTimeOffset now)
    {
        var day = LondonTime.DayOf(now);
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return new(LondonTime.At(monday.ToDateTime(Hour)) <= now ? monday : monday.AddDays(-7));
    }

    /// <summary>What happened before this is in it.</summary>
    public DateTimeOffset Until => LondonTime.StartOf(Monday);

    /// <summary>From when it tells: where the last one ended, else the week before.</summary>
    public DateTimeOffset Since(DateTimeOffset? toldTo)
    {
        var earliest = LondonTime.StartOf(Monday.AddDays(-7 * MostWeeks));
        return toldTo is { } told ? (told > earliest ? told : earliest) : LondonTime.StartOf(Monday.AddDays(-7));
    }
}
