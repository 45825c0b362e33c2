using System.Text.Json;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>Links incidents to a problem: all in its area between two dates, or those picked by hand. Unlinks them too.</summary>
public sealed class LinkIncidents(Database database, PlaceIndexes places)
{
    private const int Most = 5_000;

    public sealed record Input
    {
        public required string Reference { get; init; }

        /// <summary>Picked by hand; null takes the area and the dates.</summary>
        public IReadOnlyList<Guid>? IncidentIds { get; init; }
        public DateOnly? From { get; init; }
        public DateOnly? To { get; init; }
        public bool Unlink { get; init; }
    }

    /// <summary>How many were linked or unlinked.</summary>
    public async Task<Outcome<int>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.TakeOut(input.Reference, cancel) is not { } file)
        {
            return Refusal.NotThere;
        }

        if (ProblemLifecycle.RefusesWriting(file.Problem) is { } locked)
        {
            return locked;
        }

        Outcome<Guid[]> found = input.IncidentIds is { } picked ? picked.Distinct().ToArray() : await InArea(work, file, input, cancel);
        if (!found.Done)
        {
            return found.Refusals.ToList();
        }

        if (found.Value.Length is 0 or > Most)
        {
            return new Refusal(found.Value.Length == 0
                ? input.IncidentIds is null ? "There are no such incidents in the area between these dates." : "Choose at least one incident."
                : "That is more than 5,000 incidents. Choose a shorter time or a smaller area.", input.IncidentIds is null ? nameof(Input.From) : nameof(Input.IncidentIds));
        }

        var count = input.Unlink ? await Take(work, file, found.Value, cancel) : await Add(work, file, found.Value, input.IncidentIds is null, cancel);
        var why = $"{(input.Unlink ? "unlinked" : "linked")} {Words.Of(count, "incident")}";
        work.Noted(new TrailEntry(TrailKind.Alteration, file.Problem.RecordId, null, "problem", why,
            JsonSerializer.Serialize(new { incidents = found.Value }), [file.Problem.RecordId, .. found.Value]));
        return await work.PutBack(file, why, cancel) is { } stale ? stale : count;
    }

    private static async Task<int> Add(Work work, ProblemFile file, Guid[] ids, bool byArea, CancellationToken cancel)
    {
        // Only incidents that the actor sees can be linked: the view keeps the scope.
        await using var add = work.Command("""
            insert into link (id, record_id, kind, other_id, other_kind, why, linked_at)
            select gen_random_uuid(), $1, 'shows', i.id, 'incident', $2, $3 from incident i where i.id = any ($4) on conflict (record_id, kind, other_id) do nothing
            """, file.Problem.RecordId, byArea ? "in the area, between the dates" : "picked by hand", work.Now, ids);
        return await add.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<int> Take(Work work, ProblemFile file, Guid[] ids, CancellationToken cancel)
    {
        await using var take = work.Command("delete from link where record_id = $1 and other_kind = 'incident' and other_id = any ($2)", file.Problem.RecordId, ids);
        return await take.ExecuteNonQueryAsync(cancel);
    }

    private async Task<Outcome<Guid[]>> InArea(Work work, ProblemFile file, Input input, CancellationToken cancel)
    {
        if (input.From is not { } from || input.To is not { } to || to < from)
        {
            return new Refusal("Enter the first and the last day, the last on or after the first.", nameof(Input.From));
        }

        var area = await AreaOfProblem.Of(work, places, file.Aim.AreaGeoJson, file.Aim.PlaceCodes, cancel);
        if (!area.Done)
        {
            return area.Refusals[0] with { Field = nameof(Input.From) };
        }

        var ids = new List<Guid>();
        var inside = new IndexedPointInAreaLocator(area.Value.Shape);
        var box = area.Value.Shape.EnvelopeInternal;
        await using var read = work.Command("""
            select id, lon, lat from incident where occurred_at >= $1 and occurred_at < $2 and lat between $3 and $4 and lon between $5 and $6
              and (cardinality($7::smallint[]) = 0 or category = any ($7)) and (cardinality($8::smallint[]) = 0 or asb_type = any ($8))
            """, LondonTime.StartOf(from), LondonTime.StartOf(to.AddDays(1)), box.MinY, box.MaxY, box.MinX, box.MaxX,
            file.Aim.Categories.Select(c => IncidentCodes.Categories.Find(c)!.Number).ToArray(), file.Aim.Types.Select(t => IncidentCodes.AsbTypes.Find(t)!.Number).ToArray());
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            if (inside.Locate(new Coordinate(row.GetDouble(1), row.GetDouble(2))) != Location.Exterior)
            {
                ids.Add(row.GetGuid(0));
            }
        }

        return ids.ToArray();
    }
}
