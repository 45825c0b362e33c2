using Wardwise.Domain.Shared;
using Wardwise.Statistics.Evaluation;

namespace Wardwise.App.Measuring;

/// <summary>Months before and after one date, and what every place counted in them.</summary>
/// <param name="From">The first month before.</param>
/// <param name="To">The last month after.</param>
internal sealed record CalibrationWindow(YearMonth From, YearMonth To)
{
    /// <summary>By code, in its order.</summary>
    public required IReadOnlyList<(string Place, PlaceCounts Counts)> Places { get; set; }

    /// <summary>Every date that the months held allow: none reaches over a month that was not imported.</summary>
    /// <param name="panel">Every place of a level.</param>
    /// <param name="held">The months that were imported, in order.</param>
    /// <param name="before">Months before.</param>
    /// <param name="after">Months after.</param>
    public static List<CalibrationWindow> All(PlacePanel panel, IReadOnlyList<YearMonth> held, int before, int after)
    {
        var windows = new List<CalibrationWindow>();
        foreach (var (first, last) in Spans(held))
        {
            var (from, length) = (first.Index - panel.First.Index, last.Index - first.Index + 1);
            var likely = panel
                .Places.Where(p => p.Value.AsSpan(from, length).ToArray().Sum() >= PlacePanel.FewestIncidents)
                .OrderBy(p => p.Key, StringComparer.Ordinal)
                .ToList();
            for (var start = from + before; start + after <= from + length; start++)
            {
                windows.Add(
                    new(panel.First.Plus(start - before), panel.First.Plus(start + after - 1))
                    {
                        Places =
                        [
                            .. likely.Select(p =>
                                (
                                    p.Key,
                                    new PlaceCounts(p.Value[(start - before)..start], p.Value[start..(start + after)].Sum(c => (long)c))
                                )
                            ),
                        ],
                    }
                );
            }
        }

        return windows;
    }

    /// <summary>Takes places out, and says how many there were.</summary>
    public int LeaveOut(HashSet<string> codes)
    {
        var had = Places.Count;
        Places = [.. Places.Where(p => !codes.Contains(p.Place))];
        return had - Places.Count;
    }

    private static List<(YearMonth First, YearMonth Last)> Spans(IReadOnlyList<YearMonth> held)
    {
        var spans = new List<(YearMonth First, YearMonth Last)>();
        foreach (var month in held)
        {
            if (spans.Count > 0 && spans[^1].Last.Plus(1) == month)
            {
                spans[^1] = (spans[^1].First, month);
            }
            else
            {
                spans.Add((month, month));
            }
        }

        return spans;
    }
}
