using Wardwise.Domain.Incidents;

namespace Wardwise.App.Warnings;

/// <summary>What a line of the early warning counts: a category, or a type of anti-social behaviour.</summary>
/// <param name="Category">The category.</param>
/// <param name="Type">The type; null for the whole category.</param>
public sealed record WarningKind(Code Category, Code? Type)
{
    public static readonly IReadOnlyList<WarningKind> All =
    [
        .. IncidentCodes.Categories.Select(c => new WarningKind(c, null)),
        .. IncidentCodes.AsbTypes.Where(t => t != IncidentCodes.NotKnown).Select(t => new WarningKind(IncidentCodes.Asb, t)),
    ];

    /// <summary>What addresses say; no category and type share one.</summary>
    public string Key => (Type ?? Category).Key;

    public string Name => (Type ?? Category).Name;

    /// <summary>Its name within a sentence, and the kind of a problem of it.</summary>
    public string Small => Name.ToLowerInvariant();

    public static WarningKind? Find(string? key) => All.FirstOrDefault(k => k.Key == key);

    internal bool Counts(short category, short type) => category == Category.Number && (Type is null || Type.Number == type);
}
