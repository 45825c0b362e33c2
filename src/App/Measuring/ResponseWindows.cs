using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>
/// The whole months before and after the start of a response. A month in which it started midway is dropped; a month that was
/// not imported is missing, so a window stops short of it.
/// </summary>
/// <param name="Start">The day the response started.</param>
/// <param name="Before">Earliest first; may be empty.</param>
/// <param name="After">Earliest first, the response itself included; may be empty.</param>
internal sealed record ResponseWindows(DateOnly Start, IReadOnlyList<YearMonth> Before, IReadOnlyList<YearMonth> After)
{
    public bool IsShort => Before.Count < VerdictWords.FewestMonths || After.Count < VerdictWords.FewestMonths;

    /// <summary>Whether both sides hold the same months of the year, so that the season falls out.</summary>
    public bool SameSeason => Before.Select(m => m.Month).Order().SequenceEqual(After.Select(m => m.Month).Order());

    /// <summary>The month in which the response started midway, which counts on neither side.</summary>
    public YearMonth? Dropped => Start.Day > 1 ? YearMonth.Of(Start) : null;

    /// <param name="start">The day the response started.</param>
    /// <param name="before">Months before, at most.</param>
    /// <param name="after">Months after, at most.</param>
    /// <param name="held">The months that were imported.</param>
    /// <param name="until">A follow-up looks at the last whole months before this day; null looks at the first from the start.</param>
    public static ResponseWindows Around(DateOnly start, int before, int after, IReadOnlySet<YearMonth> held, DateOnly? until = null)
    {
        var first = First(start);
        return new(
            start,
            [.. Enumerable.Range(0, before).Select(i => Last(start).Plus(-i)).TakeWhile(held.Contains).Reverse()],
            until is { } end
                ?
                [
                    .. Enumerable
                        .Range(1, after)
                        .Select(i => YearMonth.Of(end).Plus(-i))
                        .TakeWhile(m => m >= first && held.Contains(m))
                        .Reverse(),
                ]
                : [.. Enumerable.Range(0, after).Select(i => first.Plus(i)).TakeWhile(held.Contains)]
        );
    }

    /// <summary>What a verdict still needs on each side, and when there will be enough; nothing when it has enough.</summary>
    /// <param name="held">The months that were imported.</param>
    /// <param name="running">The month that is not over yet.</param>
    public IEnumerable<string> Lacks(IReadOnlySet<YearMonth> held, YearMonth running)
    {
        const int Fewest = VerdictWords.FewestMonths;
        if (Before.Count < Fewest)
        {
            yield return $"A verdict needs six whole months before the start, and there {Are(Before.Count)}. "
                + NotImported(Last(Start).Plus(1 - Fewest).To(Last(Start)));
        }

        if (After.Count < Fewest)
        {
            var (first, last) = (First(Start), First(Start).Plus(Fewest - 1));
            string[] ways =
            [
                $"A verdict needs six whole months after the start, and there {Are(After.Count)}.",
                NotImported(first.To(last).Where(m => m < running)),
                last >= running ? $"There will be enough when {last.InWords()} is over and its incidents are imported." : "",
            ];
            yield return string.Join(' ', ways.Where(w => w.Length > 0));
        }

        string NotImported(IEnumerable<YearMonth> needed) =>
            needed.Where(m => !held.Contains(m)).Select(m => m.InWords()).ToList() is { Count: > 0 } missing
                ? $"Not imported: {Words.List(missing)}."
                : "";
    }

    private static string Are(int months) => VerdictWords.ThereAre(months);

    private static YearMonth Last(DateOnly start) => YearMonth.Of(start).Plus(-1);

    private static YearMonth First(DateOnly start) => start.Day > 1 ? YearMonth.Of(start).Plus(1) : YearMonth.Of(start);
}
