namespace Wardwise.App.Demonstration;

/// <summary>What is to be expected in an ordinary month at each source: the venues first, then the rest of each small area.</summary>
internal sealed class UsualRates
{
    private readonly double[,] _aMonth;

    public UsualRates(Grounds grounds, IReadOnlyList<Venue> venues, IncidentKinds kinds, int seed)
    {
        Venues = venues.Count;
        Sources = venues.Count + grounds.SmallAreas.Count;
        _aMonth = new double[Sources, kinds.All.Count];
        var dice = new Dice(seed, "rates");
        for (var k = 0; k < kinds.All.Count; k++)
        {
            var kind = kinds.All[k];
            double[] atVenues = [.. venues.Select(v => v.Kind.Draws.GetValueOrDefault(kind.Key) * v.Heat * dice.LogNormal(0.5))];
            double[] elsewhere = [.. grounds.SmallAreas.Select(s => s.People * kind.Homes[s.Ground.Setting!.Value] * dice.LogNormal(0.45))];
            var (atAll, elsewhereAll) = (atVenues.Sum(), elsewhere.Sum());
            for (var source = 0; source < Sources; source++)
            {
                _aMonth[source, k] =
                    kind.Year
                    / 12
                    * (
                        source < Venues
                            ? kind.AtVenues * atVenues[source] / atAll
                            : (1 - kind.AtVenues) * elsewhere[source - Venues] / elsewhereAll
                    );
            }
        }
    }

    public int Venues { get; }

    public int Sources { get; }

    public double this[int source, int kind] => _aMonth[source, kind];
}
