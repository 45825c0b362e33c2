using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics.Evaluation;

namespace Wardwise.App.Measuring;

/// <summary>The evaluation of a response, step by step: months, places like it, estimate, placebo, displacement, verdict.</summary>
public sealed class Measurement(PlaceIndexes places, PlacePanels panels)
{
    /// <param name="Area">What is measured.</param>
    /// <param name="Categories">Codes; none is all.</param>
    /// <param name="Types">Codes of kinds of anti-social behaviour; none is all.</param>
    /// <param name="Start">The day the response started.</param>
    /// <param name="Before">Months at most.</param>
    /// <param name="After">Months at most.</param>
    internal sealed record Asked(
        AreaOfProblem Area,
        IReadOnlyList<string> Categories,
        IReadOnlyList<string> Types,
        DateOnly Start,
        int Before,
        int After
    )
    {
        /// <summary>The ring around the area, where it is counted, and its width in metres.</summary>
        public AreaOfProblem? Ring { get; init; }
        public int Metres { get; init; }

        /// <summary>A follow-up looks at the months just before this day; null looks at those from the start.</summary>
        public DateOnly? Until { get; init; }

        /// <summary>The record whose response this is: it is no other response.</summary>
        public Guid? RecordId { get; init; }

        /// <summary>Places to compare with, named instead of chosen by the rule, and why.</summary>
        public IReadOnlyList<string> Named { get; init; } = [];
        public string NamedBecause { get; init; } = "";
        public bool AimChanged { get; init; }

        internal (IReadOnlyList<string> Categories, IReadOnlyList<string> Types) Kinds => (Categories, Types);
    }

    /// <param name="Result">What is said.</param>
    /// <param name="Working">What lies behind it.</param>
    public sealed record Measured(EvaluationResult Result, EvaluationWorking Working);

    internal async Task<Outcome<Measured>> Of(Work work, Asked asked, CancellationToken cancel)
    {
        if (asked.Area.ForceCode is not { } force)
        {
            return new Refusal("The area lies in no force's boundaries, so there are no incidents to measure it by.");
        }

        var level = asked.Area.Level ?? PlaceLevel.Lsoa;
        var panel = await panels.Current(work, level, force, asked.Kinds, cancel);
        var around = new HashSet<YearMonth>(
            YearMonth.Of(asked.Start).Plus(-asked.Before - 1).To(YearMonth.Of(asked.Until ?? asked.Start).Plus(asked.After + 1))
        );
        if (!panel.Held.Overlaps(around))
        {
            return new Refusal(
                $"No incidents have been imported for the months around {YearMonth.Of(asked.Start).InWords()}. Import them, then measure."
            );
        }

        var windows = ResponseWindows.Around(asked.Start, asked.Before, asked.After, panel.Held, asked.Until);
        var own = await Own(work, asked, panel, cancel);
        if (windows.Before.Count == 0 || windows.After.Count == 0)
        {
            return Unmeasured(asked, panel, windows, own);
        }

        var index = await places.Current(work, cancel);
        var ground = await AreaAndRing.Count(work, index, asked, windows, cancel);
        var others = await OtherResponse.Within(
            work,
            force,
            asked.Kinds,
            windows.Before[0].FirstDay,
            windows.After[^1].LastDay,
            asked.RecordId,
            cancel
        );
        var chosen = await Choose(work, asked, (level, panel), own, windows, ground, others, index, cancel);
        var counts = ComparisonPlaces.CountsOf(panel, own, windows);
        var judged = Judgement.Of(counts, windows.Before.Count, windows.After.Count, chosen);
        return new Report(
            asked,
            panel,
            own,
            windows,
            chosen,
            judged,
            ground,
            index,
            others.Exists(o => o.IsSeen && o.Overlaps(asked.Area, index, work.Today)),
            [.. (await MonthDoubts.Of(work, force, cancel)).Intersect(windows.Before.Concat(windows.After)).Order()]
        ).Write();
    }

