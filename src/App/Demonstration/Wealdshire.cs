namespace Wardwise.App.Demonstration;

/// <summary>The demonstration county: all of it follows from a seed and a day, and comes out the same each time.</summary>
internal sealed class Wealdshire
{
    public const int Seed = 6;

    private readonly int _seed;
    private readonly Lazy<List<MadeIncident>> _incidents;
    private readonly Lazy<IReadOnlyList<ProblemStory>> _told;
    private readonly ILookup<int, Street> _streets;

    public Wealdshire(DateOnly today, int seed = Seed)
    {
        _seed = seed;
        Calendar = new Calendar(today);
        var names = Gazetteer.Read();
        Grounds = MakeGrounds.Run(names, seed);
        Addresses = Addresses.Make(Grounds, names, seed);
        Venues = VenueKind.Place(Grounds, names, seed);
        Kinds = IncidentKinds.Read();
        Rates = new UsualRates(Grounds, Venues, Kinds, seed);
        Staff = new Staff(Grounds, seed);
        var plan = new PlanStories(Venues, Kinds, Rates, Calendar, seed);
        Stories = plan.Run();
        Planted = [.. PlantedChanges.Unprompted(Grounds), .. plan.Changes(Stories)];
        _streets = Addresses.Streets.ToLookup(s => s.SmallArea);
        _told = new(() => new TellStories(this, Staff, seed).Run());
        _incidents = new(() => new MakeIncidents(Grounds, Venues, Addresses, Kinds, Rates, Planted, Calendar, _seed).Run());
    }

    public Calendar Calendar { get; }

    public Grounds Grounds { get; }

    public Addresses Addresses { get; }

    public IReadOnlyList<Venue> Venues { get; }

    public IncidentKinds Kinds { get; }

    public UsualRates Rates { get; }

    public IReadOnlyList<PlantedChange> Planted { get; }

    public IReadOnlyList<MadeIncident> Incidents => _incidents.Value;

    public Staff Staff { get; }

    /// <summary>The bones of the stories.</summary>
    public IReadOnlyList<StoryPlan> Stories { get; }

    /// <summary>The stories in full, with the numbers that the incidents show.</summary>
    public IReadOnlyList<ProblemStory> Told => _told.Value;

    public IReadOnlyList<Street> StreetsOf(int smallArea) => [.. _streets[smallArea]];
}
