using System.Globalization;
using Wardwise.App.Data;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Warnings;

/// <summary>What the incidents behind a warning have in common, in short: for the scanning of a draft.</summary>
/// <param name="From">The first month that is meant.</param>
/// <param name="Sentence">"Most between 18:00 and 22:00 (6 of 9), on Fridays (4); most often on or near Mill Lane (5)." Empty when nothing
/// stands out.</param>
/// <param name="Category">Who suffers, where more than half of them say the same; never guessed.</param>
internal sealed record WarningPattern(YearMonth From, string Sentence, ProblemCategory? Category)
{
    private const int Hours = 4;
    private const int HoursOfADay = 24;
    private const int Most = 5_000;

    public static async Task<WarningPattern> Of(Work work, WarningLine line, CancellationToken cancel)
    {
        var from = line.IsRiseFirst ? line.Slow!.Since : line.Month;
        var found = await work.Rows<(OccurredAt When, short Who, string Where)>(
            $"""
            select i.occurred_at, i."precision", i.asb_category, coalesce(i.location, '') as location from incident i
            where i.neighbourhood_no = $1 and i.category = $2 and ($3::smallint is null or i.asb_type = $3) and i.occurred_at >= $4
                and i.occurred_at < $5 limit {Most}
            """,
            row =>
                (
                    OccurredAt.From(row.Get<DateTimeOffset>("occurred_at"), (TimePrecision)row.Get<short>("precision")),
                    row.Get<short>("asb_category"),
                    row.Get<string>("location")
                ),
            cancel,
            line.Place.No,
            line.Kind.Category.Number,
            line.Kind.Type?.Number,
            LondonTime.StartOf(from.FirstDay),
            LondonTime.StartOf(line.Month.Plus(1).FirstDay)
        );

        return new(
            from,
            Say(found),
            found.CountBy(f => f.Who).Where(w => w.Value * 2 > found.Count).Select(w => CategoryOf(w.Key)).FirstOrDefault()
        );
    }

    private static string Say(List<(OccurredAt When, short Who, string Where)> found)
    {
        var parts = new List<string>();
        var timed = found.Where(f => f.When.Precision is TimePrecision.Minute).Select(f => LondonTime.Of(f.When.Start)).ToList();
        if (timed.Count > 0)
        {
            var hours = Enumerable
                .Range(0, HoursOfADay)
                .Select(h => (From: h, Count: timed.Count(t => (t.Hour - h + HoursOfADay) % HoursOfADay < Hours)))
                .MaxBy(h => h.Count);
            var day = timed.CountBy(t => t.DayOfWeek).MaxBy(d => d.Value);
            parts.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{hours.Count} of the {timed.Count} whose time is known were between {hours.From:00}:00 and "
                        + $"{(hours.From + Hours) % HoursOfADay:00}:00"
                )
            );
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{day.Value} on a {day.Key}"));
        }

        var spot = found
            .Where(f => f.Where.Length > 0)
            .CountBy(f => f.Where)
            .OrderByDescending(w => w.Value)
            .ThenBy(w => w.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        if (spot.Value > 1)
        {
            var near = spot.Key.StartsWith("On or near", StringComparison.Ordinal)
                ? char.ToLowerInvariant(spot.Key[0]) + spot.Key[1..]
                : "at " + spot.Key;
            parts.Add($"{spot.Value.ToString(CultureInfo.InvariantCulture)} {near}");
        }

        return parts.Count == 0 ? "" : Words.List(parts) + ".";
    }

    private static ProblemCategory? CategoryOf(short number) =>
        number == IncidentCodes.NotKnown.Number ? null : EnumCode.Read<ProblemCategory>(IncidentCodes.AsbCategories.ByNumber(number).Key);
}
