namespace Wardwise.App.Records;

/// <summary>The table of the kinds of record. Each area has its own rows; the database has the same, by code and letter.</summary>
public static class RecordKinds
{
    /// <summary>By letter.</summary>
    public static IReadOnlyList<RecordKind> All { get; } =
    [
        .. typeof(RecordKind)
            .Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(RecordKind)))
            .Select(t => (RecordKind)Activator.CreateInstance(t)!)
            .OrderBy(k => k.Letter),
    ];

    private static readonly Dictionary<string, RecordKind> ByCode = All.ToDictionary(k => k.Code, StringComparer.Ordinal);
    private static readonly Dictionary<char, RecordKind> ByLetter = All.ToDictionary(k => k.Letter);

    /// <exception cref="KeyNotFoundException">No area has such a kind: a bug, since the database holds no other.</exception>
    public static RecordKind Of(string code) => ByCode[code];

    /// <summary>By the letter that every reference begins with; null for what is no reference.</summary>
    public static RecordKind? OfReference(string reference) =>
        reference.Length > 1 && reference[1] == '-' ? ByLetter.GetValueOrDefault(char.ToUpperInvariant(reference[0])) : null;

    internal static RecordKind Of<TFile>()
        where TFile : class => All.Single(k => k.FileType == typeof(TFile));
}
