using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>
/// Months in a row as PostgreSQL can tell them apart without asking the time zone of every row: an instant's bucket is the number of month
/// starts (London's) that are not after it.
/// </summary>
internal sealed class MonthBuckets
{
    private readonly YearMonth _first;

    /// <param name="first">The first month.</param>
    /// <param name="last">The last, included; before the first there are no months.</param>
    public MonthBuckets(YearMonth first, YearMonth last)
    {
        _first = first;
        Starts = [.. first.To(last).Select(m => LondonTime.StartOf(m.FirstDay))];
    }

    /// <summary>The value of the parameter that <see cref="Sql"/> names.</summary>
    public DateTimeOffset[] Starts { get; }

    /// <summary>The bucket of a column, for a select and its group by.</summary>
    public static string Sql(string column, int parameter) => $"width_bucket({column}, ${parameter})";

    public YearMonth MonthOf(int bucket) => _first.Plus(bucket - 1);
}
