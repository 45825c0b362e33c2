using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>What the incidents of a problem have in common: where, in which months, at which hours, of which kind, and who is named again
/// and again. The look at people is noted.</summary>
public sealed class ShowPattern(Database database, PlaceIndexes places)
{
    private const int Months = 24;
    private const int LongestMonths = 60;
    private const int MostSpots = 300;
    private const int MostPeople = 20;

    public sealed record Input
    {
        public required string Reference { get; init; }
    }

    public sealed record Spot(string Location, double Lat, double Lon, int Count);

    /// <param name="Month">The month.</param>
    /// <param name="Count">How many; null where the month was not imported, or is not counted and nothing of it is linked.</param>
    /// <param name="LinkedOnly">It lies outside the months that are counted: only what is linked stands here.</param>
    public sealed record MonthLine(YearMonth Month, int? Count, bool LinkedOnly);

    /// <param name="Name">As one of the mentions has it.</param>
    /// <param name="BornOn">As the mentions have it.</param>
    /// <param name="Incidents">In how many incidents.</param>
    /// <param name="Parts">In which parts, and how often in each, most first.</param>
    public sealed record Repeated(string Name, DateOnly? BornOn, int Incidents, IReadOnlyList<(string Part, int Times)> Parts);

    public sealed record Pattern
    {
        /// <summary>The area, in words; null when only linked incidents are counted.</summary>
        public string? Where { get; init; }
        public required YearMonth From { get; init; }
        public required YearMonth To { get; init; }
        public required int Total { get; init; }

        /// <summary>More lie in the area than are read: the latest are shown.</summary>
        public required bool IsCut { get; init; }

        /// <summary>Those of them linked by somebody, wherever they lie and whenever they were.</summary>
        public required int Linked { get; init; }

        /// <summary>Most first, no more than a map can show.</summary>
        public required IReadOnlyList<Spot> Spots { get; init; }
        public required int MoreSpots { get; init; }
        public required int WithoutPoint { get; init; }
        public required IReadOnlyList<MonthLine> ByMonth { get; init; }

        /// <summary>24 counts, from midnight.</summary>
        public required IReadOnlyList<int> ByHour { get; init; }

        /// <summary>How many have no time of day.</summary>
        public required int WithoutHour { get; init; }
        public required IReadOnlyList<(string Kind, int Count)> ByKind { get; init; }

        /// <summary>Without an aim, people are named from the linked incidents only.</summary>
        public required bool PeopleOfLinkedOnly { get; init; }

        /// <summary>Most often first.</summary>
        public required IReadOnlyList<Repeated> People { get; init; }
        public required bool MorePeople { get; init; }

        /// <summary>The area and the spots as GeoJSON.</summary>
        public required string MapJson { get; init; }
    }

