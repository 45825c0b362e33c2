using System.Globalization;
using Wardwise.App.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Web.Charts;

namespace Wardwise.Web.Pages.Problems;

/// <summary>The pattern of a problem's incidents as people read it.</summary>
public static class PatternWords
{
    /// <summary>How many hours in a row a busy time of day is looked for in.</summary>
    private const int Busy = 3;

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public static string Period(ShowPattern.Pattern p) => $"{p.From.InWords()} to {p.To.InWords()}";

    public static string Times(int times) =>
        times switch
        {
            1 => "once",
            2 => "twice",
            _ => times.ToString("N0", British) + " times",
        };

    /// <summary>Which incidents these are.</summary>
    public static string Counted(ShowPattern.Pattern p) =>
        p.Where is null
            ? $"{Words.Of(p.Total, "incident")} linked by hand. Draw the area to count the others."
            : $"{(p.IsCut ? "The latest " : "")}{Words.Of(p.Total, "incident")}: those of {p.Where} from {Period(p)}"
                + $"{(p.Linked == 0 ? "" : $", and the {Words.Count(p.Linked)} linked")}.";

    public static string Spots(ShowPattern.Pattern p)
    {
        if (p.Total == 0)
        {
            return p.Where ?? "";
        }

        var named = p
            .Spots.Where(s => s.Location.Length > 0)
            .GroupBy(s => s.Location)
            .Select(g => (Location: g.Key, Count: g.Sum(s => s.Count)))
            .OrderByDescending(s => s.Count)
            .Take(3)
            .ToList();
        return (
                named.Count == 0
                    ? ""
                    : "Most: " + Words.List([.. named.Select(s => $"{s.Location} ({s.Count.ToString("N0", British)})")]) + ". "
            )
            + (
                p.MoreSpots == 0
                    ? ""
                    : $"The map shows the {p.Spots.Count} points with most; {p.MoreSpots.ToString("N0", British)} more have fewer. "
            )
            + (p.WithoutPoint == 0 ? "" : $"{Words.Of(p.WithoutPoint, "has", "have")} no position.");
    }

    public static IReadOnlyList<ChartMonth> ChartMonths(ShowPattern.Pattern p) =>
        [
            .. p.ByMonth.Select(m => new ChartMonth(m.Month.FirstDay, m.Count)
            {
                Part = m.LinkedOnly
                    ? m.Count is null
                        ? "Not counted"
                        : "Only what is linked"
                    : null,
                Aside = m.LinkedOnly,
            }),
        ];

    public static string Months(ShowPattern.Pattern p)
    {
        var known = p.ByMonth.Where(m => m is { Count: not null, LinkedOnly: false }).ToList();
        if (known.MaxBy(m => m.Count) is not { } most)
        {
            return "None of the months was imported: only what is linked is here.";
        }

        return string.Create(
            British,
            $"{known.Average(m => m.Count!.Value):0.#} a month; most in {most.Month.InWords()} ({most.Count:N0})."
        );
    }

    public static IReadOnlyList<(string Name, int Count)> ChartHours(ShowPattern.Pattern p) =>
        [.. p.ByHour.Select((count, hour) => (Clock(hour), count))];

    /// <summary>The busiest hours in a row, and how many cannot be told.</summary>
    public static string Hours(ShowPattern.Pattern p)
    {
        var timed = p.Total - p.WithoutHour;
        var busiest = Enumerable
            .Range(0, 24)
            .Select(h => (From: h, Count: Enumerable.Range(h, Busy).Sum(x => p.ByHour[x % 24])))
            .MaxBy(h => h.Count);
        var without =
            p.WithoutHour == 0
                ? ""
                : $" {Words.Of(p.WithoutHour, "has", "have")} no time of day and {(p.WithoutHour == 1 ? "is" : "are")} left out.";
        return $"{busiest.Count.ToString("N0", British)} of {timed.ToString("N0", British)} were between {Clock(busiest.From)} and "
            + $"{(busiest.From + Busy == 24 ? "midnight" : Clock((busiest.From + Busy) % 24))}.{without}";
    }

    public static string Kinds(ShowPattern.Pattern p) =>
        Words.List([.. p.ByKind.Take(4).Select(k => $"{k.Count.ToString("N0", British)} {k.Kind.ToLowerInvariant()}")])
        + (p.ByKind.Count > 4 ? $", and {Words.Count(p.ByKind.Count - 4)} more types." : ".");

    private static string Clock(int hour) => hour.ToString("00", British) + ":00";
}
