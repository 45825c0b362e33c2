namespace Wardwise.Statistics.Retrieval;

/// <summary>A way of saying a concept, as an editor writes it.</summary>
/// <param name="Concept">The concept's name.</param>
/// <param name="Text">
/// Words in order ("dumped rubbish"); " + " joins what need only stand near each other ("bins + set alight"); "/" parts phrases of which
/// any will do ("flat/home + taken over/took over").
/// </param>
/// <param name="Weight">How surely it says so, over 0 up to 1.</param>
public readonly record struct ConceptTerm(string Concept, string Text, double Weight);

/// <summary>A concept found in a text.</summary>
/// <param name="Concept">Its name.</param>
/// <param name="Term">Which way of saying it, by its place in the list given.</param>
/// <param name="Weight">Of that way.</param>
/// <param name="Tokens">The words that said it, by place, in order.</param>
public readonly record struct ConceptHit(string Concept, int Term, double Weight, IReadOnlyList<int> Tokens);

/// <summary>Finds concepts in a text by the ways in which people say them. Words are compared by stem; two words written as one, or with a
/// hyphen, are the same.</summary>
public sealed class ConceptMatcher
{
    /// <summary>Joined words stand within this many words that carry meaning.</summary>
    public const int Window = 10;

    /// <summary>How sure a term is of which one word was said otherwise.</summary>
    private const double OtherWord = 0.75;

    private const int MostPlaces = 60;

    private static readonly HashSet<string> Articles =
    [
        "a",
        "an",
        "the",
        "of",
        "my",
        "our",
        "your",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "these",
        "those",
        "some",
    ];

    private readonly ConceptTerm[] _terms;
    private readonly int[] _slots;
    private readonly Dictionary<string, List<Way>> _byFirst = [];
    private readonly HashSet<string> _words = [];

    /// <param name="terms">Ways of saying each concept; one that has no words is none.</param>
    public ConceptMatcher(IEnumerable<ConceptTerm> terms)
    {
        _terms = [.. terms];
        _slots = new int[_terms.Length];
        for (var term = 0; term < _terms.Length; term++)
        {
            var slots = _terms[term].Text.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            _slots[term] = slots.Length;
            for (var slot = 0; slot < slots.Length; slot++)
            {
                foreach (
                    var way in slots[slot].Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()
                )
                {
                    Add(term, slot, way);
                }
            }
        }
    }

    /// <summary>Every word of every term, as written.</summary>
    public IReadOnlySet<string> Words => _words;

    /// <param name="tokens">Of a text, stop words among them.</param>
    /// <param name="window">How near joined words must stand; a short question needs no limit.</param>
    /// <param name="same">Other stems that a stem may stand for; each that does makes the hit surer by less.</param>
    /// <param name="asked">The concepts looked for; all of them when null.</param>
    public List<ConceptHit> In(
        IReadOnlyList<Token> tokens,
        int window = Window,
        Func<string, IReadOnlyCollection<string>>? same = null,
        IReadOnlySet<string>? asked = null
    )
    {
        var hits = new List<ConceptHit>();
        Dictionary<int, List<(int Slot, int From, int To)>>? parts = null;
        var worst = new Dictionary<int, double>();
        for (var at = 0; at < tokens.Count; at++)
        {
            IEnumerable<Way> ways = _byFirst.GetValueOrDefault(tokens[at].Stem) ?? [];
            if (same is not null)
            {
                ways = ways.Concat(same(tokens[at].Stem).SelectMany(s => _byFirst.GetValueOrDefault(s) ?? []));
            }

            foreach (var way in ways)
            {
                if (asked is not null && !asked.Contains(_terms[way.Term].Concept))
                {
                    continue;
                }

                var (end, other) = EndOf(way.Stems, tokens, at, same);
                if (end < 0)
                {
                    continue;
                }

                var weight = _terms[way.Term].Weight * Math.Pow(OtherWord, other);
                if (_slots[way.Term] == 1)
                {
                    hits.Add(new(_terms[way.Term].Concept, way.Term, weight, [.. Enumerable.Range(at, end - at)]));
                    continue;
                }

                parts ??= [];
                if (!parts.TryGetValue(way.Term, out var found))
                {
                    parts[way.Term] = found = [];
                }

                // The first places of a part tell as much as all of them, and a text that says one word for ever would take for ever.
                if (found.Count >= MostPlaces)
                {
                    continue;
                }

                found.Add((way.Slot, at, end));
                worst[way.Term] = Math.Min(worst.GetValueOrDefault(way.Term, 1), weight);
            }
        }

        foreach (var (term, found) in parts ?? [])
        {
            if (Nearest(found, _slots[term], window) is { } places)
            {
                hits.Add(new(_terms[term].Concept, term, worst[term], places));
            }
        }

        return hits;
    }

