using System.Globalization;

namespace Wardwise.App.Demonstration;

/// <param name="Uprn">Twelve digits that begin with 9990; no such number has been given out.</param>
internal sealed record Address(string Uprn, int House, Street Street, Spot Spot)
{
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{House} {Street.Name}");
}

/// <param name="Name">Once in its district.</param>
/// <param name="Postcode">In area WX, which does not exist.</param>
internal sealed record Street(string Name, string Postcode, string Town, int SmallArea, Spot Middle);

/// <summary>Streets with houses on them, some in every small area.</summary>
internal sealed record Addresses(IReadOnlyList<Street> Streets, IReadOnlyList<Address> All)
{
    private const string UnitLetters = "ABDEFGHJLNPQRSTUWXYZ";
    private const int HousesInAStreet = 8;

    public ILookup<int, Address> BySmallArea { get; } = All.ToLookup(a => a.Street.SmallArea);

    public static Addresses Make(Grounds grounds, Gazetteer names, int seed)
    {
        var dice = new Dice(seed, "streets");
        var towns = grounds.Districts.ToDictionary(d => d.Code, d => d.Name);
        var neighbourhoods = grounds.Neighbourhoods.ToDictionary(n => n.Code);
        var (streets, all) = (new List<Street>(), new List<Address>());
        var taken = new HashSet<(string, string)>();
        for (var number = 0; number < grounds.SmallAreas.Count; number++)
        {
            var area = grounds.SmallAreas[number];
            var district = neighbourhoods[area.Ground.Within!].Within!;
            var town = towns[district];
            var outward = grounds.Districts.TakeWhile(d => d.Code != district).Count() + 1;
            for (var i = 0; i < 5; i++)
            {
                var name = Name(names, area.Ground.Setting!.Value, dice);
                while (!taken.Add((town, name)))
                {
                    name = Name(names, area.Ground.Setting!.Value, dice);
                }

                var middle = area.Middle.Moved(area.Reach * Math.Sqrt(dice.Share()) * 1.2, dice.Between(0, 2 * Math.PI));
                var street = new Street(name, Postcode(outward, streets.Count(s => s.Town == town)), town, number, middle);
                streets.Add(street);
                all.AddRange(Houses(street, all.Count, Math.Min(area.Reach / 12, 25), dice));
            }
        }

        return new(streets, all);
    }

    private static string Name(Gazetteer names, Setting setting, Dice dice) =>
        dice.Pick(names.StreetStarts) + dice.Pick(names.StreetEnds) + " " + dice.Pick(names.StreetKinds[setting]);

    /// <summary>WX1 1AA, WX1 1AB and so on: one outward code a town, 40 streets a sector.</summary>
    private static string Postcode(int outward, int street)
    {
        var (sector, unit) = Math.DivRem(street, 40);
        return string.Create(CultureInfo.InvariantCulture, $"WX{outward} {1 + sector}{UnitLetters[unit / 20]}{UnitLetters[unit % 20]}");
    }

    private static IEnumerable<Address> Houses(Street street, int before, double apart, Dice dice)
    {
        var along = dice.Between(0, Math.PI);
        for (var i = 0; i < HousesInAStreet; i++)
        {
            var spot = street.Middle.Moved((i - (HousesInAStreet / 2)) * apart, along).Moved(i % 2 == 0 ? 9 : -9, along + (Math.PI / 2));
            yield return new Address((999_000_100_000 + before + i).ToString(CultureInfo.InvariantCulture), 1 + (i * 3), street, spot);
        }
    }
}
