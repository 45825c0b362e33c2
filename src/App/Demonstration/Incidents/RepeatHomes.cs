namespace Wardwise.App.Demonstration;

/// <summary>A home where it happens again and again for a while, to the same person and mostly by the same one.</summary>
internal sealed record RepeatHome(Address Address, MadePerson Victim, MadePerson? Suspect, int FromMonth, int UntilMonth)
{
    public bool IsLivelyIn(int month) => month >= FromMonth && month < UntilMonth;

    public static ILookup<int, RepeatHome> Choose(Addresses addresses, Persons persons, int seed)
    {
        var dice = new Dice(seed, "repeat homes");
        var homes = new List<RepeatHome>();
        foreach (var street in addresses.BySmallArea)
        {
            var here = street.ToList();
            for (var from = dice.Whole(-8, 2); from < Calendar.Months; from += dice.Whole(4, 12))
            {
                var suspect = dice.Falls(0.6) ? persons.Somebody("suspect", dice) : null;
                homes.Add(new(dice.Pick(here), persons.Somebody("victim", dice), suspect, from, from + dice.Whole(3, 10)));
            }
        }

        return homes.ToLookup(h => h.Address.Street.SmallArea);
    }
}

/// <summary>Invented people: a first and a last name put together by chance.</summary>
internal sealed class Persons(Calendar calendar)
{
    private readonly Names _names = Names.Read();

    public MadePerson Somebody(string role, Dice dice)
    {
        var name = dice.Pick(_names.First) + " " + dice.Pick(_names.Last);
        var born = dice.Falls(0.7) ? calendar.Today.AddDays(-dice.Whole(16 * 365, 84 * 365)) : (DateOnly?)null;

        // Numbers that Ofcom keeps free for drama.
        var phone = dice.Falls(0.6)
            ? "07700 900" + dice.Whole(0, 999).ToString("D3", System.Globalization.CultureInfo.InvariantCulture)
            : null;
        return new(role, name, born, phone);
    }
}

internal sealed record Names(IReadOnlyList<string> First, IReadOnlyList<string> Last)
{
    public static Names Read() => DemonstrationData.Read<Names>("names.json");
}