    private void Add(int term, int slot, string way)
    {
        // "Taken over" is not "taken": only what stands before a thing or names whose it is may be left out.
        var tokens = Tokens.Of(way).Where(t => !Articles.Contains(t.Word)).ToList();
        if (tokens.Count == 0)
        {
            return;
        }

        foreach (var token in tokens)
        {
            _words.Add(token.Word);
        }

        Enter(new(term, slot, [.. tokens.Select(t => t.Stem)]));
        for (var joined = 0; joined + 1 < tokens.Count; joined++)
        {
            var one = EnglishStemmer.Stem(tokens[joined].Word + tokens[joined + 1].Word);
            Enter(new(term, slot, [.. tokens.Take(joined).Select(t => t.Stem), one, .. tokens.Skip(joined + 2).Select(t => t.Stem)]));
        }
    }

    private void Enter(Way way)
    {
        if (!_byFirst.TryGetValue(way.Stems[0], out var ways))
        {
            _byFirst[way.Stems[0]] = ways = [];
        }

        ways.Add(way);
    }

    /// <summary>Where the phrase ends when it begins at a place, or -1, and how many other words it took. Words without meaning may stand
    /// between.</summary>
    private static (int End, int Other) EndOf(
        string[] stems,
        IReadOnlyList<Token> tokens,
        int at,
        Func<string, IReadOnlyCollection<string>>? same
    )
    {
        var (next, other) = (0, 0);
        for (var i = at; i < tokens.Count; i++)
        {
            var exact = tokens[i].Stem == stems[next];
            if (exact || (same is not null && same(tokens[i].Stem).Contains(stems[next])))
            {
                other += exact ? 0 : 1;
                if (++next == stems.Length)
                {
                    return (i + 1, other);
                }
            }
            else if (!tokens[i].IsStop)
            {
                return (-1, 0);
            }
        }

        return (-1, 0);
    }

    /// <summary>The places of the parts where all stand nearest to each other, or null when they stand nowhere near enough.</summary>
    private static List<int>? Nearest(List<(int Slot, int From, int To)> found, int slots, int window)
    {
        (int Spread, List<int> Places)? best = null;
        foreach (var start in found)
        {
            var (low, high, places, whole) = (start.From, start.To, Enumerable.Range(start.From, start.To - start.From).ToList(), true);
            for (var slot = 0; slot < slots && whole; slot++)
            {
                if (slot == start.Slot)
                {
                    continue;
                }

                (int Slot, int From, int To)? nearest = null;
                foreach (var other in found)
                {
                    if (
                        other.Slot == slot
                        && (nearest is null || Math.Abs(other.From - start.From) < Math.Abs(nearest.Value.From - start.From))
                    )
                    {
                        nearest = other;
                    }
                }

                whole = nearest is not null;
                if (nearest is { } one)
                {
                    (low, high) = (Math.Min(low, one.From), Math.Max(high, one.To));
                    places.AddRange(Enumerable.Range(one.From, one.To - one.From));
                }
            }

            if (whole && high - low <= window && (best is null || high - low < best.Value.Spread))
            {
                places.Sort();
                best = (high - low, [.. places.Distinct()]);
            }
        }

        return best?.Places;
    }

    private sealed record Way(int Term, int Slot, string[] Stems);
}
