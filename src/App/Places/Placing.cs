using System.Runtime.InteropServices;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>Finds the neighbourhood and district of many points of one force. Remembers each point, since snap points come again and again.</summary>
internal sealed class Placing(PlaceIndex index, string forceCode)
{
    private const int Remembered = 500_000;

    private readonly DateOnly[] _changes = index.DaysOfChange(PlaceLevel.Neighbourhood, PlaceLevel.District, PlaceLevel.Force);
    private readonly Dictionary<(LatLon Point, int Era), Placed> _known = [];
    private readonly bool _hasForce = index.Has(PlaceLevel.Force, forceCode);
    private YearMonth _month;
    private int _era;

    /// <summary>Whether the force's own boundary is known, so that "outside" means something.</summary>
    public bool KnowsTheForce => _hasForce;

    public Placed Find(LatLon point, DateOnly day)
    {
        var key = (point, EraOf(day));
        ref var placed = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, key, out var known);
        if (!known)
        {
            placed = new(
                index.Find(PlaceLevel.Neighbourhood, point, day, forceCode)?.PlaceNo,
                index.Find(PlaceLevel.District, point, day, forceCode)?.PlaceNo,
                _hasForce && index.Find(PlaceLevel.Force, point, day, forceCode) is null);
            if (_known.Count > Remembered)
            {
                var keep = placed;
                _known.Clear();
                return keep;
            }
        }

        return placed;
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
