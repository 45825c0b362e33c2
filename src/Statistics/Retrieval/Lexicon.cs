namespace Wardwise.Statistics.Retrieval;

/// <summary>What is known of a field's words: how people say its concepts, and what each concept is of.</summary>
/// <remarks>
/// A concept's name begins with what it is: <c>k:</c> a kind of thing, which a whole text can be of; <c>s:</c> a sign of the kind of that
/// name, which says little by itself; anything else (<c>n:</c> something narrower, <c>w:</c> words that mean the same, <c>t:</c> a
/// technique) is found where it is named.
/// </remarks>
public sealed class Lexicon
{
    /// <summary>How the name of a kind begins.</summary>
    public const string Kind = "k:";

    /// <summary>How the name of a group of words that mean the same begins.</summary>
    public const string Same = "w:";

    /// <summary>How the name of a kind's sign begins.</summary>
    public const string Sign = "s:";

    private readonly ConceptMatcher _matcher;
    private readonly Dictionary<string, string[]> _within;
    private readonly Dictionary<string, HashSet<string>> _same = [];
    private readonly HashSet<string> _broad;
    private readonly int _longestBroad;

    /// <param name="terms">Ways of saying each concept.</param>
    /// <param name="within">Concepts that a concept is part of: what is said of the narrower is said of them.</param>
    /// <param name="broad">Words that by themselves tell no kind from another.</param>
    public Lexicon(IEnumerable<ConceptTerm> terms, IEnumerable<(string Narrower, string Broader)> within, IEnumerable<string>? broad = null)
    {
        var stems = (broad ?? []).Select(b => Tokens.Of(b).Select(t => t.Stem).ToArray()).Where(b => b.Length > 0).ToList();
        _broad = [.. stems.Select(b => string.Join(' ', b))];
        _longestBroad = stems.Count == 0 ? 0 : stems.Max(b => b.Length);
        var all = terms.ToList();
        _matcher = new(all);
        foreach (var group in all.Where(t => t.Concept.StartsWith(Same, StringComparison.Ordinal)).GroupBy(t => t.Concept))
        {
            var words = group.Select(t => Tokens.Of(t.Text)).Where(t => t is [{ IsStop: false }]).Select(t => t[0].Stem).ToHashSet();
            foreach (var stem in words)
            {
                if (!_same.TryGetValue(stem, out var others))
                {
                    _same[stem] = others = [];
                }

                others.UnionWith(words.Where(s => s != stem));
            }
        }

        _within = within.GroupBy(w => w.Narrower).ToDictionary(g => g.Key, g => g.Select(w => w.Broader).ToArray());
    }

    /// <summary>Every word in a way of saying something.</summary>
    public IReadOnlySet<string> Words => _matcher.Words;

    /// <summary>Whether a text says one thing only, and that is too broad to tell a kind. Two such together do tell: "stolen" and
    /// "bikes".</summary>
    public bool IsBroad(IReadOnlyList<Token> tokens)
    {
        var (at, said) = (0, 0);
        while (at < tokens.Count)
        {
            var length = Enumerable
                .Range(1, Math.Min(_longestBroad, tokens.Count - at))
                .Reverse()
                .FirstOrDefault(n => _broad.Contains(string.Join(' ', tokens.Skip(at).Take(n).Select(t => t.Stem))));
            if (length == 0 && !tokens[at].IsStop)
            {
                return false;
            }

            said += length > 0 ? 1 : 0;
            at += Math.Max(1, length);
        }

        return said == 1;
    }

    /// <summary>The concepts of a text, each way of saying it once for each place where it stands, and what they are part of.</summary>
    public IEnumerable<ConceptHit> Concepts(IReadOnlyList<Token> tokens, int window = ConceptMatcher.Window, bool loosely = false) =>
        Told(_matcher.In(tokens, window, loosely ? stem => _same.GetValueOrDefault(stem) ?? [] : null));

