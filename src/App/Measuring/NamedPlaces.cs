using Wardwise.App.Data;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>Places to compare with, as people write them: one a line, by code, by name, or as a code with its name behind it.</summary>
internal static class NamedPlaces
{
    /// <summary>The codes; none when nothing was written. Or what is wrong with them.</summary>
    /// <param name="index">All boundaries.</param>
    /// <param name="text">As written.</param>
    /// <param name="area">What they are compared with; null as long as there is none.</param>
    /// <param name="work">The piece of work.</param>
    public static Outcome<string[]> Read(PlaceIndex index, string text, AreaOfProblem? area, Work work)
    {
        var force = area?.ForceCode ?? work.Actor.ForceCode;
        var held = index
            .Boundaries.Where(b =>
                b.Level is PlaceLevel.Lsoa or PlaceLevel.Neighbourhood or PlaceLevel.District
                && b.Holds(work.Today)
                && (force is null || b.ForceCode == force)
            )
            .ToList();
        var found = new List<PlaceBoundary>();
        foreach (
            var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(Folding.Comparer)
        )
        {
            var meant =
                held.Where(b => Is(b.Code, line)).ToList() is { Count: > 0 } whole ? whole
                : held.Where(b => Is(b.Name, line)).ToList() is { Count: > 0 } named ? named
                : held.Where(b => Is(b.Code, line.Split(' ')[0])).ToList();
            var level = area?.Level ?? PlaceLevel.Neighbourhood;
            var fitting = meant.Exists(m => m.Level == level) ? meant.Where(m => m.Level == level).ToList() : meant;
            switch (fitting.Select(m => m.Code).Distinct().Count())
            {
                case 0:
                    return new Refusal($"There is no place called {line}. Write one a line, by name or code.");
                case 1:
                    found.Add(fitting[0]);
                    break;
                default:
                    return new Refusal($"More than one place is called {line}. Write its code.");
            }
        }

        return Unfit(found, area) is { } unfit ? new Refusal(unfit) : found.Select(f => f.Code).Distinct().ToArray();
    }

    /// <summary>"N2 The Oval", as the page shows them and can read them again.</summary>
    public static IReadOnlyList<string> Lines(PlaceIndex index, IEnumerable<string> codes) =>
        [.. codes.Select(c => $"{c} {NameOf(index, c)}".Trim())];

    public static string NameOf(PlaceIndex index, string code) => index.Boundaries.LastOrDefault(b => b.Code == code)?.Name ?? "";

    private static string? Unfit(List<PlaceBoundary> found, AreaOfProblem? area)
    {
        if (found.Select(f => f.Level).Distinct().Count() > 1)
        {
            return "Compare with places of one size: neighbourhoods, districts or LSOAs, not a mixture.";
        }

        if (found.Find(f => area?.Codes.Contains(f.Code) == true) is { } own)
        {
            return $"{own.Name} is the area itself. Compare with other places.";
        }

        return found.Count > 0 && area is { Level: { } level, Codes.Length: 1 } && found[0].Level != level
            ? $"The area is a {level.InWords()}, so compare it with {level.InPlural()}."
            : null;
    }

    private static bool Is(string one, string other) => Folding.Same(one, other);
}
