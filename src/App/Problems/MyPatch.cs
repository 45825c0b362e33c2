using System.Globalization;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;

namespace Wardwise.App.Problems;

/// <summary>The actor's patch in the last whole month against the same month of earlier years and the months before it: what is different here.</summary>
public sealed class MyPatch(Database database)
{
    private const int MonthsBefore = 24;
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public sealed record Unusual(string Name, string Type, string Sentence);

    public sealed record Patch(int PlaceNo, string Heading, string Sentence, IReadOnlyList<Unusual> Unusual);

    public async Task<Outcome<Patch?>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeIncidents) is { } no)
        {
            return no;
        }

        if (actor.Postings.Select(p => p.PlaceNo).OfType<int>().FirstOrDefault() is not (not 0 and var place))
        {
            return (Patch?)null;
        }

        await using var work = await database.Begin(actor, cancel);
        var now = YearMonth.Of(work.Today);
        var months = new HashSet<YearMonth>();
        await using (var held = work.Command(
            "select distinct m.month from import_month m join import i on i.no = m.import_no and i.undone_at is null where m.scope = any ((select my_scopes())::smallint[]) and m.month >= $1 and m.month < $2",
            now.Plus(-MonthsBefore - 6).FirstDay, now.FirstDay))
        await using (var row = await held.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                months.Add(YearMonth.Of(row.GetFieldValue<DateOnly>(0)));
            }
        }

        if (months.Count < 7)
        {
            return (Patch?)null;
        }

        var last = months.Max();
        var before = Enumerable.Range(1, MonthsBefore).Select(i => last.Plus(-i)).Where(months.Contains).ToHashSet();
        var counts = new Dictionary<(short Category, short Type), (int Last, int Before)>();
        await using (var read = work.Command("""
            select category, asb_type, date_trunc('month', occurred_at at time zone 'Europe/London')::date, count(*)::integer from incident
            where neighbourhood_no = $1 and occurred_at >= $2 and occurred_at < $3 group by 1, 2, 3
            """, place, LondonTime.StartOf(last.Plus(-MonthsBefore).FirstDay), LondonTime.StartOf(last.Plus(1).FirstDay)))
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                var (key, month, count) = ((row.GetInt16(0), row.GetInt16(1)), YearMonth.Of(row.GetFieldValue<DateOnly>(2)), row.GetInt32(3));
                var held = counts.GetValueOrDefault(key);
                counts[key] = month == last ? (held.Last + count, held.Before) : before.Contains(month) ? (held.Last, held.Before + count) : held;
            }
        }

        var name = await work.Scalar<string>("select name from place where no = $1", cancel, place);
        var (all, usual) = (counts.Values.Sum(c => c.Last), counts.Values.Sum(c => c.Before) / (double)before.Count);
        var (low, high) = Rates.ExpectedRange(usual);
        var verdict = all > high ? "more than usual" : all < low ? "fewer than usual" : "about as usual";
        return new Patch(
            place, $"{name} in {last.InWords()}", string.Create(British, $"{all:N0} incidents, {verdict}: {usual:0.#} a month in the {before.Count} months before, and a month between {low} and {high} is no surprise."),
            [.. counts.Select(c => Say(c.Key, c.Value, before.Count)).OfType<(Unusual Line, double Surprise)>().OrderBy(u => u.Surprise).Take(3).Select(u => u.Line)]);
    }

    /// <summary>Only what luck would give less than once in four years of months.</summary>
    private static (Unusual, double)? Say((short Category, short Type) key, (int Last, int Before) counts, int months)
    {
        var usual = Math.Max(counts.Before, 0.5) / months;
        var surprise = 1 - MathNet.Numerics.Distributions.Poisson.CDF(usual, counts.Last - 1);
        if (counts.Last < 4 || surprise > 1 / 48.0)
        {
            return null;
        }

        var (name, type) = key.Type == 0
            ? (IncidentCodes.Categories.ByNumber(key.Category).Name, "")
            : (IncidentCodes.AsbTypes.ByNumber(key.Type).Name, IncidentCodes.AsbTypes.ByNumber(key.Type).Key);
        var years = 1 / surprise / 12;
        var chance = years >= 100 ? "By luck hardly ever." : string.Create(British, $"By luck about once in {Math.Max(4, Math.Round(years)):0} years.");
        return (new(name, type, string.Create(British, $"{name}: {counts.Last} incidents, {usual:0.#} expected. {chance}")), surprise);
    }
}
