using System.Text.Json;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>A kind of rule set: what it is called, its shipped content, and how a text is checked to be one.</summary>
/// <param name="Kind">The name in the table.</param>
/// <param name="Title">The name on pages.</param>
/// <param name="About">What it rules, in a sentence.</param>
/// <param name="Shipped">The JSON of the default.</param>
/// <param name="Fields">What its form asks.</param>
/// <param name="Read">Reads a text of this kind; throws <see cref="JsonException"/> when it is not one.</param>
public sealed record RuleKind(
    string Kind,
    string Title,
    string About,
    string Shipped,
    IReadOnlyList<RuleField> Fields,
    Func<string, object> Read
)
{
    /// <summary>Too much for one form: one part is opened at a time.</summary>
    public bool InParts { get; init; }
}

/// <summary>The kinds there are. A new kind of rule is one more line here.</summary>
public static class RuleKinds
{
    public static readonly IReadOnlyList<RuleKind> All =
    [
        Of<ProblemRules>(
            ProblemRules.RuleSetKind,
            "Problem records",
            "When a problem record goes stale, when follow-ups fall due, and what evidence grade 3 asks for.",
            "problem-rules.json"
        ),
        Of<Techniques>(
            Techniques.RuleSetKind,
            "Techniques",
            "The named ways of responding to a problem, in their groups.",
            "techniques.json"
        ),
        Of<ProblemKinds>(
            ProblemKinds.RuleSetKind,
            "Kinds of problem and their words",
            "The kinds of local problem, with the words that officers, partners and residents use for each. Search finds by them.",
            "thesaurus.json"
        ) with
        {
            InParts = true,
        },
        Of<OneOffDays>(
            "bank-holidays",
            "Bank holidays",
            "Bank holidays of England that were moved or given once; the regular ones are computed.",
            "bank-holidays.json"
        ),
    ];

    public static RuleKind? Find(string kind) => All.FirstOrDefault(k => k.Kind == kind);

    private static RuleKind Of<T>(string kind, string title, string about, string file)
        where T : notnull => new(kind, title, about, ShippedRules.Text(file), RuleField.Of(typeof(T)), text => ShippedRules.Parse<T>(text));
}
