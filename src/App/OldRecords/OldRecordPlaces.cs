using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.OldRecords;

/// <summary>How a record came by its place.</summary>
public enum OldPlace
{
    ByName,
    ByPosition,
    None,
}

/// <summary>Where an old record lies: by the neighbourhood that it names, else by its position.</summary>
internal sealed class OldRecordPlaces(PlaceIndex index, string force, DateOnly today)
{
    private readonly Placing _placing = new(index, force);

    private readonly ILookup<string, int> _named = index
        .Boundaries.Where(b => b.Level == PlaceLevel.Neighbourhood && b.ForceCode == force)
        .SelectMany(b => new[] { (Key: b.Name, b.PlaceNo), (Key: b.Code, b.PlaceNo) })
        .Distinct()
        .ToLookup(b => b.Key, b => b.PlaceNo, Folding.Comparer);

    public bool KnowsTheForce => _placing.KnowsTheForce;

    /// <param name="PlaceNo">Null without a place.</param>
    /// <param name="How">How it was found.</param>
    /// <param name="UnknownName">The neighbourhood as written, when there is none of that name.</param>
    /// <param name="IsOutside">Whether its position lies outside the force.</param>
    public readonly record struct Found(int? PlaceNo, OldPlace How, string? UnknownName, bool IsOutside);

    public Found Find(OldRecordDraft draft, Action<string> warn)
    {
        var written = draft.Cells[OldColumns.Neighbourhood];
        var named = _named[written].Distinct().ToList();
        var at = draft.Point is { } point
            ? _placing.Find(point, draft.Opened) is { NeighbourhoodNo: not null } then
                ? then
                : _placing.Find(point, today)
            : default;
        var byPosition = at.OutsideForce ? null : at.NeighbourhoodNo ?? at.DistrictNo;
        if (at.OutsideForce)
        {
            warn($"latitude, longitude: {draft.Point} lies outside the force. The position is not used");
        }

        if (named is [var one])
        {
            if (at.NeighbourhoodNo is { } other && other != one && !at.OutsideForce)
            {
                warn($"neighbourhood: the position lies outside {written}. The record stays in {written}");
            }

            return new(one, OldPlace.ByName, null, at.OutsideForce);
        }

        if (written.Length > 0)
        {
            var what = named.Count > 1 ? "is the name of more than one neighbourhood" : "is not known";
            warn($"neighbourhood: '{written}' {what}. The record {(byPosition is null ? "has no place" : "is placed by its position")}");
        }

        return new(
            byPosition,
            byPosition is null ? OldPlace.None : OldPlace.ByPosition,
            written.Length > 0 ? written : null,
            at.OutsideForce
        );
    }
}
