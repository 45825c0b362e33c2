using System.Runtime.InteropServices;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>Finds the neighbourhood and district of many points of one force. Remembers each point, since snap points come again and
/// again.</summary>
internal sealed class Placing(PlaceIndex index, string forceCode)
{
    private const int Remembered = 500_000;

    private readonly DateOnly[] _changes = index.DaysOfChange(PlaceLevel.Neighbourhood, PlaceLevel.District, PlaceLevel.Force);
    private readonly Dictionary<(LatLon Point, int Era), Placed> _known = [];
    private readonly HashSet<int> _ownForce = OwnForce(index, forceCode);
    private YearMonth _month;
    private int _era;

    /// <summary>Whether the force's own boundary is known, so that "outside" means something.</summary>
    public bool KnowsTheForce => _ownForce.Count > 0;

    public Placed Find(LatLon point, DateOnly day)
    {
        var key = (point, EraOf(day));
        ref var placed = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, key, out var known);
        if (!known)
        {
            placed = new(
                index.Find(PlaceLevel.Neighbourhood, point, day, forceCode)?.PlaceNo,
                index.Find(PlaceLevel.District, point, day, forceCode)?.PlaceNo,
                KnowsTheForce && !_ownForce.Contains(index.Find(PlaceLevel.Force, point, day, forceCode)?.PlaceNo ?? 0)
            );
            if (_known.Count > Remembered)
            {
                var keep = placed;
                _known.Clear();
                return keep;
            }
        }

        return placed;
    }

    /// <summary>The code of the small area that holds a point, for incidents whose source does not name one; null where none is
    /// held.</summary>
    public string? SmallAreaOf(LatLon point, DateOnly day) => index.Find(PlaceLevel.Lsoa, point, day, forceCode)?.Code;

    /// <summary>A file of force boundaries may hold the neighbours too: the force's own is the only one, or the one that is called like
    /// it.</summary>
    private static HashSet<int> OwnForce(PlaceIndex index, string forceCode)
    {
        var held = index.Boundaries.Where(b => b.Level == PlaceLevel.Force && b.ForceCode == forceCode).ToList();
        if (held.Select(b => b.PlaceNo).Distinct().Count() > 1)
        {
            held = [.. held.Where(b => IsCalled(b.Name, forceCode) || b.Code.Equals(forceCode, StringComparison.OrdinalIgnoreCase))];
        }

        return [.. held.Select(b => b.PlaceNo)];
    }

    private static bool IsCalled(string name, string forceCode)
    {
        var slug = name.ToLowerInvariant().Replace("&", "and", StringComparison.Ordinal).Replace(' ', '-');
        return slug == forceCode
            || slug.StartsWith(forceCode + "-", StringComparison.Ordinal)
            || name.Equals(PoliceForces.NameByCode.GetValueOrDefault(forceCode), StringComparison.OrdinalIgnoreCase);
    }

    private int EraOf(DateOnly day)
    {
        if (_changes.Length == 0)
        {
            return 0;
        }

        var month = YearMonth.Of(day);
        if (month != _month || day.Day != 1)
        {
            var found = Array.BinarySearch(_changes, day);
            (_month, _era) = (day.Day == 1 ? month : default, found >= 0 ? found + 1 : ~found);
        }

        return _era;
    }
}

/// <summary>Where a point lies; null where no boundary holds it.</summary>
internal readonly record struct Placed(int? NeighbourhoodNo, int? DistrictNo, bool OutsideForce);
