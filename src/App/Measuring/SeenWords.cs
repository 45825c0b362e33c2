using System.Globalization;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;

namespace Wardwise.App.Measuring;

/// <summary>What the data could show, as sentences for people.</summary>
internal static class SeenWords
{
    public const string NoAreaYet = "Draw the area, or choose its neighbourhoods, and this says what the data there could show.";
    public const string NothingImported =
        "No whole month of incidents has been imported for this area, so nothing can be said of what they could show.";

    /// <summary>With fewer like it the drift is taken from all of the level.</summary>
    private const int FewestLike = 3;

    private const int Year = Aim.MonthsCompared;
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"With about 4 a month, a fall under 62% could not be told from chance in six months; a year would show 55%."</summary>
    public static string Headline(CouldBeSeen seen)
    {
        if (seen.Count == 0)
        {
            return $"No such incident was recorded here in the {Words.Count(seen.Months)} months before, so no fall could be shown.";
        }

        var (six, year, two) = (Percent(seen, Year / 2), Percent(seen, Year), Percent(seen, 2 * Year));
        return $"With about {Rate(seen.AMonth)}, "
            + (six, year, two) switch
            {
                ({ } s, { } y, _) when y < s => $"a fall under {s}% could not be told from chance in six months; a year would show {y}%.",
                ({ } s, { }, _) => $"a fall under {s}% could not be told from chance in six months, nor in a year.",
                (null, { } y, _) => $"no fall could be told from chance in six months; a year would show {y}%.",
                (null, null, { } t) => $"no fall could be told from chance in a year; two years would show {t}%.",
                _ => "nothing could be shown here: even a fall to almost none could be chance.",
            };
    }

    /// <summary>"Two years would show 52%, but a measurement on the record compares twelve months at most"; null where it adds
    /// nothing.</summary>
    public static string? TwoYears(CouldBeSeen seen) =>
        (Percent(seen, Year), Percent(seen, 2 * Year)) is ({ } year, { } two) && two < year
            ? $"Two years would show {two}%, but the record compares {Words.Count(Year)} months at most."
            : null;

    /// <summary>How long the fall that was typed would take to show.</summary>
    public static string Needed(int percent, Figure months) =>
        Whole(months) switch
        {
            null => $"A fall of {percent}% cannot be shown here. {char.ToUpperInvariant(months.Reason![0])}{months.Reason[1..]}.",
            <= VerdictWords.FewestMonths => $"A fall of {percent}% could be told from chance after six months.",
            <= Year and { } whole => $"A fall of {percent}% would take {Words.Count(whole)} months to show.",
            <= 10 * Year and var whole =>
                $"A fall of {percent}% would take about {whole} months to show, and the record compares {Words.Count(Year)} at most.",
            _ => $"A fall of {percent}% would take more than ten years to show.",
        };

    /// <summary>Whether the date that was typed leaves enough whole months.</summary>
    /// <param name="seen">What could be seen.</param>
    /// <param name="byWhen">The date.</param>
    /// <param name="whole">Whole months until then, 0 or more.</param>
    /// <param name="percent">The fall that was typed.</param>
    /// <param name="started">Whether the response has started; else it is taken to start now.</param>
    public static string ByThen(CouldBeSeen seen, DateOnly byWhen, int whole, int? percent, bool started)
    {
        var months =
            $"By {byWhen.InWords()} there {(whole == 1 ? "is one whole month" : $"are {Words.Count(whole)} whole months")} after "
            + $"{(started ? "the start" : "a start now")}";
        if (whole < VerdictWords.FewestMonths)
        {
            return months + ", and a verdict needs six.";
        }

        var compared = Math.Min(whole, Year);
        return Percent(seen, compared) switch
        {
            null => months + ": too few to show any fall.",
            { } shown when percent is null => months + $", which would show a fall of {shown}%.",
            _ when IsEnough(seen, whole, percent.Value) => months + ": enough to show it.",
            { } shown => months + $": not enough to show it, but a fall of {shown}%.",
        };
    }

    public static bool IsEnough(CouldBeSeen seen, int whole, int percent) =>
        whole >= VerdictWords.FewestMonths && seen.SmallestFall(Math.Min(whole, Year)).Value is { } fall && fall <= percent / 100.0;

    /// <summary>Fewer than six months before give no verdict, whatever comes after; null when there are enough.</summary>
    public static string? FewBefore(CouldBeSeen seen) =>
        seen.Months >= VerdictWords.FewestMonths
            ? null
            : $"Only {Words.Count(seen.Months)} whole {(seen.Months == 1 ? "month" : "months")} before "
                + $"{(seen.Months == 1 ? "is" : "are")} imported, and a verdict needs six.";

    /// <summary>That more than counting noise is allowed for, and where the figure comes from.</summary>
    public static string Drift(CouldBeSeen seen) =>
        seen.DriftIsUsual
            ? "Counting is not all: places also drift of their own accord. There are too few like it here to say by how much, "
                + "so the usual figure is taken."
            : "Counting is not all: places also drift of their own accord, "
                + (
                    seen.Places < FewestLike
                        ? $"as the {seen.Level!.Value.InPlural()} of the force did. "
                        : $"as the {seen.Places} {seen.Level!.Value.InPlural()} like it did. "
                )
                + "That is allowed for.";

    public static string Larger(string name, CouldBeSeen seen) =>
        $"{name}, with about {Rate(seen.AMonth)}: a year would show {Percent(seen, Year)}%.";

    public static string Survey(int points, int people) =>
        $"A survey shows a change of {points} in 100 (from {(100 - points) / 2} to {(100 + points) / 2} who agree) when "
        + $"{people.ToString("N0", British)} people are asked before and as many after.";

    /// <summary>The rule by which places to compare with are chosen, with how many there are.</summary>
    public static string Rule(CouldBeSeen? seen, bool named)
    {
        const string Those = "where nothing is done at the time and that had between half and twice as many incidents";
        return seen switch
        {
            null => $"It is compared with every place of the same size in the force {Those}.",
            { Places: 0 } when named =>
                "None of the places named below can be compared with: each lies in the ring around the area, is under a response "
                    + "of its own, or had fewer than six incidents.",
            _ when named =>
                $"It is compared with {Words.Of(seen.Places, "place")} named below, and not by the rule (every place of the same "
                    + $"size in the force {Those}).",
            { Level: null } => $"It is compared with every place of the same size in the force {Those}. There is none now.",
            { Level: { } level } => $"It is compared with every {level.InWords()} in the force {Those}"
                + (
                    seen.Places >= ComparisonPlaces.MostLike
                        ? $", the {seen.Places} nearest in trend."
                        : seen.Places switch
                        {
                            0 => ". There is none now.",
                            1 => ". There is one now.",
                            var n => $". There are {n} now.",
                        }
                ),
        };
    }

    public static string Rate(double aMonth) =>
        aMonth switch
        {
            < 0.95 => string.Create(British, $"{aMonth:0.0} a month"),
            _ => string.Create(British, $"{aMonth:N0} a month"),
        };

    public static int? Percent(CouldBeSeen seen, int months) =>
        seen.SmallestFall(months).Value is { } fall ? CouldBeSeen.Percent(fall) : null;

    /// <summary>Months needed, as whole ones; null when there are none, and a very large number as the largest.</summary>
    public static int? Whole(Figure months) =>
        months.Value is { } value ? (int)Math.Min(Math.Ceiling(Math.Round(value, 6)), 100_000) : null;
}
