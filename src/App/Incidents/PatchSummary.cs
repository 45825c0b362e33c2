using System.Globalization;
using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;
using Wardwise.Statistics;

namespace Wardwise.App.Incidents;

/// <summary>What is going on in a place in a month: by type and spot, against the same month of earlier years, and the sentence that says
/// whether it differs.</summary>
public sealed class PatchSummary(Database database, Places.PlaceIndexes places)
{
    /// <summary>How many earlier years a month is held against.</summary>
    private const int YearsBack = 5;

    private const int MonthsShown = 24;

    public sealed record Input
    {
        /// <summary>The place; left out, the patch of the actor's team.</summary>
        public int? PlaceNo { get; init; }

        /// <summary>The month; left out, the latest imported.</summary>
        public YearMonth? Month { get; init; }

        /// <summary>One category by its key; left out, all.</summary>
        public string? Category { get; init; }

        /// <summary>Taken away as a file: a disclosure.</summary>
        public bool AsFile { get; init; }
    }

    /// <summary>A kind of incident in the month, and in the same month of earlier years (null where that was not imported).</summary>
    public sealed record KindLine(Code Kind, int Count, IReadOnlyList<int?> Earlier, string Difference);

    public sealed record SpotLine(string Location, double Lat, double Lon, int Count);

    public sealed record MonthLine(YearMonth Month, int? Count, int? YearBefore);

    /// <param name="PlaceNo">The place.</param>
    /// <param name="PlaceName">Its name.</param>
    /// <param name="Level">Its level.</param>
    /// <param name="Boundary">Its boundary that month, as GeoJSON.</param>
    /// <param name="Month">The month.</param>
    /// <param name="Sentence">What is different here, in one sentence.</param>
    /// <param name="Total">How many in the month; null when it was not imported.</param>
    /// <param name="EarlierYears">The years of <see cref="KindLine.Earlier"/>.</param>
    /// <param name="Categories">By category.</param>
    /// <param name="Types">By type of anti-social behaviour, where types are known.</param>
    /// <param name="Spots">By location, most first.</param>
    /// <param name="Months">The last two years.</param>
    /// <param name="NoLocation">How many of the force's incidents that month could not be placed anywhere.</param>
    /// <param name="Imported">Every month that was imported, the latest first.</param>
    public sealed record Summary(
        int PlaceNo,
        string PlaceName,
        PlaceLevel Level,
        string? Boundary,
        YearMonth Month,
        string Sentence,
        int? Total,
        IReadOnlyList<int> EarlierYears,
        IReadOnlyList<KindLine> Categories,
        IReadOnlyList<KindLine> Types,
        IReadOnlyList<SpotLine> Spots,
        IReadOnlyList<MonthLine> Months,
        int NoLocation,
        IReadOnlyList<YearMonth> Imported
    );

