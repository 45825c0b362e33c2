namespace Wardwise.App.Demonstration;

/// <summary>How often, where and when each kind of incident happens in an ordinary year.</summary>
internal sealed record IncidentKinds(
    IReadOnlyDictionary<string, double[]> Hours,
    IReadOnlyDictionary<string, double[]> Weekdays,
    IReadOnlyDictionary<string, double[]> Seasons,
    IReadOnlyList<IncidentKinds.Kind> Asb,
    IReadOnlyList<IncidentKinds.Kind> Crimes
)
{
    /// <param name="Key">The type of anti-social behaviour, or the category of crime.</param>
    /// <param name="Year">Incidents a year in the county.</param>
    /// <param name="AtVenues">The share that happens at venues; the rest is spread over streets and homes.</param>
    /// <param name="Hours">Which pattern over the day.</param>
    /// <param name="Weekdays">Which pattern over the week.</param>
    /// <param name="Season">Which pattern over the year.</param>
    /// <param name="Homes">How much away from venues, for each inhabitant, by setting.</param>
    /// <param name="AtHome">Away from venues it happens at an address.</param>
    /// <param name="Asb">The shares that are personal, nuisance and environmental; the rest is not known. Null for crimes.</param>
    internal sealed record Kind(
        string Key,
        double Year,
        double AtVenues,
        string Hours,
        string Weekdays,
        string Season,
        IReadOnlyDictionary<Setting, double> Homes,
        bool AtHome = false,
        double[]? Asb = null
    );

    /// <summary>Anti-social behaviour first.</summary>
    public IReadOnlyList<Kind> All { get; } = [.. Asb, .. Crimes];

    public int IndexOf(string key) => All.Select((k, i) => (k, i)).First(p => p.k.Key == key).i;

    public static IncidentKinds Read() => DemonstrationData.Read<IncidentKinds>("incident-kinds.json");
}
