using Wardwise.Domain.Places;
using Wardwise.Statistics.Evaluation;

namespace Wardwise.App.Measuring;

/// <summary>The places that an area is held against: of one level, where nothing was done at the time.</summary>
/// <param name="Level">Their level.</param>
/// <param name="Untreated">All of them: what to expect is learned from these.</param>
/// <param name="Like">Those of about the same level of incidents, most alike in trend where there are many: the simple comparison and the
/// placebo.</param>
/// <param name="Chosen">How they were chosen, in numbers.</param>
internal sealed record ComparisonPlaces(
    PlaceLevel Level,
    IReadOnlyList<ComparisonPlaces.Place> Untreated,
    IReadOnlyList<ComparisonPlaces.Place> Like,
    EvaluationWorking.ChosenPart Chosen
)
{
    /// <summary>Comparison places have at least half, and at most twice, as many incidents over all months held.</summary>
    public const double Alike = 2;

    /// <summary>Of more than these, the nearest in trend before the start are taken.</summary>
    public const int MostLike = 100;

    /// <summary>Whether none is of about the same level, so that all were taken.</summary>
    public bool AreUnlike { get; private init; }

    /// <param name="Code">Of the place.</param>
    /// <param name="Counts">Each month before, and all months after.</param>
    /// <param name="Series">All months of the panel.</param>
    public sealed record Place(string Code, PlaceCounts Counts, int[] Series);

    /// <summary>What is left out of the comparison, by code of the place.</summary>
    /// <param name="Near">The area and its ring.</param>
    /// <param name="Treated">Under a response of their own.</param>
    /// <param name="Silent">The same, on a record of which nothing may be said: as if the place were not there.</param>
    /// <param name="Moved">Their boundary changed in between.</param>
    public sealed record LeftOut(
        IReadOnlySet<string> Near,
        IReadOnlySet<string> Treated,
        IReadOnlySet<string> Silent,
        IReadOnlySet<string> Moved
    );

    /// <param name="level">The level of the panel.</param>
    /// <param name="panel">Every place of the level.</param>
    /// <param name="own">The area's own months: those of the panel, null where one is not held.</param>
    /// <param name="windows">The months compared; both sides hold some.</param>
    /// <param name="leftOut">Which places cannot be compared with.</param>
    /// <param name="named">Codes of places named instead of the rule, and why.</param>
    public static ComparisonPlaces Choose(
        PlaceLevel level,
        PlacePanel panel,
        int[] own,
        ResponseWindows windows,
        LeftOut leftOut,
        (IReadOnlyList<string> Codes, string Because) named
    )
    {
        var (all, near, treated, few, moved) = (0, 0, 0, 0, 0);
        var untreated = new List<Place>();
        foreach (var (code, series) in panel.Places.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (named.Codes.Count > 0 && !named.Codes.Contains(code))
            {
                continue;
            }

            if (leftOut.Silent.Contains(code) && !leftOut.Near.Contains(code))
            {
                continue;
            }

            all++;
            if (leftOut.Near.Contains(code))
            {
                near++;
            }
            else if (leftOut.Treated.Contains(code))
            {
                treated++;
            }
            else if (leftOut.Moved.Contains(code))
            {
                moved++;
            }
            else if (series.Sum() < PlacePanel.FewestIncidents)
            {
                few++;
            }
            else
            {
                untreated.Add(new(code, CountsOf(panel, series, windows), series));
            }
        }

        var held = own.Sum();
        var like =
            named.Codes.Count > 0 ? untreated : [.. untreated.Where(p => p.Series.Sum() >= held / Alike && p.Series.Sum() <= held * Alike)];
        // With nothing like it, and too few places to learn from, others still carry the season and what changed everywhere.
        var areUnlike = like.Count == 0 && untreated.Count is > 0 and < PanelForecast.FewestPlaces;
        like = areUnlike ? untreated : like;
        var unlike = areUnlike ? 0 : untreated.Count - like.Count;
        var farther = Math.Max(0, like.Count - MostLike);
        if (farther > 0 && named.Codes.Count == 0)
        {
            var trend = Trend(CountsOf(panel, own, windows));
            like =
            [
                .. like.OrderBy(p => Math.Abs(Trend(p.Counts) - trend))
                    .ThenBy(p => p.Code, StringComparer.Ordinal)
                    .Take(MostLike)
                    .OrderBy(p => p.Code, StringComparer.Ordinal),
            ];
        }
        else
        {
            farther = 0;
        }

        return new(
            level,
            untreated,
            like,
            new(all, near, treated, few, moved, unlike, farther, named.Codes.Count > 0 ? named.Because : null)
        )
        {
            AreUnlike = areUnlike,
        };
    }

    /// <summary>Whether what to expect of an area can be learned from them.</summary>
    public bool CanBeLearnedFor(PlaceCounts area) =>
        Untreated.Count >= PanelForecast.FewestPlaces && Comparison.IsAmong(area, [.. Untreated.Select(p => p.Counts)]);

    /// <summary>How far the level of an area lies from that of the usual place, as a ratio on the log scale.</summary>
    public double FarFrom(int[] own)
    {
        var totals = Untreated.Select(p => p.Series.Sum()).Order().ToList();
        return totals.Count == 0 ? double.PositiveInfinity : Math.Abs(Math.Log((own.Sum() + 0.5) / (totals[totals.Count / 2] + 0.5)));
    }

    public static PlaceCounts CountsOf(PlacePanel panel, int[] series, ResponseWindows windows) =>
        new([.. windows.Before.Select(m => series[m.Index - panel.First.Index])], panel.Sum(series, windows.After));

    /// <summary>The logarithm of the later half of the months before over the earlier.</summary>
    private static double Trend(PlaceCounts counts)
    {
        var half = counts.Before.Count / 2;
        return Math.Log((counts.Before.Skip(counts.Before.Count - half).Sum() + 0.5) / (counts.Before.Take(half).Sum() + 0.5));
    }
}
