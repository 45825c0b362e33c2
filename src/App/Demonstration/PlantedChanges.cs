namespace Wardwise.App.Demonstration;

/// <summary>What is planted apart from the stories of the problem records.</summary>
internal static class PlantedChanges
{
    private static readonly string[] AllAsb = [.. IncidentKinds.Read().Asb.Select(k => k.Key)];

    public static IReadOnlyList<PlantedChange> Unprompted(Grounds grounds)
    {
        string Code(string name) => grounds.Neighbourhoods.First(n => n.Name == name).Code;
        return
        [
            new(
                Grounds.ForceCode,
                ["rowdy-behaviour"],
                20,
                0.92,
                "The force began to record some calls as crime instead of rowdy behaviour: a step everywhere, that no response made."
            ),
            new(
                Grounds.ForceCode,
                ["public-order"],
                20,
                1.25,
                "The other side of the same step: more is recorded as a public order offence."
            ),
            new(Code("Goosewether"), AllAsb, 22, 0.55, "A warden scheme on the whole estate."),
            new(
                Code("Flintmarle"),
                ["rowdy-behaviour", "vehicle-nuisance", "noise"],
                24,
                1.6,
                "New flats opened before anything was there for young people to do."
            ),
            new(Code("Reedmarrow"), AllAsb, 27, 1.4, "The youth club closed."),
            new(Code("Priorsgill"), ["burglary", "vehicle-crime"], 18, 1.9, "A series by one group, until it was arrested.", 25),
            new(Code("Hollowmarsh"), ["trespass", "other-crime"], 30, 2.2, "Hare coursing moved in from the next county."),
        ];
    }
}
