using System.Text.RegularExpressions;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Problems;

/// <summary>
/// The thesaurus of the field: the kinds of local problem, and the words that officers, partners and residents have for them. Content of
/// the rule set "thesaurus". A term is in lower case: words in order ("dumped rubbish"), with hyphen, space or neither counting as one, and
/// endings not counting. " + " joins what need only stand near each other, in any order; between them "/" gives alternatives, each a
/// phrase: "flat/home + taken over/took over" is (flat or home) near (taken over or took over).
/// </summary>
public sealed partial record ProblemKinds(
    int Version,
    [Asked("Families", One = "family")] IReadOnlyList<KindFamily> Families,
    [Asked("Kinds of problem", One = "kind")] IReadOnlyList<ProblemKind> Kinds,
    [Asked("Words that mean the same", Hint = "Of any kind of problem: people, places, times, deeds, partners", One = "group of words")]
        IReadOnlyList<SameWords> Words,
    [Asked("Words for techniques", One = "technique")] IReadOnlyList<TechniqueWords> Techniques,
    [Asked("Abbreviations", One = "abbreviation")] IReadOnlyList<Abbreviation> Abbreviations,
    [Asked(
        "Partners",
        Hint = "Names, one on each line, of those words that mean the same which are for a partner. A search shows them as one",
        MayBeEmpty = true
    )]
        IReadOnlyList<string> Partners,
    [Asked(
        "Words too broad to tell a kind",
        Hint = "One on each line, in lower case. A question of such words alone is of no kind, and is offered the kinds that it may mean"
    )]
        IReadOnlyList<string> Broad
) : IHeldTogether
{
    public const string RuleSetKind = "thesaurus";

    public static ProblemKinds Shipped { get; } = ShippedRules.Read<ProblemKinds>("thesaurus.json");

    public ProblemKind? Find(string? code) => Kinds.FirstOrDefault(k => k.Code == code);

    public IEnumerable<RuleFault> Faults() => [.. CodeFaults(), .. EmptyFaults(), .. TermFaults(), .. TwiceFaults()];

    private IEnumerable<RuleFault> CodeFaults()
    {
        foreach (var at in Again(Families.Select(f => f.Code)))
        {
            yield return new(
                $"families[{at}].name",
                $"Name ({Families[at].Name}): there is a family of this name already. Give it another."
            );
        }

        foreach (var at in Again(Kinds.Select(k => k.Code)))
        {
            yield return new($"kinds[{at}].name", $"Name ({Kinds[at].Name}): there is a kind of this name already. Give it another.");
        }

        foreach (var (at, kind) in Kinds.Index())
        {
            if (Families.All(f => f.Code != kind.Family))
            {
                yield return new(
                    $"kinds[{at}].family",
                    $"Family ({kind.Name}): '{kind.Family}' is none of the families. Enter the code of one."
                );
            }

            if (kind.Related.FirstOrDefault(r => r == kind.Code || Kinds.All(k => k.Code != r)) is { } stranger)
            {
                yield return new(
                    $"kinds[{at}].related",
                    $"Related kinds ({kind.Name}): '{stranger}' is no other kind. Enter the codes of other kinds."
                );
            }

            if (
                kind.IncidentTypes.FirstOrDefault(t =>
                    IncidentCodes.AsbTypes.Find(t) is null && IncidentCodes.Categories.Find(t) is null
                ) is
                { } type
            )
            {
                yield return new(
                    $"kinds[{at}].incidentTypes",
                    $"Types of incident ({kind.Name}): '{type}' is none. Enter codes such as vehicle-nuisance or burglary."
                );
            }
        }

        if (Words.Count > 0 && Partners.FirstOrDefault(p => Words.All(w => w.Name != p)) is { } unknown)
        {
            yield return new("partners", $"Partners: '{unknown}' is none of the words that mean the same. Enter the name of one.");
        }

        foreach (var (at, (code, _)) in Techniques.Index())
        {
            if (Problems.Techniques.Shipped.Find(code) is null)
            {
                yield return new(
                    $"techniques[{at}].code",
                    $"Technique: '{code}' is none of the techniques that Wardwise came with. Enter the code of one."
                );
            }
        }
    }

    private IEnumerable<RuleFault> EmptyFaults()
    {
        var lists = new (int Count, string Path, string Sentence)[]
        {
            (Families.Count, "families", "Families: add at least one family."),
            (Kinds.Count, "kinds", "Kinds of problem: add at least one kind."),
            (Words.Count, "words", "Words that mean the same: add at least one group of words."),
            (Techniques.Count, "techniques", "Words for techniques: add at least one technique."),
            (Abbreviations.Count, "abbreviations", "Abbreviations: add at least one abbreviation."),
        };
        return lists
            .Where(l => l.Count == 0)
            .Select(l => new RuleFault(l.Path, l.Sentence))
            .Concat(
                AllTerms()
                    .Where(l => l.Terms.Count == 0)
                    .Select(l => new RuleFault(l.Path, $"Terms ({l.Name}): enter at least one, one on each line."))
            );
    }

    private IEnumerable<RuleFault> TermFaults() =>
        from list in AllTerms()
        from term in list.Terms
        where !ATerm().IsMatch(term)
        select new RuleFault(
            list.Path,
            $"Terms ({list.Name}): '{term}' cannot be read. Use lower case, + with a space on each side, and / between alternatives."
        );

    /// <summary>A term may stand in one kind only; that a narrower kind has a term of another kind is allowed, for there it says
    /// more.</summary>
    private IEnumerable<RuleFault> TwiceFaults()
    {
        var seen = new Dictionary<string, ProblemKind>();
        foreach (var (at, kind) in Kinds.Index())
        {
            foreach (var term in kind.Terms)
            {
                if (!seen.TryAdd(Plain(term), kind))
                {
                    yield return new(
                        $"kinds[{at}].terms",
                        $"Terms ({kind.Name}): '{term}' is a term of {seen[Plain(term)].Name} already. Keep it in one."
                    );
                }
            }
        }

        foreach (var at in Again(Words.Select(w => w.Name)))
        {
            yield return new($"words[{at}].name", $"Name ({Words[at].Name}): there is a group of this name already. Give it another.");
        }

        foreach (var at in Again(Techniques.Select(t => t.Code)))
        {
            yield return new($"techniques[{at}].code", $"Technique: {Techniques[at].Code} is listed twice. Remove one.");
        }

        foreach (var at in Again(Abbreviations.Select(a => a.Short)))
        {
            yield return new($"abbreviations[{at}].short", $"Abbreviation: {Abbreviations[at].Short} is listed twice. Remove one.");
        }
    }

    /// <summary>The positions of what stood there before.</summary>
    private static IEnumerable<int> Again(IEnumerable<string> names)
    {
        var seen = new HashSet<string>();
        return [.. names.Index().Where(n => !seen.Add(n.Item)).Select(n => n.Index)];
    }

    private IEnumerable<(IReadOnlyList<string> Terms, string Path, string Name)> AllTerms() =>
        [
            .. Kinds
                .Index()
                .SelectMany(k =>
                    k.Item.Narrower.Index()
                        .Select(n => (n.Item.Terms, $"kinds[{k.Index}].narrower[{n.Index}].terms", n.Item.Name))
                        .Prepend((k.Item.Terms, $"kinds[{k.Index}].terms", k.Item.Name))
                ),
            .. Words.Index().Select(w => (w.Item.Terms, $"words[{w.Index}].terms", w.Item.Name)),
            .. Techniques.Index().Select(t => (t.Item.Terms, $"techniques[{t.Index}].terms", t.Item.Code)),
            (Broad, "broad", "words too broad to tell a kind"),
        ];

    /// <summary>As terms are compared: a hyphen, a space and neither are one.</summary>
    private static string Plain(string term) => term.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?!.*\S\+|.*\+\S)[a-z0-9£][a-z0-9£'&.\- ]*(?:(?:/| \+ )[a-z0-9£][a-z0-9£'&.\- ]*)*$")]
    private static partial Regex ATerm();
}

