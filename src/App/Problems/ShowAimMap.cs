using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>The ground to draw an area on, as GeoJSON: the record's neighbourhood and those beside it, or the whole force where it has
/// none.</summary>
public sealed class ShowAimMap(Database database, PlaceIndexes places)
{
    private const int Most = 40;

    /// <summary>Some three kilometres, in degrees of latitude.</summary>
    private const double Around = 0.03;

    public sealed record Input
    {
        public required string Reference { get; init; }
    }

    public async Task<Outcome<string>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await work
                .Db.Set<Record>()
                .Where(r => r.Reference == input.Reference)
                .Select(r => new { r.PlaceNo })
                .SingleOrDefaultAsync(cancel)
            is not { } record
        )
        {
            return Refusal.NotThere;
        }

        var index = await places.Current(work, cancel);
        var all = index.Boundaries.Where(b =>
            b.Level is PlaceLevel.Neighbourhood && b.Holds(work.Today) && (actor.ForceCode is null || b.ForceCode == actor.ForceCode)
        );
        if (record.PlaceNo is { } place && index.BoundaryOf(place, work.Today) is { } own)
        {
            var near = own.Shape.EnvelopeInternal.Copy();
            near.ExpandBy(Around);
            all = all.Where(b => b.Shape.EnvelopeInternal.Intersects(near)).OrderBy(b => b.PlaceNo != own.PlaceNo).Take(Most);
        }

        var json = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        json.AppendJoin(
            ',',
            all.Select(b =>
                $$"""{"type":"Feature","properties":{"kind":"boundary","name":{{JsonSerializer.Serialize(b.Name)}}}"""
                + $$""","geometry":{{Boundaries.Write(b.Shape)}}}"""
            )
        );
        return json.Append("]}").ToString();
    }
}