    public async Task<Outcome<Pattern>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeIncidents) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await (
                from r in work.Db.Set<Record>()
                where r.Reference == input.Reference
                join aim in work.Db.Set<Aim>() on r.Id equals aim.RecordId
                join plan in work.Db.Set<ResponsePlan>() on r.Id equals plan.RecordId
                select new
                {
                    r.Id,
                    r.PlaceNo,
                    Aim = aim,
                    plan.StartedOn,
                }
            )
                .AsNoTracking()
                .SingleOrDefaultAsync(cancel)
            is not { } file
        )
        {
            return Refusal.NotThere;
        }

        var area = await IncidentsOfArea.GroundOf(work, places, file.Aim, file.PlaceNo, cancel);
        var imported = await ImportedMonths.Of(work, area?.ForceCode ?? actor.ForceCode, cancel);
        // What led to the response; as long as there is none, what is going on now.
        var end =
            file.StartedOn is { } started ? YearMonth.Of(started)
            : imported.Count > 0 ? imported.Max().Plus(1)
            : YearMonth.Of(work.Today);
        var from = end.Plus(-Months);
        var linked = await IncidentsOfArea.Linked(work, file.Id, cancel);
        var inArea = area is null
            ? []
            : await IncidentsOfArea.Of(
                work,
                places,
                area,
                new(file.Aim.Categories, file.Aim.Types, LondonTime.StartOf(from.FirstDay), LondonTime.StartOf(end.FirstDay)),
                cancel
            );
        var all = inArea.Concat(linked).DistinctBy(i => i.Id).ToList();
        // Until the aim says what is counted, those named in everything that happened near are nobody's business.
        var people = await People(work, file.Aim.HasArea ? all : linked, cancel);
        work.Looked("people repeated in a problem", [file.Id, .. people.SelectMany(p => p.Incidents).Distinct()]);
        await work.Finish(cancel);

        var spots = all.Where(i => i.Lat is not null)
            .GroupBy(i => (Math.Round(i.Lat!.Value, 5), Math.Round(i.Lon!.Value, 5)))
            .Select(g => new Spot(g.First().Location, g.Key.Item1, g.Key.Item2, g.Count()))
            .OrderByDescending(s => s.Count)
            .ThenBy(s => s.Location, StringComparer.Ordinal)
            .ToList();
        var timed = all.Where(i => i.When.Precision is TimePrecision.Minute).ToList();
        var hours = timed.CountBy(i => LondonTime.Of(i.When.Start).Hour).ToDictionary();
        return new Pattern
        {
            Where = area?.Name,
            From = from,
            To = end.Plus(-1),
            Total = all.Count,
            IsCut = inArea.Count == IncidentsOfArea.Most,
            Linked = linked.Count,
            Spots = [.. spots.Take(MostSpots)],
            MoreSpots = Math.Max(0, spots.Count - MostSpots),
            WithoutPoint = all.Count(i => i.Lat is null),
            ByMonth = ByMonth(all, imported, from, end),
            ByHour = [.. Enumerable.Range(0, 24).Select(h => hours.GetValueOrDefault(h))],
            WithoutHour = all.Count - timed.Count,
            ByKind =
            [
                .. all.CountBy(i => i.Kind)
                    .OrderByDescending(k => k.Value)
                    .ThenBy(k => k.Key, StringComparer.Ordinal)
                    .Select(k => (k.Key, k.Value)),
            ],
            PeopleOfLinkedOnly = !file.Aim.HasArea,
            People = [.. people.Take(MostPeople).Select(p => p.Person)],
            MorePeople = people.Count > MostPeople,
            MapJson = Map(area, spots.Take(MostSpots)),
        };
    }

    private static List<MonthLine> ByMonth(List<IncidentOfArea> all, IReadOnlySet<YearMonth> imported, YearMonth from, YearMonth end)
    {
        bool IsCounted(YearMonth month) => month >= from && month < end;
        var counts = all.CountBy(i => i.When.Month).ToDictionary();
        var (first, last) = (from, end.Plus(-1));
        if (counts.Count > 0)
        {
            // A linked incident may lie outside the months that are counted, and what else happened there we did not look at.
            (first, last) = (counts.Keys.Min() < first ? counts.Keys.Min() : first, counts.Keys.Max() > last ? counts.Keys.Max() : last);
            first = first < last.Plus(1 - LongestMonths) ? last.Plus(1 - LongestMonths) : first;
        }

        return
        [
            .. first
                .To(last)
                .Select(m => new MonthLine(
                    m,
                    counts.TryGetValue(m, out var count) ? count
                        : imported.Contains(m) && IsCounted(m) ? 0
                        : null,
                    !IsCounted(m)
                )),
        ];
    }

    /// <summary>Those named in more than one of the incidents, by what the sources wrote: name and date of birth.</summary>
    private static async Task<List<(Repeated Person, Guid[] Incidents)>> People(
        Work work,
        List<IncidentOfArea> all,
        CancellationToken cancel
    )
    {
        var found = new List<(Repeated, Guid[])>();
        await foreach (
            var row in work.EachRow(
                $"""
                select min(m.name) as name, m.born_on, array_agg(distinct m.incident_id) as incidents, array_agg(m.part) as parts
                from mention m where m.incident_id = any ($1) and m.superseded_by is null and m.name <> ''
                group by folded(m.name), m.born_on having count(distinct m.incident_id) > 1
                    order by count(distinct m.incident_id) desc, 1, 2
                    limit {MostPeople + 1}
                """,
                cancel,
                all.Select(i => i.Id).ToArray()
            )
        )
        {
            var incidents = row.Get<Guid[]>("incidents");
            var parts = row.Get<string[]>("parts")
                .CountBy(p => p)
                .OrderByDescending(p => p.Value)
                .ThenBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => (p.Key, p.Value))
                .ToList();
            found.Add((new(row.Get<string>("name"), row.Get<DateOnly?>("born_on"), incidents.Length, parts), incidents));
        }

        return found;
    }

    private static string Map(AreaOfProblem? area, IEnumerable<Spot> spots)
    {
        var features = spots.Select(s =>
            JsonSerializer.Serialize(
                new
                {
                    type = "Feature",
                    properties = new
                    {
                        kind = "incident",
                        name = s.Location,
                        count = s.Count,
                    },
                    geometry = new { type = "Point", coordinates = new[] { s.Lon, s.Lat } },
                }
            )
        );
        if (area is not null)
        {
            features = features.Prepend(
                $$"""{"type":"Feature","properties":{"kind":"area"},"geometry":{{Boundaries.Write(area.Shape)}}}"""
            );
        }

        return new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[").AppendJoin(',', features).Append("]}").ToString();
    }
}
