namespace Wardwise.App.Demonstration;

/// <summary>The names of Wealdshire and where its towns lie, in kilometres from the middle. All invented.</summary>
internal sealed record Gazetteer(
    IReadOnlyList<Gazetteer.Area> Areas,
    IReadOnlyList<string> StreetStarts,
    IReadOnlyList<string> StreetEnds,
    IReadOnlyDictionary<Setting, IReadOnlyList<string>> StreetKinds
)
{
    internal sealed record Area(string Code, string Name, IReadOnlyList<District> Districts);

    internal sealed record District(string Town, double X, double Y, IReadOnlyDictionary<string, Setting> Neighbourhoods);

    public static Gazetteer Read() => DemonstrationData.Read<Gazetteer>("gazetteer.json");
}

/// <summary>What sort of neighbourhood it is: how dense, and what happens there.</summary>
internal enum Setting
{
    Centre,
    Estate,
    Suburb,
    Village,
    Rural,
}