    /// <summary>What was said, and what that is part of.</summary>
    private IEnumerable<ConceptHit> Told(List<ConceptHit> hits)
    {
        foreach (var hit in hits)
        {
            yield return hit;
            foreach (var broader in _within.GetValueOrDefault(hit.Concept) ?? [])
            {
                yield return hit with
                {
                    Concept = broader,
                };
            }
        }
    }

    /// <summary>Where a text says some concepts, by name or by what is part of them: quicker than to look for all.</summary>
    /// <param name="asked">Names of concepts.</param>
    /// <param name="parts">What <see cref="AskedFor"/> says of them.</param>
    public IEnumerable<ConceptHit> ConceptsAsked(IReadOnlyList<Token> tokens, IReadOnlySet<string> asked, IReadOnlySet<string> parts) =>
        Told(_matcher.In(tokens, asked: parts)).Where(h => asked.Contains(h.Concept));

    /// <summary>Some concepts, and those that are part of them.</summary>
    public IReadOnlySet<string> AskedFor(IReadOnlySet<string> asked) =>
        _within.Where(w => asked.Overlaps(w.Value)).Select(w => w.Key).Concat(asked).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a concept says a kind, or is a sign of one.</summary>
    public static bool IsOfKind(string concept) =>
        concept.StartsWith(Kind, StringComparison.Ordinal) || concept.StartsWith(Sign, StringComparison.Ordinal);

    /// <summary>The terms of a text: its stems, and the concepts that it names, but for kinds, which are of the whole text.</summary>
    public (IEnumerable<(string Term, double Times)> Terms, int Words) TermsOf(string text)
    {
        var tokens = Tokens.Of(text);
        var stems = tokens.Where(t => !t.IsStop).Select(t => (t.Stem, 1.0)).ToList();
        return (stems.Concat(Concepts(tokens).Where(c => !IsOfKind(c.Concept)).Select(c => (c.Concept, c.Weight))), stems.Count);
    }

    /// <summary>
    /// Which kinds a text is of: each different way of saying a kind counts once, where it says most, and signs count for less. Several
    /// ways of saying one kind outweigh one way of saying another.
    /// </summary>
    /// <param name="hits">Of the text, each with the weight of where it stands.</param>
    /// <param name="enough">What must be said for it to be certain.</param>
    /// <returns>Shares that sum to at most 1: the less is said, the smaller. Names of kinds as concepts.</returns>
    public static Dictionary<string, double> KindsOf(IEnumerable<(ConceptHit Hit, double Weight)> hits, double enough)
    {
        const double SignsCount = 0.3;
        const double Sharpness = 2.2;
        const double Least = 0.02;
        var ways = new Dictionary<(string Kind, int Term), double>();
        foreach (var (hit, weight) in hits)
        {
            var (kind, counts) =
                hit.Concept.StartsWith(Kind, StringComparison.Ordinal) ? (hit.Concept, 1.0)
                : hit.Concept.StartsWith(Sign, StringComparison.Ordinal)
                    ? (string.Concat(Kind, hit.Concept.AsSpan(Sign.Length)), SignsCount)
                : ("", 0);
            if (counts > 0)
            {
                ways[(kind, hit.Term)] = Math.Max(ways.GetValueOrDefault((kind, hit.Term)), weight * hit.Weight * counts);
            }
        }

        var said = ways.GroupBy(w => w.Key.Kind).ToDictionary(g => g.Key, g => g.Sum(w => w.Value));
        if (said.Count == 0)
        {
            return said;
        }

        var sure = Math.Min(1, said.Values.Max() / enough);
        var all = said.Values.Sum(s => Math.Pow(s, Sharpness));
        return said.Select(s => (s.Key, Share: Math.Pow(s.Value, Sharpness) / all))
            .Where(s => s.Share >= Least)
            .ToDictionary(s => s.Key, s => sure * s.Share);
    }
}
