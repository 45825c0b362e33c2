using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Problems;

/// <summary>The ground of a measurement as GeoJSON: the area, its ring, and the places it was held against. Lines only, no
/// incidents.</summary>
public sealed class ShowResultMap(Database database, PlaceIndexes places)
{
    /// <summary>Lines of places compared with are drawn no finer than this, in degrees: some twenty metres, for there may be a
    /// hundred.</summary>
    private const double Coarse = 0.0002;

    public sealed record Input
    {
        public required string Reference { get; init; }

        public required Guid EvaluationId { get; init; }
    }

    /// <param name="Json">Features of kind boundary, comparison, ring and area.</param>
    /// <param name="Drawn">How many of the places compared with have a boundary here.</param>
    public sealed record Map(string Json, int Drawn);

    public async Task<Outcome<Map>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.MeasureResponse) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await (
                from e in work.Db.Set<Evaluation>()
                join r in work.Db.Set<Record>() on e.RecordId equals r.Id
                where e.Id == input.EvaluationId && r.Reference == input.Reference
                select e
            )
                .AsNoTracking()
                .SingleOrDefaultAsync(cancel)
            is not { } evaluation
        )
        {
            return Refusal.NotThere;
        }

        var measured = EvaluationInputs.Read(evaluation.Inputs);
        var area = await AreaOfProblem.Of(work, places, measured.AreaGeoJson, measured.PlaceCodes, cancel);
        if (!area.Done)
        {
            return area.Refusals.ToList();
        }

        var index = await places.Current(work, cancel);
        var like = Like(index, EvaluationWorking.Read(evaluation.Working), area.Value.ForceCode, work.Today);
        var around = index.Boundaries.Where(b =>
            b.Level is PlaceLevel.District && b.Holds(work.Today) && b.ForceCode == area.Value.ForceCode
        );
        var features = around
            .Select(b => Feature("boundary", b.Name, Coarsely(b.Shape)))
            .Concat(like.Select(b => Feature("comparison", b.Name, Coarsely(b.Shape))));
        if (measured.BufferMetres > 0)
        {
            features = features.Append(
                Feature("ring", $"Within {measured.BufferMetres} m", area.Value.Ring(index, measured.BufferMetres).Shape)
            );
        }

        features = features.Append(Feature("area", area.Value.Name, area.Value.Shape));
        return new Map(
            new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[").AppendJoin(',', features).Append("]}").ToString(),
            like.Count
        );
    }

    private static List<PlaceBoundary> Like(PlaceIndex index, EvaluationWorking? working, string? force, DateOnly today)
    {
        var codes = working?.Places.Select(p => p.Code).ToHashSet(StringComparer.Ordinal) ?? [];
        return
        [
            .. index
                .Boundaries.Where(b => codes.Contains(b.Code) && b.ForceCode == force && b.Level.InWords() == working!.Level)
                .GroupBy(b => b.PlaceNo)
                .Select(g => g.OrderByDescending(b => b.Holds(today)).ThenByDescending(b => b.From).First())
                .OrderBy(b => b.Code, StringComparer.Ordinal),
        ];
    }

    private static Geometry Coarsely(Geometry shape) => TopologyPreservingSimplifier.Simplify(shape, Coarse);

    private static string Feature(string kind, string name, Geometry shape) =>
        $$"""{"type":"Feature","properties":{"kind":"{{kind}}","name":{{JsonSerializer.Serialize(name)}}}"""
        + $$""","geometry":{{Boundaries.Write(shape)}}}""";
}
