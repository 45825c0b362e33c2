using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Incidents;

/// <summary>
/// Places again the incidents of the months that a boundary concerns: a neighbourhood and district from the geometry in force at the time.
/// A month is one piece of work, so this can stop anywhere and go on later.
/// </summary>
public sealed class PlaceIncidents(Database database, PlaceIndexes places) : IFollowsImport
{
    public sealed record Input
    {
        public IProgress<ImportProgress>? Progress { get; init; }
    }

    /// <param name="Months">Months gone through.</param>
    /// <param name="Moved">Incidents that now lie elsewhere than before.</param>
    public sealed record Placed(int Months, int Moved);

    public async Task<Outcome<Placed>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManagePlaces) is { } no)
        {
            return no;
        }

        var (months, moved) = (0, 0);
        while (await PlaceMonth(actor, cancel) is { } done)
        {
            months++;
            moved += done.Moved;
            input.Progress?.Report(new(months, months + done.Left, moved, done.Month.ToString()));
        }

        return new Placed(months, moved);
    }

    async Task IFollowsImport.AfterImport(Actor actor, CancellationToken cancel) => await Run(actor, new(), cancel);

    /// <summary>Places one month that is due; null when none is.</summary>
    private async Task<(YearMonth Month, int Moved, int Left)?> PlaceMonth(Actor actor, CancellationToken cancel)
    {
        await using var work = await database.Begin(actor, cancel);
        var claimed = await work.FirstRow<(short, YearMonth, string, int)?>(
            """
            delete from place_due d using scope s join agency a on a.id = s.agency_id join force f on f.id = a.force_id
            where s.no = d.scope and (d.scope, d.month) = (select scope, month from place_due order by month desc, scope
                limit 1 for update skip locked)
            returning d.scope, d.month, f.code, (select count(*) from place_due)::int - 1 as left
            """,
            row => (row.Get<short>("scope"), row.Month("month"), row.Get<string>("code"), row.Get<int>("left")),
            cancel
        );
        if (claimed is not var (scope, month, force, left))
        {
            return null;
        }

        await ForceEntry.Look(work, scope, cancel);
        var placing = new Placing(await places.Current(work, cancel), force);
        var (ids, neighbourhoods, districts, smallAreas) = (new List<Guid>(), new List<int?>(), new List<int?>(), new List<string?>());
        await foreach (
            var row in work.EachRow(
                """
                select id, lat, lon, occurred_at, neighbourhood_no, district_no, lsoa_code from incident
                where scope = $1 and occurred_at >= $2 and occurred_at < $3 and lat is not null
                """,
                cancel,
                scope,
                LondonTime.StartOf(month.FirstDay),
                LondonTime.StartOf(month.Plus(1).FirstDay)
            )
        )
        {
            var (point, day) = (
                new LatLon(row.Get<double>("lat"), row.Get<double>("lon")),
                LondonTime.DayOf(row.Get<DateTimeOffset>("occurred_at"))
            );
            var placed = placing.Find(point, day);
            // What the source named stays; only what it left open is filled in.
            var smallArea = row.IsNull("lsoa_code") ? placing.SmallAreaOf(point, day) : null;
            var neighbourhood = row.Get<int?>("neighbourhood_no");
            var district = row.Get<int?>("district_no");
            if (placed.NeighbourhoodNo != neighbourhood || placed.DistrictNo != district || smallArea is not null)
            {
                ids.Add(row.Get<Guid>("id"));
                neighbourhoods.Add(placed.NeighbourhoodNo);
                districts.Add(placed.DistrictNo);
                smallAreas.Add(smallArea);
            }
        }

        await using (
            var move = work.Command(
                """
                update incident i set neighbourhood_no = v.neighbourhood_no, district_no = v.district_no, lsoa_code = coalesce(i.lsoa_code,
                    v.lsoa_code)
                from unnest($1::uuid[], $2::int[], $3::int[], $4::text[]) v(id, neighbourhood_no, district_no, lsoa_code) where i.id = v.id
                """,
                ids.ToArray(),
                neighbourhoods.ToArray(),
                districts.ToArray(),
                smallAreas.ToArray()
            )
        )
        {
            await move.ExecuteNonQueryAsync(cancel);
        }

        // Nothing of the model is saved here that could be refused.
        if (await work.Commit("Placed incidents by the boundaries in force", cancel) is { } refused)
        {
            throw new InvalidOperationException(refused.Sentence);
        }

        return (month, ids.Count, left);
    }
}