    /// <summary>"Vehicle nuisance", as the start of a sentence.</summary>
    internal static string What(IReadOnlyList<string> categories, IReadOnlyList<string> types)
    {
        var words = WhatIsCounted.Of(categories, types);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The area's months, beside those of the panel. Places of the panel's level are in it already.</summary>
    internal static async Task<int[]> Own(Work work, Asked asked, PlacePanel panel, CancellationToken cancel)
    {
        var months = panel.Months;
        var own = new int[months];
        if (asked.Area.Level is PlaceLevel.Lsoa or PlaceLevel.Neighbourhood or PlaceLevel.District)
        {
            foreach (var series in asked.Area.Codes.Distinct().Select(panel.Places.GetValueOrDefault).OfType<int[]>())
            {
                for (var i = 0; i < months; i++)
                {
                    own[i] += series[i];
                }
            }

            return own;
        }

        var counts = await MonthlyCounts.Of(
            work,
            asked.Area,
            asked.Categories,
            asked.Types,
            panel.First,
            panel.First.Plus(months - 1),
            cancel
        );
        foreach (var (month, count) in counts.Months)
        {
            own[month.Index - panel.First.Index] = count;
        }

        return own;
    }

    /// <summary>
    /// Places of the area's own level. A drawn area, or several places together, have the level whose usual place has about as many
    /// incidents as they have, of those with places enough like them.
    /// </summary>
    internal async Task<ComparisonPlaces?> Choose(
        Work work,
        Asked asked,
        (PlaceLevel Level, PlacePanel Panel) first,
        int[] own,
        ResponseWindows windows,
        AreaAndRing ground,
        List<OtherResponse> others,
        PlaceIndex index,
        CancellationToken cancel
    )
    {
        var all = new List<ComparisonPlaces>();
        var counts = ComparisonPlaces.CountsOf(first.Panel, own, windows);
        foreach (
            var level in asked.Area is { Level: not null, Codes.Length: 1 }
                ? [first.Level]
                : new[] { first.Level, PlaceLevel.Lsoa, PlaceLevel.Neighbourhood, PlaceLevel.District }.Distinct()
        )
        {
            // Districts are few: they stand in only where nothing smaller will do.
            if (level is PlaceLevel.District && all.Exists(p => IsEnough(p) || p.CanBeLearnedFor(counts)))
            {
                break;
            }

            var panel = level == first.Level ? first.Panel : await panels.Current(work, level, asked.Area.ForceCode!, asked.Kinds, cancel);
            if (panel.First != first.Panel.First || panel.Months != first.Panel.Months)
            {
                // An import was committed between the two counts.
                continue;
            }

            // A place that somebody named is left out only for what they may know of: else naming one place after another would tell.
            var spokenOf = others
                .Where(o => o.IsSeen)
                .SelectMany(o => o.Touches(index, level, work.Today))
                .ToHashSet(StringComparer.Ordinal);
            var silent =
                asked.Named.Count > 0
                    ? []
                    : others
                        .Where(o => !o.IsSeen)
                        .SelectMany(o => o.Touches(index, level, work.Today))
                        .Except(spokenOf)
                        .ToHashSet(StringComparer.Ordinal);
            var near = ground.Touched.Codes(index, level);
            near.UnionWith(asked.Area.Codes);
            all.Add(
                ComparisonPlaces.Choose(
                    level,
                    panel,
                    own,
                    windows,
                    new(near, spokenOf, silent, Moved(index, level, windows)),
                    (asked.Named, asked.NamedBecause)
                )
            );
        }

        return all.Where(IsEnough).MinBy(p => p.FarFrom(own))
            ?? all.Where(p => p.CanBeLearnedFor(counts)).MinBy(p => p.FarFrom(own))
            ?? all.Where(p => p.Untreated.Count > 0).OrderBy(p => p.AreUnlike).ThenByDescending(p => p.Like.Count).FirstOrDefault();

        static bool IsEnough(ComparisonPlaces places) => !places.AreUnlike && places.Like.Count >= PanelForecast.FewestPlaces;
    }

    /// <summary>Codes of the places whose boundary came, went or moved within the months compared.</summary>
    internal static HashSet<string> Moved(PlaceIndex index, PlaceLevel level, ResponseWindows windows)
    {
        var (from, to) = (windows.Before[0].FirstDay, windows.After[^1].LastDay);
        return
        [
            .. index
                .Boundaries.Where(b => b.Level == level && ((b.From > from && b.From <= to) || (b.To > from && b.To <= to)))
                .Select(b => b.Code),
        ];
    }

    private static Measured Unmeasured(Asked asked, PlacePanel panel, ResponseWindows windows, int[] own)
    {
        var (before, after) = (panel.Sum(own, windows.Before), panel.Sum(own, windows.After));
        return new(
            new()
            {
                Area = new(asked.Area.Name, asked.Area.SquareKilometres),
                Measure = new(asked.Categories.Count > 0 ? asked.Categories : [.. IncidentCodes.Categories.Select(c => c.Key)]),
                Before = Window(windows.Before),
                After = Window(windows.After),
                Counts = new(new(before, after), null, null),
                Change = new(null, null, null),
                Verdict = Verdict.TooFew,
                Sentence = VerdictWords.Look(
                    What(asked.Categories, asked.Types),
                    null,
                    before,
                    after,
                    windows.Before.Count,
                    windows.After.Count
                ),
                Cautions =
                [
                    Measuring.Cautions.ShortSeries,
                    Measuring.Cautions.NoComparison,
                    Measuring.Cautions.NoBuffer,
                    Measuring.Cautions.NoSeries,
                    Measuring.Cautions.UsualLevel,
                ],
            },
            new() { Months = [], Chosen = new(panel.Places.Count, 0, 0, 0, 0, 0, 0, null) }
        );
    }

    internal static EvaluationResult.WindowPart? Window(IReadOnlyList<YearMonth> months) =>
        months.Count == 0 ? null : new(months[0].ToString(), months[^1].ToString(), months.Count);
}
