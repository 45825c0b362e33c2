using Wardwise.App.Data;
using Wardwise.App.Search;

namespace Wardwise.App.Library;

/// <summary>A kind of problem or a technique, as the library shows it.</summary>
/// <param name="Code">Of the rules in force.</param>
/// <param name="Name">For people.</param>
/// <param name="Family">Under which it is listed.</param>
/// <param name="About">What belongs to it, in a line.</param>
/// <param name="Related">Codes of kinds that are like it.</param>
public sealed record LibraryKind(string Code, string Name, string Family, string About, IReadOnlyList<string> Related);

internal static class LibraryKinds
{
    /// <summary>Every kind of the thesaurus in force, in its order.</summary>
    public static async Task<IReadOnlyList<LibraryKind>> Kinds(this Work work, CancellationToken cancel)
    {
        var kinds = await work.ProblemKinds(work.Actor.ForceId ?? Guid.Empty, cancel);
        var families = kinds.Families.ToDictionary(f => f.Code, f => f.Name, StringComparer.Ordinal);
        return
        [
            .. kinds.Kinds.Select(k => new LibraryKind(k.Code, k.Name, families.GetValueOrDefault(k.Family, k.Family), k.About, k.Related)),
        ];
    }
}