public sealed record KindFamily([CodeOf(nameof(KindFamily.Name))] string Code, [Asked("Name")] string Name);

/// <param name="IncidentTypes">Codes of the types of anti-social behaviour, or of the categories of crime, that such incidents are recorded
/// as.</param>
/// <param name="Related">Codes of kinds that are close to it.</param>
/// <param name="Terms">Each says this kind by itself.</param>
/// <param name="Signs">Each points to this kind only together with others.</param>
public sealed record ProblemKind(
    [CodeOf(nameof(ProblemKind.Name))] string Code,
    [Asked("Name")] string Name,
    [Asked("Family", Hint = "The code of a family, such as vehicles")] string Family,
    [Asked("Category", Choices = ["personal", "nuisance", "environmental", "crime"])] string Category,
    [Asked("Types of incident", Hint = "Codes, one on each line, such as vehicle-nuisance", MayBeEmpty = true)]
        IReadOnlyList<string> IncidentTypes,
    [Asked("Related kinds", Hint = "Codes of other kinds, one on each line", MayBeEmpty = true)] IReadOnlyList<string> Related,
    [Asked("What it is")] string About,
    [Asked(
        "Terms",
        Hint = "One on each line, in lower case. Each says this kind by itself. Use + for words that stand near each other, "
            + "/ for alternatives: flat/home + taken over"
    )]
        IReadOnlyList<string> Terms,
    [Asked("Signs", Hint = "One on each line. Each points to this kind only together with others", MayBeEmpty = true)]
        IReadOnlyList<string> Signs,
    [Asked("Narrower kinds", One = "narrower kind", MayBeEmpty = true)] IReadOnlyList<NarrowerKind> Narrower
);

public sealed record NarrowerKind([Asked("Name")] string Name, [Asked("Terms", Hint = "One on each line")] IReadOnlyList<string> Terms);

public sealed record SameWords([Asked("Name")] string Name, [Asked("Terms", Hint = "One on each line")] IReadOnlyList<string> Terms);

/// <param name="Code">Of a technique of the rule set "techniques".</param>
public sealed record TechniqueWords(
    [Asked("Technique", Hint = "Its code, such as harden-targets")] string Code,
    [Asked("Terms", Hint = "One on each line")] IReadOnlyList<string> Terms
);

public sealed record Abbreviation([Asked("Abbreviation")] string Short, [Asked("In full")] string Long);
