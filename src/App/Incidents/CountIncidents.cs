using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>Counts incidents by month for a place or a drawn area, and keeps apart a month with none from a month that was never imported.</summary>
public sealed class CountIncidents(Database database)
{
    public sealed record Input
    {
        /// <summary>A place by its number; with <see cref="Area"/> too, the part of the area inside the place.</summary>
        public int? PlaceNo { get; init; }

        /// <summary>A drawn area as a GeoJSON Polygon or MultiPolygon.</summary>
        public string? Area { get; init; }

        /// <summary>A drawn area to be left out: the rest of the district is its place without the area.</summary>
        public string? Except { get; init; }

        /// <summary>Keys of <see cref="IncidentCodes.Categories"/>; none is all.</summary>
        public IReadOnlyList<string> Categories { get; init; } = [];

        /// <summary>Keys of <see cref="IncidentCodes.AsbTypes"/>; none is all.</summary>
        public IReadOnlyList<string> Types { get; init; } = [];
        public required YearMonth From { get; init; }
        public required YearMonth To { get; init; }
    }

    /// <param name="Month">The month.</param>
    /// <param name="Count">How many; null when the month was never imported.</param>
    public sealed record MonthCount(YearMonth Month, int? Count);

    /// <param name="Months">Every month asked for, in order.</param>
    /// <param name="Latest">The latest month imported at all; null when nothing was.</param>
    /// <param name="Km2">The size of the area asked for; null for a place.</param>
    public sealed record Counted(IReadOnlyList<MonthCount> Months, YearMonth? Latest, double? Km2);

    public async Task<Outcome<Counted>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeIncidents) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var counted = await Count(work, input, cancel);
        if (counted.Done)
        {
            await work.Finish(cancel);
        }

        return counted;
    }

    /// <summary>The same within a piece of work that is under way, whoever it is for: the caller has asked its own policy.</summary>
    internal static async Task<Outcome<Counted>> Count(Work work, Input input, CancellationToken cancel)
    {
        var filter = new IncidentFilter { PlaceNo = input.PlaceNo, Categories = input.Categories, Types = input.Types, From = input.From, To = input.To };
        if (filter.Refuses() is { } unfit)
        {
            return unfit;
        }

        Geometry? area = null, except = null;
        if (input.Area is not null)
        {
            var read = Boundaries.Read(input.Area);
            if (!read.Done)
            {
                return new Refusal($"The area cannot be used: {read.Refusals[0].Sentence}.", nameof(Input.Area));
            }

            area = read.Value;
        }

        if (input.Except is not null)
        {
            var read = Boundaries.Read(input.Except);
            if (!read.Done)
            {
                return new Refusal($"The area to leave out cannot be used: {read.Refusals[0].Sentence}.", nameof(Input.Except));
            }

            except = read.Value;
        }

        var level = await filter.LevelOf(work, cancel);
        if (input.PlaceNo is not null && level is null)
        {
            return new Refusal("There is no such place.", nameof(Input.PlaceNo), RefusalKind.NotFound);
        }

        var force = input.PlaceNo is { } place ? await work.Scalar<string>("select force_code from place where no = $1", cancel, place) : null;
        var imported = await ImportedMonths.Of(work, force, cancel);
        var counts = await Counts(work, filter, level, area, except, cancel);
        return new Counted(
            [.. input.From.To(input.To).Select(m => new MonthCount(m, imported.Contains(m) ? counts.GetValueOrDefault(m) : null))],
            imported.Count == 0 ? null : imported.Max(),
            area is null ? null : Boundaries.SquareKilometres(area));
    }

    private static async Task<Dictionary<YearMonth, int>> Counts(Work work, IncidentFilter filter, Domain.Places.PlaceLevel? level, Geometry? area, Geometry? except, CancellationToken cancel)
    {
        var (where, values) = filter.Where(level);
        if (area?.EnvelopeInternal is { } box)
        {
            values.AddRange([box.MinY, box.MaxY, box.MinX, box.MaxX]);
            where += $" and i.lat between ${values.Count - 3} and ${values.Count - 2} and i.lon between ${values.Count - 1} and ${values.Count}";
        }

        // Points at the same spot are asked about once: open data snaps thousands of incidents to a few places.
        var exact = area is not null || except is not null;
        var (inside, outside) = (area is null ? null : new IndexedPointInAreaLocator(area), except is null ? null : new IndexedPointInAreaLocator(except));
        var counts = new Dictionary<YearMonth, int>();
        await using var find = work.Command($"""
            select date_trunc('month', i.occurred_at at time zone 'Europe/London')::date, count(*)::int {(exact ? ", i.lat, i.lon" : "")}
            from incident i where {where} group by 1 {(exact ? ", 3, 4" : "")}
            """, [.. values]);
        await using var row = await find.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            if (exact)
            {
                if (row.IsDBNull(2))
                {
                    if (area is not null)
                    {
                        continue;
                    }
                }
                else
                {
                    var at = new Coordinate(row.GetDouble(3), row.GetDouble(2));
                    if (inside?.Locate(at) == Location.Exterior || (outside is not null && outside.Locate(at) != Location.Exterior))
                    {
                        continue;
                    }
                }
            }

            var month = YearMonth.Of(row.GetFieldValue<DateOnly>(0));
            counts[month] = counts.GetValueOrDefault(month) + row.GetInt32(1);
        }

        return counts;
    }
}
