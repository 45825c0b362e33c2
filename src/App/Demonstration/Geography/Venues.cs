namespace Wardwise.App.Demonstration;

/// <summary>A spot where people gather: a high street, a green, a block of flats. The hot places are among them.</summary>
/// <param name="Number">Its place in the list of all.</param>
/// <param name="Name">As officers call it.</param>
/// <param name="Heat">How much happens there, for one of its kind; few have much.</param>
internal sealed record Venue(int Number, string Name, VenueKind Kind, int SmallArea, string Neighbourhood, Spot Spot, double Heat);

/// <param name="Kind">A word for programs.</param>
/// <param name="Name">With {n} for the town or neighbourhood and {s}, {t} for words.</param>
/// <param name="In">Settings that have one.</param>
/// <param name="Heat">Against other kinds.</param>
/// <param name="Draws">What it draws, by kind of incident.</param>
internal sealed record VenueKind(
    string Kind,
    string Name,
    IReadOnlyList<Setting> In,
    double Heat,
    IReadOnlyDictionary<string, double> Draws
)
{
    public static IReadOnlyList<Venue> Place(Grounds grounds, Gazetteer names, int seed)
    {
        var kinds = DemonstrationData.Read<List<VenueKind>>("venues.json");
        var dice = new Dice(seed, "venues");
        var (venues, taken) = (new List<Venue>(), new HashSet<string>());
        foreach (var neighbourhood in grounds.Neighbourhoods)
        {
            var cells = Enumerable
                .Range(0, grounds.SmallAreas.Count)
                .Where(i => grounds.SmallAreas[i].Ground.Within == neighbourhood.Code)
                .ToList();
            dice.Shuffle(cells);
            var at = 0;
            foreach (var kind in kinds.Where(k => k.In.Contains(neighbourhood.Setting!.Value)))
            {
                // Two places a small area at most, then round again, and never on top of each other.
                var cell = cells[at++ % cells.Count];
                var area = grounds.SmallAreas[cell];
                var spot = area.Middle.Moved(area.Reach * (at > cells.Count ? 0.9 : 0.3), dice.Between(0, 2 * Math.PI));
                var shortName = neighbourhood.Name.Replace(" Centre", "", StringComparison.Ordinal);
                var name = "";
                do
                {
                    name = kind
                        .Name.Replace("{n}", shortName, StringComparison.Ordinal)
                        .Replace(
                            "{s}",
                            dice.Pick(names.StreetStarts) + (kind.Kind is "Pub" ? "" : dice.Pick(names.StreetEnds)),
                            StringComparison.Ordinal
                        )
                        .Replace("{t}", dice.Pick(names.StreetStarts), StringComparison.Ordinal);
                } while (!taken.Add(name));

                venues.Add(new(venues.Count, name, kind, cell, neighbourhood.Code, spot, kind.Heat * dice.LogNormal(0.85)));
            }
        }

        return venues;
    }
}
