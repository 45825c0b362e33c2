using Wardwise.Domain.Accounts;

namespace Wardwise.App.Demonstration;

/// <param name="Key">A word for programs: police, council-Tollminster, housing-0, fire, health, school, youth.</param>
internal sealed record StaffAgency(string Key, string Name, AgencyKind Kind);

/// <param name="Neighbourhood">The code of the neighbourhood that it looks after.</param>
internal sealed record StaffTeam(string Neighbourhood, string Name);

/// <param name="Introduced">One line for the sign-in page, of the few who stand there.</param>
internal sealed record StaffMember(
    string Email,
    string Name,
    string JobTitle,
    string Agency,
    string? Neighbourhood,
    Role Role,
    string? Introduced
);

/// <summary>The people who use the system in Wealdshire. All invented.</summary>
internal sealed class Staff
{
    public const string PoliceName = "Wealdshire Constabulary";

    private static readonly string[] HousingNames = ["Lanternlea Homes", "Kestrelwick Housing", "Oxbarrow Homes"];

    private readonly Grounds _grounds;
    private readonly List<string> _names;
    private readonly HashSet<string> _introduced = [];
    private readonly Dictionary<string, string> _townOf;

    public Staff(Grounds grounds, int seed)
    {
        _grounds = grounds;
        var names = Names.Read();
        var dice = new Dice(seed, "staff");
        var (first, last) = (names.First.ToList(), names.Last.ToList());
        dice.Shuffle(first);
        dice.Shuffle(last);

        // Each first name twice, each time with another last name.
        _names = [.. first.Zip(last, (f, l) => f + " " + l), .. first.Zip(last.Skip(7).Concat(last.Take(7)), (f, l) => f + " " + l)];
        _townOf = grounds.Neighbourhoods.ToDictionary(n => n.Code, n => grounds.Districts.First(d => d.Code == n.Within).Name);
        Agencies =
        [
            new("police", PoliceName, AgencyKind.Police),
            .. grounds.Districts.Select(
                (d, i) =>
                    new StaffAgency(
                        "council-" + d.Name,
                        d.Name
                            + (
                                i == 0 ? " City Council"
                                : i % 3 == 0 ? " Borough Council"
                                : " District Council"
                            ),
                        AgencyKind.Council
                    )
            ),
            .. HousingNames.Select(
                (name, i) =>
                    new StaffAgency(
                        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"housing-{i}"),
                        name,
                        AgencyKind.Housing
                    )
            ),
            new("fire", "Wealdshire Fire and Rescue", AgencyKind.Fire),
            new("health", "Wealdshire Community Health", AgencyKind.Health),
            new("school", "Tollivant Schools Trust", AgencyKind.Education),
            new("youth", "The Turnstone Youth Project", AgencyKind.Voluntary),
        ];
        Teams = [.. grounds.Neighbourhoods.Select(n => new StaffTeam(n.Code, n.Name + " team"))];
        Members = [.. Everybody(dice)];
    }

    public IReadOnlyList<StaffAgency> Agencies { get; }

    public IReadOnlyList<StaffTeam> Teams { get; }

    public IReadOnlyList<StaffMember> Members { get; }

    /// <summary>Those on the sign-in page of the demonstration.</summary>
    public IEnumerable<StaffMember> Featured => Members.Where(m => m.Introduced is not null);

    /// <summary>The agency of a step, for a place: its council, its landlord, or the one for all.</summary>
    public StaffAgency AgencyFor(string by, string neighbourhood)
    {
        var town = _townOf[neighbourhood];
        var number = _grounds.Districts.TakeWhile(d => d.Name != town).Count();
        var key = by switch
        {
            "council" or "business" => "council-" + town,
            "housing" => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"housing-{number % HousingNames.Length}"),
            _ => by,
        };
        return Agencies.First(a => a.Key == key);
    }

    public string TownOf(string neighbourhood) => _townOf[neighbourhood];

    public StaffMember OfficerOf(string neighbourhood) => Members.First(m => m.Neighbourhood == neighbourhood && m.Role == Role.Officer);

    /// <summary>The sergeant of the district.</summary>
    public StaffMember SupervisorOf(string neighbourhood) =>
        Members
            .Where(m => m is { Role: Role.Supervisor, Neighbourhood: not null })
            .First(m => _townOf[m.Neighbourhood!] == _townOf[neighbourhood]);

    public IReadOnlyList<StaffMember> Coordinators => [.. Members.Where(m => m.Role == Role.Coordinator)];

    private IEnumerable<StaffMember> Everybody(Dice dice)
    {
        foreach (var team in Teams)
        {
            var place = _grounds.Neighbourhoods.First(n => n.Code == team.Neighbourhood).Name;
            var title = dice.Falls(0.6) ? "PCSO" : "PC";
            yield return Member(
                title,
                "police",
                team.Neighbourhood,
                Role.Officer,
                place switch
                {
                    "Netherwisk" => $"{{0}}, {team.Name}: a busy estate, a shopping parade and young people",
                    "Stavering Centre" => $"{{0}}, {team.Name}: a town centre with street drinking and begging",
                    "Hollowmarsh" => $"{{0}}, {team.Name}: farms, fields and hare coursing",
                    _ => null,
                }
            );
        }

        foreach (var district in _grounds.Districts)
        {
            var centre = _grounds.Neighbourhoods.First(n => n.Within == district.Code);
            yield return Member(
                "Sergeant",
                "police",
                centre.Code,
                Role.Supervisor,
                district.Name == "Tollminster" ? "{0}, supervises the teams of Tollminster and signs off their records" : null
            );
        }

        foreach (var area in _grounds.Areas)
        {
            yield return Member(
                "Inspector",
                "police",
                null,
                Role.Supervisor,
                area == _grounds.Areas[1] ? $"{{0}}, {area.Name}: is my area doing what it promised?" : null
            );
        }

        yield return Member(
            "Problem-solving coordinator",
            "police",
            null,
            Role.Coordinator,
            "{0}, moderates grades and looks after the library of what works"
        );
        for (var i = 0; i < 3; i++)
        {
            yield return Member("Analyst", "police", null, Role.Coordinator, null);
        }

        foreach (var agency in Agencies.Skip(1))
        {
            for (var i = 0; i < (agency.Kind is AgencyKind.Council ? 1 : 2); i++)
            {
                yield return Member(
                    PartnerTitle(agency.Kind, i),
                    agency.Key,
                    null,
                    Role.Partner,
                    i > 0
                        ? null
                        : agency.Key switch
                        {
                            "council-Tollminster" =>
                                "{0}, Tollminster City Council: sees what is shared with the council, and its own actions",
                            "housing-0" => "{0}, Lanternlea Homes: a landlord's view",
                            _ => null,
                        }
                );
            }
        }

        yield return Member("Systems administrator", "police", null, Role.Administrator, "{0}: accounts, agencies, rules and the audit");
        yield return Member("Records manager", "police", null, Role.Administrator, null);
    }

    private static string PartnerTitle(AgencyKind kind, int number) =>
        kind switch
        {
            AgencyKind.Council => "Community safety officer",
            AgencyKind.Housing => number == 0 ? "Housing officer" : "Tenancy enforcement officer",
            AgencyKind.Fire => number == 0 ? "Prevention officer" : "Watch manager",
            AgencyKind.Health => number == 0 ? "Mental health nurse" : "Substance misuse lead",
            AgencyKind.Education => number == 0 ? "Safeguarding lead" : "Attendance officer",
            _ => number == 0 ? "Detached youth worker" : "Project lead",
        };

    private StaffMember Member(string title, string agency, string? neighbourhood, Role role, string? introduction)
    {
        var name = _names[_introduced.Count];
        _introduced.Add(name);
        var host = agency switch
        {
            "police" => "wealdshire",
            _ when agency.StartsWith("housing", StringComparison.Ordinal) => Agencies.First(a => a.Key == agency).Name.Split(' ')[0],
            _ => agency.Replace("council-", "", StringComparison.Ordinal) + "-partner",
        };
        var email = $"{name.ToLowerInvariant().Replace(' ', '.')}@{host.ToLowerInvariant()}.example";
        var called = title is "PCSO" or "PC" or "Sergeant" or "Inspector"
            ? $"{title} {name}"
            : $"{name}, {char.ToLowerInvariant(title[0])}{title[1..]}";
        return new(email, name, title, agency, neighbourhood, role, introduction?.Replace("{0}", called, StringComparison.Ordinal));
    }
}
