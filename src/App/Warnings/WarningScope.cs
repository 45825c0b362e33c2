using Wardwise.App.Access;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Warnings;

/// <summary>Which neighbourhoods are asked about.</summary>
/// <param name="Name">In words, for a sentence.</param>
/// <param name="ForceCode">Whose they are.</param>
/// <param name="PlaceNo">The place that was asked for, or the actor's only one.</param>
/// <param name="IsOne">A single neighbourhood.</param>
/// <param name="Holds">Whether a neighbourhood is among them.</param>
internal sealed record WarningScope(string Name, string ForceCode, int? PlaceNo, bool IsOne, Func<WarnedPlace, bool> Holds)
{
    public static Outcome<WarningScope> Of(PlaceIndex index, Actor actor, int? asked)
    {
        var own = asked is { } one ? [one] : actor.Postings.Select(p => p.PlaceNo).OfType<int>().Distinct().ToList();
        var found = own.Select(no => index.Boundaries.FirstOrDefault(b => b.PlaceNo == no))
            .OfType<PlaceBoundary>()
            .Where(b => actor.ForceCode is not { } force || b.ForceCode == force)
            .ToList();
        if (asked is not null && found.Count == 0)
        {
            return Refusal.NotThere;
        }

        found = [.. found.Where(b => b.Level is PlaceLevel.Neighbourhood or PlaceLevel.District or PlaceLevel.Force)];
        if (found.Count == 0)
        {
            return asked is not null ? new Refusal("Choose a neighbourhood, a district or the force.", nameof(ListWarnings.Input.PlaceNo))
                : (actor.ForceCode ?? index.Boundaries.FirstOrDefault(b => b.Level is PlaceLevel.Neighbourhood)?.ForceCode) is { } whole
                    ? new WarningScope("the whole force", whole, null, false, _ => true)
                : new Refusal("Your posting belongs to no force, so there is no place to look at.", nameof(ListWarnings.Input.PlaceNo));
        }

        if (found.Exists(b => b.Level is PlaceLevel.Force))
        {
            return new WarningScope(
                $"the whole of {found.Find(b => b.Level is PlaceLevel.Force)!.Name}",
                found[0].ForceCode,
                found[0].PlaceNo,
                false,
                _ => true
            );
        }

        var numbers = found.Select(b => b.PlaceNo).ToHashSet();
        return new WarningScope(
            Words.List([.. found.Select(b => b.Name).Distinct()]),
            found[0].ForceCode,
            found.Count == 1 ? found[0].PlaceNo : null,
            found is [{ Level: PlaceLevel.Neighbourhood }],
            p => numbers.Contains(p.No) || (p.DistrictNo is { } district && numbers.Contains(district))
        );
    }
}
