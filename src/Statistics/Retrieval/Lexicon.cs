namespace Wardwise.Statistics.Retrieval;

/// <summary>What is known of a field's words: how people say its concepts, and what each concept is of.</summary>
/// <remarks>
/// A concept's name begins with what it is: <c>k:</c> a kind of thing, which a whole text can be of; <c>s:</c> a sign of the kind of that name, which says little by itself;
/// anything else (<c>n:</c> something narrower, <c>w:</c> words that mean the same, <c>t:</c> a technique) is found where it is named.
/// </remarks>
public sealed class Lexicon
{
    /// <summary>How the name of a kind begins.</summary>
    public const string Kind = "k:";
    /// <summary>How the name of a kind's sign begins.</summary>
    public const string Sign = "s:";

    private readonly ConceptMatcher _matcher;
    private readonly Dictionary<string, string[]> _within;

    /// <param name="terms">Ways of saying each concept.</param>
    /// <param name="within">Concepts that a concept is part of: what is said of the narrower is said of them.</param>
    public Lexicon(IEnumerable<ConceptTerm> terms, IEnumerable<(string Narrower, string Broader)> within)
    {
        _matcher = new(terms);
        _within = within.GroupBy(w => w.Narrower).ToDictionary(g => g.Key, g => g.Select(w => w.Broader).ToArray());
    }

    /// <summary>Every word in a way of saying something.</summary>
    public IReadOnlySet<string> Words => _matcher.Words;

    /// <summary>The concepts of a text, each way of saying it once for each place where it stands, and what they are part of.</summary>
    public IEnumerable<ConceptHit> Concepts(IReadOnlyList<Token> tokens, int window = ConceptMatcher.Window)
    {
        foreach (var hit in _matcher.In(tokens, window))
        {
            yield return hit;
            foreach (var broader in _within.GetValueOrDefault(hit.Concept) ?? [])
            {
                yield return hit with { Concept = broader };
            }
        }
    }

    /// <summary>The terms of a text: its stems, and the concepts that it names.</summary>
    public (IEnumerable<(string Term, double Times)> Terms, int Words) TermsOf(string text)
    {
        var tokens = Tokens.Of(text);
        var stems = tokens.Where(t => !t.IsStop).Select(t => (t.Stem, 1.0)).ToList();
        return (stems.Concat(Concepts(tokens).Select(c => (c.Concept, c.Weight))), stems.Count);
    }

    /// <summary>
    /// Which kinds a text is of, from the weights of its terms: each kind's own words, and its signs where there are several or its own words are there too.
    /// </summary>
    /// <param name="weights">Of the text's terms, 0 to 1. A kind known from elsewhere weighs 1 or more.</param>
    /// <returns>Shares that sum to at most 1: the less is said, the smaller.</returns>
    public static Dictionary<string, double> KindsOf(IReadOnlyDictionary<string, double> weights)
    {
        const double SignsCount = 0.45;
        const double Enough = 0.3;
        var raw = new Dictionary<string, double>();
        foreach (var (term, weight) in weights)
        {
            if (term.StartsWith(Kind, StringComparison.Ordinal))
            {
                raw[term] = raw.GetValueOrDefault(term) + weight;
            }
            else if (term.StartsWith(Sign, StringComparison.Ordinal))
            {
                var kind = string.Concat(Kind, term.AsSpan(Sign.Length));
                raw[kind] = raw.GetValueOrDefault(kind) + (weight * SignsCount);
            }
        }

        if (raw.Count == 0)
        {
            return raw;
        }

        var most = raw.Values.Max();
        var sum = raw.Values.Sum(r => r * r);
        var said = Math.Min(1, most / Enough);
        return raw.Where(r => r.Value * r.Value / sum >= 0.02).ToDictionary(r => r.Key, r => said * r.Value * r.Value / sum);
    }
}
