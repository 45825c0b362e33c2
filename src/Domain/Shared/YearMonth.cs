using System.Globalization;

namespace Wardwise.Domain.Shared;

/// <summary>A calendar month, written 2022-05.</summary>
public readonly record struct YearMonth : IComparable<YearMonth>
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public YearMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9998);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        Index = (year * 12) + month - 1;
    }

    /// <summary>Months since the year 0: the difference of two is the number of months between.</summary>
    public int Index { get; }

    public int Year => Index / 12;

    public int Month => (Index % 12) + 1;

    public DateOnly FirstDay => new(Year, Month, 1);

    public DateOnly LastDay => Plus(1).FirstDay.AddDays(-1);

    public static YearMonth Of(DateOnly day) => new(day.Year, day.Month);

    public static YearMonth Of(DateTimeOffset instant) => Of(LondonTime.DayOf(instant));

    public YearMonth Plus(int months) => new((Index + months) / 12, ((Index + months) % 12) + 1);

    /// <summary>Reads 2022-05. A year before 1900 or after 2199 is a slip of the pen.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out YearMonth month)
    {
        month = default;
        if (
            text.Length != 7
            || text[4] != '-'
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < 1900 or > 2199
            || number is < 1 or > 12
        )
        {
            return false;
        }

        month = new(year, number);
        return true;
    }

    /// <summary>Every month from this one to the other, both included.</summary>
    public IEnumerable<YearMonth> To(YearMonth last)
    {
        for (var month = this; month <= last; month = month.Plus(1))
        {
            yield return month;
        }
    }

    public int CompareTo(YearMonth other) => Index.CompareTo(other.Index);

    public static bool operator <(YearMonth left, YearMonth right) => left.Index < right.Index;

    public static bool operator >(YearMonth left, YearMonth right) => left.Index > right.Index;

    public static bool operator <=(YearMonth left, YearMonth right) => left.Index <= right.Index;

    public static bool operator >=(YearMonth left, YearMonth right) => left.Index >= right.Index;

    /// <summary>"May 2022".</summary>
    public string InWords() => FirstDay.ToString("MMMM yyyy", British);

    /// <summary>"2022-05".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
