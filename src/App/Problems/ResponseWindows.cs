using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>
/// The whole months before and after the start of a response. A month in which it started midway is dropped; a month that was
/// not imported is missing, so a window stops short of it.
/// </summary>
/// <param name="Before">Earliest first; may be empty.</param>
/// <param name="After">Earliest first, the response itself included; may be empty.</param>
internal sealed record ResponseWindows(IReadOnlyList<YearMonth> Before, IReadOnlyList<YearMonth> After)
{
    /// <summary>Fewer whole months than this on either side give numbers and no verdict.</summary>
    public const int Fewest = 6;

    public bool IsShort => Before.Count < Fewest || After.Count < Fewest;

    /// <summary>Whether both sides hold the same months of the year, so that the season falls out.</summary>
    public bool SameSeason => Before.Select(m => m.Month).Order().SequenceEqual(After.Select(m => m.Month).Order());

    public static ResponseWindows Around(DateOnly start, int before, int after, ICollection<YearMonth> held)
    {
        var first = YearMonth.Of(start);
        if (start.Day > 1)
        {
            first = first.Plus(1);
        }

        var last = YearMonth.Of(start).Plus(-1);
        return new(
            [.. Enumerable.Range(0, before).Select(i => last.Plus(-i)).TakeWhile(held.Contains).Reverse()],
            [.. Enumerable.Range(0, after).Select(i => first.Plus(i)).TakeWhile(held.Contains)]);
    }
}
