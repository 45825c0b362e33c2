using Wardwise.Domain.Problems;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>The thesaurus in force, made ready to read texts with.</summary>
internal sealed class FieldLexicon
{
    private const string Narrower = "n:";
    private const string Technique = "t:";
    private const string Abbreviation = "a:";
    private const double RelatedNearness = 0.35;
    private const double FamilyNearness = 0.12;
    private const double LeastOfKind = 0.1;

    private static readonly Lazy<WordVectors> Vectors = new(ReadVectors);

    private readonly Dictionary<string, List<(string Kind, double Nearness)>> _near = [];

    /// <param name="id">Of the version; empty for what is shipped.</param>
    /// <param name="kinds">Its content.</param>
    public FieldLexicon(Guid id, ProblemKinds kinds)
    {
        Id = id;
        Kinds = kinds;
        Lexicon = new(
            Terms(kinds),
            kinds.Kinds.SelectMany(k => k.Narrower.Select((_, at) => ($"{Narrower}{k.Code}-{at}", Of(k)))),
            kinds.Broad
        );
        Meanings = new(
            Vectors.Value,
            kinds.Kinds.Select(k =>
                (Of(k), k.Terms.Concat(k.Narrower.SelectMany(n => n.Terms.Append(n.Name))).Append(k.Name).Append(k.About))
            )
        );
        foreach (var kind in kinds.Kinds)
        {
            var near = kinds
                .Kinds.Where(other => other.Family == kind.Family && other.Code != kind.Code)
                .ToDictionary(Of, _ => FamilyNearness);
            foreach (var related in kinds.Kinds.Where(other => kind.Related.Contains(other.Code) || other.Related.Contains(kind.Code)))
            {
                near[Of(related)] = RelatedNearness;
            }

            _near[Of(kind)] = [.. near.Select(n => (n.Key, n.Value))];
        }
    }

    public Guid Id { get; }

    public ProblemKinds Kinds { get; }

    public Lexicon Lexicon { get; }

    /// <summary>Tells the kind of what the thesaurus has no words for.</summary>
    public KindMeanings Meanings { get; }

    public IEnumerable<(string Kind, double Nearness)> Near(string kind) => _near.GetValueOrDefault(kind) ?? [];

    /// <summary>The kinds that have any of these stems in their name.</summary>
    public IEnumerable<ProblemKind> Called(IReadOnlySet<string> stems) =>
        Kinds.Kinds.Where(k => Tokens.Of(k.Name).Any(t => !t.IsStop && stems.Contains(t.Stem)));

    /// <summary>Whether a record's terms say a kind, or one that is near to it, clearly enough to be shown for it.</summary>
    public bool IsOfOrNear(string kind, byte[] weights) =>
        Near(kind).Select(n => n.Kind).Prepend(kind).Any(k => TermWeights.Of(weights, TermWeights.KeyOf(k)) >= LeastOfKind);

    /// <summary>The code of a kind, from its name as a concept; null when the concept is none.</summary>
    public static string? CodeOf(string concept) =>
        concept.StartsWith(Lexicon.Kind, StringComparison.Ordinal) ? concept[Lexicon.Kind.Length..] : null;

    /// <summary>A concept, and what is narrower.</summary>
    public IEnumerable<string> With(string concept) =>
        Kinds.Find(CodeOf(concept)) is { } kind
            ? kind.Narrower.Select((_, at) => $"{Narrower}{kind.Code}-{at}").Prepend(concept)
            : [concept];

    public static bool IsNarrower(string concept) => concept.StartsWith(Narrower, StringComparison.Ordinal);

    public static string ConceptOf(string code) => Lexicon.Kind + code;

    public static string ConceptOfTechnique(string code) => Technique + code;

    /// <summary>What a concept is called on a page; null for what is not shown, such as words that mean the same.</summary>
    public static string? NameOf(ProblemKinds kinds, string concept) =>
        CodeOf(concept) is { } code ? kinds.Find(code)?.Name
        : concept.StartsWith(Technique, StringComparison.Ordinal) ? Domain.Problems.Techniques.Shipped.Name(concept[Technique.Length..])
        : kinds.Partners.FirstOrDefault(p => concept == Lexicon.Same + p) is { } partner ? char.ToUpperInvariant(partner[0]) + partner[1..]
        : null;

    private static WordVectors ReadVectors()
    {
        using var stream =
            typeof(FieldLexicon).Assembly.GetManifestResourceStream("word-vectors.bin")
            ?? throw new InvalidOperationException("The word vectors are not in the assembly.");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return WordVectors.Read(file);
    }

    private static string Of(ProblemKind kind) => ConceptOf(kind.Code);

    private static IEnumerable<ConceptTerm> Terms(ProblemKinds kinds)
    {
        // What many kinds have as a sign says little of each.
        var holders = kinds.Kinds.SelectMany(k => k.Signs).CountBy(s => s).ToDictionary();
        foreach (var kind in kinds.Kinds)
        {
            foreach (var term in kind.Terms.Append(kind.Name))
            {
                yield return new(Of(kind), term, 1);
            }

            foreach (var sign in kind.Signs)
            {
                yield return new(Lexicon.Sign + kind.Code, sign, 1 / Math.Sqrt(holders[sign]));
            }

            foreach (var (narrower, at) in kind.Narrower.Select((n, i) => (n, i)))
            {
                foreach (var term in narrower.Terms.Append(narrower.Name))
                {
                    yield return new($"{Narrower}{kind.Code}-{at}", term, 1);
                }
            }
        }

        foreach (var group in kinds.Words)
        {
            foreach (var term in group.Terms.Append(group.Name))
            {
                yield return new(Lexicon.Same + group.Name, term, 1);
            }
        }

        foreach (var technique in kinds.Techniques)
        {
            foreach (var term in technique.Terms)
            {
                yield return new(ConceptOfTechnique(technique.Code), term, 1);
            }
        }

        // Two letters are too often something else.
        foreach (var abbreviation in kinds.Abbreviations.Where(a => a.Short.Length > 2))
        {
            yield return new(Abbreviation + abbreviation.Short, abbreviation.Short, 1);
            yield return new(Abbreviation + abbreviation.Short, abbreviation.Long, 1);
        }
    }
}