    public async Task<Outcome<Summary>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeIncidents) is { } no)
        {
            return no;
        }

        if (input.Category is { Length: > 0 } key && IncidentCodes.Categories.Find(key) is null)
        {
            return new Refusal($"'{key}' is not a category. Choose one from the list.", nameof(Input.Category));
        }

        await using var work = await database.Begin(actor, cancel);
        var placeNo = input.PlaceNo ?? actor.Postings.FirstOrDefault(p => p.PlaceNo is not null)?.PlaceNo;
        var index = await places.Current(work, cancel);
        var placed = placeNo is { } asked ? index.Boundaries.FirstOrDefault(b => b.PlaceNo == asked) : null;
        if (placed is null || (actor.ForceCode is { } own && own != placed.ForceCode))
        {
            return new Refusal("Choose a place: your team has no patch of its own.", nameof(Input.PlaceNo), RefusalKind.NotFound);
        }

        var imported = await ImportedMonths.Of(work, placed.ForceCode, cancel);
        var doubted = await MonthDoubts.Of(work, placed.ForceCode, cancel);
        var latest = imported.Count == 0 ? YearMonth.Of(work.Today).Plus(-1) : imported.Max();
        var month = input.Month ?? latest;
        var counts = await Counts(
            work,
            new IncidentFilter
            {
                PlaceNo = placed.PlaceNo,
                Categories = input.Category is { Length: > 0 } only ? [only] : [],
                From = month.Plus(-12 * YearsBack),
                To = month > latest ? month : latest,
            },
            placed.Level,
            cancel
        );
        int? In(YearMonth m, Func<(short Category, short Type), bool> kind) =>
            imported.Contains(m) ? counts[m].Where(c => kind((c.Category, c.Type))).Sum(c => c.Count) : null;

        var years = Enumerable
            .Range(1, YearsBack)
            .Select(y => month.Plus(-12 * y))
            .Where(m => imported.Contains(m) && !doubted.Contains(m))
            .Select(m => m.Year)
            .ToList();
        KindLine Line(Code code, Func<(short Category, short Type), bool> kind)
        {
            var earlier = years.Select(y => In(new YearMonth(y, month.Month), kind)).ToList();
            return new(code, In(month, kind) ?? 0, earlier, doubted.Contains(month) ? NotWhole : Difference(In(month, kind), earlier));
        }

        var categories = IncidentCodes
            .Categories.Select(c => Line(c, k => k.Category == c.Number))
            .Where(l => l.Count > 0 || l.Earlier.Any(e => e > 0))
            .OrderByDescending(l => l.Count)
            .ToList();
        var types = IncidentCodes
            .AsbTypes.Where(t => t != IncidentCodes.NotKnown)
            .Select(t => Line(t, k => k.Category == IncidentCodes.Asb.Number && k.Type == t.Number))
            .Where(l => l.Count > 0 || l.Earlier.Any(e => e > 0))
            .OrderByDescending(l => l.Count)
            .ToList();
        var end =
            month > latest ? month
            : latest < month.Plus(MonthsShown) ? latest
            : month;
        var months = end.Plus(1 - MonthsShown).To(end).Select(m => new MonthLine(m, In(m, _ => true), In(m.Plus(-12), _ => true))).ToList();
        var spots = await Spots(work, placed.PlaceNo, placed.Level, input.Category, month, cancel);
        var lost = await work.Scalar<int>(
            """
            select count(*)::int from incident i join scope s on s.no = i.scope join agency a on a.id = s.agency_id join force f
                on f.id = a.force_id
            where f.code = $1 and i.occurred_at >= $2 and i.occurred_at < $3 and i.lat is null
            """,
            cancel,
            placed.ForceCode,
            LondonTime.StartOf(month.FirstDay),
            LondonTime.StartOf(month.Plus(1).FirstDay)
        );
        if (input.AsFile)
        {
            work.Noted(
                new TrailEntry(
                    TrailKind.Disclosure,
                    null,
                    null,
                    "counts of a patch as a file",
                    actor.Purpose ?? "",
                    JsonSerializer.Serialize(
                        new
                        {
                            place = placed.Code,
                            month = month.ToString(),
                            input.Category,
                        },
                        JsonSerializerOptions.Web
                    ),
                    []
                )
            );
        }

        await work.Finish(cancel);
        var total = In(month, _ => true);
        var boundary = index.BoundaryOf(placed.PlaceNo, month.FirstDay);
        var name = input.Category is { Length: > 0 } chosen ? IncidentCodes.Categories.Find(chosen)!.Name.ToLowerInvariant() : null;
        return new Summary(
            placed.PlaceNo,
            placed.Name,
            placed.Level,
            boundary is null ? null : Places.Boundaries.Write(boundary.Shape),
            month,
            MonthDoubt.Sentence(Enumerable.Range(0, YearsBack + 1).Select(y => month.Plus(-12 * y)).Where(doubted.Contains))
                is { Length: > 0 } doubt
                ? doubt
                    + (doubted.Contains(month) ? " Nothing is compared. " : " That is left out here. ")
                    + Sentence(
                        placed.Name,
                        month,
                        name,
                        total,
                        doubted.Contains(month) ? null : [.. years.Select(y => In(new YearMonth(y, month.Month), _ => true))],
                        categories
                    )
                : Sentence(
                    placed.Name,
                    month,
                    name,
                    total,
                    [.. years.Select(y => In(new YearMonth(y, month.Month), _ => true))],
                    categories
                ),
            total,
            years,
            categories,
            types,
            spots,
            months,
            lost,
            [.. imported.OrderDescending()]
        );
    }

    private const string NotWhole = "not compared: part of the month may be missing";

    /// <summary>What differs most from chance leads; when nothing does, the whole.</summary>
    private static string Sentence(
        string place,
        YearMonth month,
        string? kind,
        int? total,
        IReadOnlyList<int?>? earlier,
        IReadOnlyList<KindLine> lines
    )
    {
        if (total is not { } count)
        {
            return $"{month.InWords()} has not been imported, so nothing can be said about {place}.";
        }

        var what = kind is null
            ? count == 1
                ? "incident"
                : "incidents"
            : $"of {kind}";
        var held = string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{place} had {count:n0} {what} in {month.InWords()}");
        if (earlier is null)
        {
            return $"{held}.";
        }

        var known = earlier.Where(e => e is not null).Select(e => e!.Value).ToList();
        if (known.Count == 0)
        {
            return $"{held}. No earlier {month.FirstDay.ToString("MMMM", CultureInfo.GetCultureInfo("en-GB"))} has been imported to "
                + "hold it against.";
        }

        var usual = known.Average();
        var whole = string.Create(
            CultureInfo.GetCultureInfo("en-GB"),
            $"{held}; the same month of {Years(known.Count)} had {usual:0.#}{(known.Count > 1 ? " on average" : "")}: "
                + $"{Difference(total, earlier)}."
        );
        var odd = lines.Where(l => l.Difference.StartsWith("more", StringComparison.Ordinal)).MaxBy(l => l.Count);
        return kind is not null || odd is null
            ? whole
            : string.Create(
                CultureInfo.GetCultureInfo("en-GB"),
                $"{odd.Kind.Name}: {odd.Count} in {month.InWords()}, "
                    + $"{odd.Earlier.Where(e => e is not null).Average(e => e!.Value):0.#} in the same month of {Years(known.Count)}: "
                    + $"{odd.Difference}. {whole}"
            );
    }

    private static string Years(int count) =>
        count == 1 ? "an earlier year" : string.Create(CultureInfo.InvariantCulture, $"{count} earlier years");

    /// <summary>Whether chance alone would give it: the two-sided p of this month's count against the same months before, at 5%.</summary>
    private static string Difference(int? now, IReadOnlyList<int?> earlier)
    {
        var known = earlier.Where(e => e is not null).Select(e => e!.Value).ToList();
        if (now is not { } count || known.Count == 0)
        {
            return "nothing to compare";
        }

        var found = Rates.Compare(known.Sum(), count, known.Count, 1);
        return found.PValue.Value is not { } p ? "none then or now"
            : p >= 0.05 ? "within what chance gives"
            : count > known.Average() ? "more than chance gives"
            : "fewer than chance gives";
    }

    private static async Task<ILookup<YearMonth, (YearMonth Month, short Category, short Type, int Count)>> Counts(
        Work work,
        IncidentFilter filter,
        PlaceLevel level,
        CancellationToken cancel
    )
    {
        var (where, values) = filter.Where(level);
        var counts = new List<(YearMonth Month, short Category, short Type, int Count)>();
        var months = new MonthBuckets(filter.From!.Value, filter.To!.Value);
        values.Add(months.Starts);
        await foreach (
            var row in work.EachRow(
                $"""
                select {MonthBuckets.Sql("i.occurred_at", values.Count)} as bucket, i.category, i.asb_type,
                    count(*)::int as counted from incident i where {where} group by 1, 2, 3
                """,
                cancel,
                [.. values]
            )
        )
        {
            counts.Add(
                (months.MonthOf(row.Get<int>("bucket")), row.Get<short>("category"), row.Get<short>("asb_type"), row.Get<int>("counted"))
            );
        }

        return counts.ToLookup(c => c.Month);
    }

    private static async Task<IReadOnlyList<SpotLine>> Spots(
        Work work,
        int placeNo,
        PlaceLevel level,
        string? category,
        YearMonth month,
        CancellationToken cancel
    )
    {
        var (where, values) = new IncidentFilter
        {
            PlaceNo = placeNo,
            Categories = category is { Length: > 0 } ? [category] : [],
            From = month,
            To = month,
        }.Where(level);
        return await work.Rows(
            $"""
            select coalesce(i.location, '') collate "C" as location, avg(i.lat) as lat, avg(i.lon) as lon,
                count(*)::int as counted from incident i
            where {where} and i.lat is not null group by 1, round(i.lat::numeric, 4), round(i.lon::numeric, 4) order by 4 desc, 1 limit 500
            """,
            row => new SpotLine(row.Get<string>("location"), row.Get<double>("lat"), row.Get<double>("lon"), row.Get<int>("counted")),
            cancel,
            [.. values]
        );
    }
}
