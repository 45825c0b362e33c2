namespace Wardwise.Domain.Shared;

/// <summary>
/// Days on which offices in England are open: not weekends, not bank holidays. The regular holidays are computed for any
/// year (Banking and Financial Dealings Act 1971 and the substitute days proclaimed each year); days that were moved or
/// given once are data with the dates they are known for.
/// </summary>
public sealed class WorkingDays
{
    private readonly OneOffDays _oneOffs;
    private readonly Dictionary<int, HashSet<DateOnly>> _years = [];
    private readonly Lock _lock = new();

    public WorkingDays(OneOffDays oneOffs) => _oneOffs = oneOffs;

    /// <summary>England, with the one-off days from 2015 to 2030 that are known.</summary>
    public static WorkingDays England { get; } = new(OneOffDays.Shipped());

    public bool IsBankHoliday(DateOnly day) => Holidays(day.Year).Contains(day);

    public bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsBankHoliday(day);

    /// <summary>The day that lies so many working days after (or, when negative, before) a day, which itself is not counted.</summary>
    public DateOnly Add(DateOnly day, int workingDays)
    {
        var step = Math.Sign(workingDays);
        for (var left = Math.Abs(workingDays); left > 0; )
        {
            day = day.AddDays(step);
            if (IsWorkingDay(day))
            {
                left--;
            }
        }

        return day;
    }

    /// <summary>How many working days lie after the first day, up to and including the second; negative when it comes earlier.</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        if (to < from)
        {
            return -Between(to, from);
        }

        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (IsWorkingDay(day))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>The bank holidays of a year, in order.</summary>
    public IReadOnlyList<DateOnly> BankHolidays(int year) => [.. Holidays(year).Order()];

    private HashSet<DateOnly> Holidays(int year)
    {
        lock (_lock)
        {
            if (!_years.TryGetValue(year, out var days))
            {
                days = [.. Regular(year).Except(_oneOffs.TakenAway), .. _oneOffs.Given.Where(d => d.Year == year)];
                _years[year] = days;
            }

            return days;
        }
    }

    private static IEnumerable<DateOnly> Regular(int year)
    {
        var easter = EasterSunday(year);
        yield return Substituted(new DateOnly(year, 1, 1));
        yield return easter.AddDays(-2);
        yield return easter.AddDays(1);
        yield return OnOrAfter(new DateOnly(year, 5, 1), DayOfWeek.Monday);
        yield return OnOrAfter(new DateOnly(year, 5, 25), DayOfWeek.Monday);
        yield return OnOrAfter(new DateOnly(year, 8, 25), DayOfWeek.Monday);

        // Two days in a row: when either falls on a weekend, the next free working day stands in.
        var christmas = new DateOnly(year, 12, 25);
        yield return christmas.DayOfWeek switch
        {
            DayOfWeek.Saturday or DayOfWeek.Sunday => new DateOnly(year, 12, 27),
            _ => christmas,
        };
        yield return christmas.DayOfWeek switch
        {
            DayOfWeek.Friday or DayOfWeek.Saturday => new DateOnly(year, 12, 28),
            _ => new DateOnly(year, 12, 26),
        };
    }

    private static DateOnly Substituted(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(2),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };

    private static DateOnly OnOrAfter(DateOnly day, DayOfWeek weekday) => day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7);

    /// <summary>The Gregorian computus in Meeus's form (Astronomical Algorithms, chapter 8).</summary>
    private static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = Math.DivRem(year, 100);
        var (d, e) = Math.DivRem(b, 4);
        var g = ((8 * b) + 13) / 25;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var (month, day) = Math.DivRem(h + l - (7 * m) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}

/// <summary>Bank holidays that do not follow the rule: days given once, and regular days that were moved away. Content of the rule set
/// "bank-holidays".</summary>
/// <param name="Version">Of this data.</param>
/// <param name="From">First day that the data speak for.</param>
/// <param name="To">Last day that the data speak for.</param>
/// <param name="Given">Days given.</param>
/// <param name="TakenAway">Regular holidays that were an ordinary working day in that year.</param>
public sealed record OneOffDays(
    int Version,
    [Asked("First day these speak for", Hint = "Such as 1 January 2015")] DateOnly From,
    [Asked("Last day these speak for", Hint = "Such as 31 December 2030")] DateOnly To,
    [Asked("Bank holidays given once", Hint = "One on each line, such as 8 May 2023")] IReadOnlyList<DateOnly> Given,
    [Asked("Regular bank holidays that were moved away", Hint = "One on each line: the day that became an ordinary working day")]
        IReadOnlyList<DateOnly> TakenAway
) : IHeldTogether
{
    public IEnumerable<RuleFault> Faults()
    {
        if (To < From)
        {
            yield return new("to", "Last day these speak for: enter a day after the first day.");
        }
        else
        {
            foreach (
                var (path, label, days) in new[]
                {
                    ("given", "Bank holidays given once", Given),
                    ("takenAway", "Regular bank holidays that were moved away", TakenAway),
                }
            )
            {
                if (days.Where(d => d < From || d > To).Select(d => (DateOnly?)d).FirstOrDefault() is { } outside)
                {
                    yield return new(
                        path,
                        $"{label}: {outside.InWords()} lies outside the days these speak for. Move the last day, or take it out."
                    );
                }
            }
        }
    }

    public static OneOffDays Shipped() => ShippedRules.Read<OneOffDays>("bank-holidays.json");
}
