using System.Globalization;

namespace Wardwise.App.Demonstration;

/// <summary>Three years of incidents: the usual rate of each source, by season, with what was planted, and chance.</summary>
internal sealed class MakeIncidents(
    Grounds grounds,
    IReadOnlyList<Venue> venues,
    Addresses addresses,
    IncidentKinds kinds,
    UsualRates rates,
    IReadOnlyList<PlantedChange> planted,
    Calendar calendar,
    int seed
)
{
    private readonly IncidentTexts _texts = IncidentTexts.Read();
    private readonly Persons _persons = new(calendar);
    private readonly Dictionary<int, Street[]> _streets = addresses
        .Streets.GroupBy(s => s.SmallArea)
        .ToDictionary(g => g.Key, g => g.ToArray());
    private readonly Dictionary<int, Address[]> _homes = addresses
        .All.GroupBy(a => a.Street.SmallArea)
        .ToDictionary(g => g.Key, g => g.ToArray());

    public List<MadeIncident> Run()
    {
        var made = new List<MadeIncident>(190_000);
        var homes = RepeatHome.Choose(addresses, _persons, seed);
        var when = new When(calendar, kinds);
        for (var k = 0; k < kinds.All.Count; k++)
        {
            var kind = kinds.All[k];
            var (counts, details) = (new Dice(seed, "counts of " + kind.Key), new Dice(seed, "details of " + kind.Key));
            var season = kinds.Seasons[kind.Season];
            var unrest = Unrest(counts);
            for (var source = 0; source < rates.Sources; source++)
            {
                var changes = ChangesAt(source, kind.Key);
                var neighbourhood = NeighbourhoodOf(source);
                for (var month = 0; month < Calendar.Months; month++)
                {
                    var expected = rates[source, k] * season[calendar.Month(month).Month - 1] * unrest[neighbourhood][month];
                    foreach (var change in changes)
                    {
                        expected *= change.HoldsIn(month) ? change.Factor : 1;
                    }

                    for (var left = counts.Poisson(expected); left > 0; left--)
                    {
                        made.Add(One(k, source, month, homes, when, details));
                    }
                }
            }
        }

        return Numbered(made);
    }

    private static List<MadeIncident> Numbered(List<MadeIncident> made)
    {
        var sorted = made.Select((incident, i) => (incident, i))
            .OrderBy(p => p.incident.At)
            .ThenBy(p => p.i)
            .Select(p => p.incident)
            .ToList();
        var (day, number) = (default(DateTime), 0);
        for (var i = 0; i < sorted.Count; i++)
        {
            number = sorted[i].At.Date == day ? number + 1 : 1;
            day = sorted[i].At.Date;
            sorted[i] = sorted[i] with { Reference = string.Create(CultureInfo.InvariantCulture, $"WX{day:yyMMdd}-{number:D4}") };
        }

        return sorted;
    }

    /// <summary>Months in which a neighbourhood is livelier or quieter than usual, for no reason that anybody planted.</summary>
    private Dictionary<string, double[]> Unrest(Dice dice) =>
        grounds.Neighbourhoods.ToDictionary(
            n => n.Code,
            _ => Enumerable.Range(0, Calendar.Months).Select(_ => dice.LogNormal(0.07)).ToArray()
        );

    private string NeighbourhoodOf(int source) =>
        source < venues.Count ? venues[source].Neighbourhood : grounds.SmallAreas[source - venues.Count].Ground.Within!;

    private List<PlantedChange> ChangesAt(int source, string kind) =>
        [
            .. planted.Where(p =>
                p.Types.Contains(kind)
                && (
                    p.Where == Grounds.ForceCode
                    || p.Where == NeighbourhoodOf(source)
                    || (source < venues.Count && p.Where == venues[source].Name)
                )
            ),
        ];

    private MadeIncident One(int k, int source, int month, ILookup<int, RepeatHome> homes, When when, Dice dice)
    {
        var kind = kinds.All[k];
        var venue = source < venues.Count ? venues[source] : null;
        var area = venue?.SmallArea ?? source - venues.Count;
        var home = venue is null && kind.AtHome && dice.Falls(0.45) ? Lively(homes[area], month, dice) : null;
        var address = home?.Address ?? (venue is null && kind.AtHome ? dice.Pick(_homes[area]) : null);
        var street = address?.Street ?? dice.Pick(_streets[area]);
        var spot =
            address?.Spot ?? (venue is null ? street.Middle.Moved(dice.Between(0, 60), dice.Between(0, 2 * Math.PI)) : Near(venue, dice));
        var noPlace = address is null && dice.Falls(0.012);
        var at = when.Draw(kind, month, dice);
        return new(
            "",
            at,
            dice.Falls(0.06),
            k,
            AsbCategory(kind, dice),
            source,
            noPlace ? null : spot,
            address,
            _texts.Write(kind.Key, venue?.Name ?? street.Name, address?.Line ?? street.Name, dice),
            kind.Asb is null ? Outcome(month, dice) : null,
            People(kind, home, dice)
        );
    }

    private static RepeatHome? Lively(IEnumerable<RepeatHome> homes, int month, Dice dice)
    {
        var lively = homes.Where(h => h.IsLivelyIn(month)).ToList();
        return lively.Count == 0 ? null : dice.Pick(lively);
    }

    private static Spot Near(Venue venue, Dice dice) =>
        venue.Spot.Moved(Math.Min(Math.Abs(dice.Normal()) * 45, 140), dice.Between(0, 2 * Math.PI));

    private static string? AsbCategory(IncidentKinds.Kind kind, Dice dice)
    {
        if (kind.Asb is not [var personal, var nuisance, var environmental])
        {
            return null;
        }

        var draw = dice.Share();
        return draw < personal ? "personal"
            : draw < personal + nuisance ? "nuisance"
            : draw < personal + nuisance + environmental ? "environmental"
            : "not-known";
    }

    private static string Outcome(int month, Dice dice)
    {
        if (month >= Calendar.Months - 2 && dice.Falls(month == Calendar.Months - 1 ? 0.8 : 0.45))
        {
            return "under-investigation";
        }

        return dice.Share() switch
        {
            < 0.47 => "no-suspect-identified",
            < 0.80 => "unable-to-prosecute",
            < 0.87 => "charged",
            < 0.92 => "local-resolution",
            < 0.95 => "caution",
            _ => "another-organisation",
        };
    }

    private List<MadePerson> People(IncidentKinds.Kind kind, RepeatHome? home, Dice dice)
    {
        var people = new List<MadePerson>();
        if (home is not null && dice.Falls(0.8))
        {
            people.Add(home.Victim);
            if (home.Suspect is { } suspect && dice.Falls(0.5))
            {
                people.Add(suspect);
            }
        }
        else if (dice.Falls(kind.AtHome ? 0.25 : 0.08))
        {
            people.Add(_persons.Somebody(kind.AtHome ? "victim" : "caller", dice));
        }

        return people;
    }
}
