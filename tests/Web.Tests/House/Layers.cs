using System.Text.RegularExpressions;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>The orders in which areas, pages and rooms lean, each on those before it, as docs/architecture.md prints them. They stand
/// there and nowhere else.</summary>
internal static partial class Layers
{
    private static string Page { get; } = File.ReadAllText(Checkout.File("docs", "architecture.md"));

    /// <summary>Of rules and use cases. Who acts and the database that is told so are one room.</summary>
    public static IReadOnlyList<string[]> Areas { get; } =
    [
        .. Page[Page.IndexOf("| in order |", StringComparison.Ordinal)..]
            .Split('\n')
            .Skip(2)
            .TakeWhile(l => l.StartsWith('|'))
            .SelectMany(l => l.Split('|')[1].Replace(" (one room)", "", StringComparison.Ordinal).Split(','))
            .Select(row => row.Trim().Split(" and ")),
    ];

    /// <summary>Of pages, and of the areas of the application that they ask.</summary>
    public static IReadOnlyList<string[]> Pages { get; } = Listed("Pages, in order:");

    /// <summary>Of what is in src/Web beside the pages, and the pages among them.</summary>
    public static IReadOnlyList<string[]> Rooms { get; } = Listed("Rooms of the door, in order:");

    /// <summary>-1 for what lies in no area: the composition at the root of a floor leans on anything.</summary>
    public static int Place(string area, IReadOnlyList<string[]> order) =>
        order.Index().FirstOrDefault(r => r.Item.Contains(area), (-1, [])).Item1;

    private static List<string[]> Listed(string title)
    {
        var from = Page.IndexOf($"**{title}**", StringComparison.Ordinal) + title.Length + 4;
        var list = Page[from..Page.IndexOf("\n\n", from, StringComparison.Ordinal)];
        return [.. Name().Matches(list).Select(n => n.Groups["names"].Value.Split(" and "))];
    }

    [GeneratedRegex("`(?<names>[A-Za-z ]+)`")]
    private static partial Regex Name();
}
