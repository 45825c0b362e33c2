namespace Wardwise.Statistics.Retrieval;

/// <summary>A word of a question, or what it may also mean: any of these terms, the best of them counts.</summary>
/// <param name="Asked">As typed.</param>
/// <param name="Weight">How much it matters beside the others, over 0.</param>
/// <param name="Terms">Each with how nearly it is what was meant, over 0 up to 1.</param>
public sealed record Part(string Asked, double Weight, IReadOnlyList<(string Term, double Nearness)> Terms);

/// <summary>What somebody asks, read with the words of the field and of the collection.</summary>
public sealed record Question
{
    /// <summary>More words than these, and the rarest are taken.</summary>
    public const int MostParts = 24;

    /// <summary>One way of saying a kind, in full, makes a question certain.</summary>
    private const double Enough = 1;

    /// <summary>Where the lexicon says less than this, it is read with other words for its words.</summary>
    private const double SaysLittle = 0.5;

    /// <summary>What the meaning of the words counts for where the lexicon is sure, and how much more where it says nothing.</summary>
    private const double LeastMeaning = 0.45;
    private const double MoreMeaning = 0.5;

    /// <summary>A word among so many of the language is no slip.</summary>
    private const int CommonWords = 40_000;

    private const double CorrectedNearness = 0.8;
    private const double WordGroupNearness = 0.55;

    /// <summary>The words that carry meaning, as they were typed.</summary>
    public required IReadOnlyList<Part> Parts { get; init; }

    /// <summary>The kinds that it seems to be of, with shares that sum to at most 1.</summary>
    public required IReadOnlyDictionary<string, double> Kinds { get; init; }

    /// <summary>Whether its words are too broad to tell a kind; it then is of none.</summary>
    public bool IsBroad { get; init; }

    /// <summary>Where it is too broad: the kinds that its words are ways of saying.</summary>
    public IReadOnlyList<string> MayMean { get; init; } = [];

    /// <summary>Other concepts named: what is narrower, techniques, partners.</summary>
    public required IReadOnlyList<string> Concepts { get; init; }

    /// <summary>Words that were not known, and what was taken instead.</summary>
    public required IReadOnlyList<(string Typed, string Meant)> Corrected { get; init; }

    /// <summary>Stems in order that must stand together: from quotation marks.</summary>
    public required IReadOnlyList<string[]> Phrases { get; init; }

    /// <summary>Stems that must not be there: from a minus.</summary>
    public required IReadOnlyList<string> Unwanted { get; init; }

    /// <summary>Whether there is anything to look for.</summary>
    public bool IsEmpty => Parts.Count == 0 && Kinds.Count == 0 && Phrases.Count == 0;

    /// <summary>Every stem that is looked for, for marking.</summary>
    public IReadOnlySet<string> Stems =>
        Parts.SelectMany(p => p.Terms).Select(t => t.Term).Where(t => !t.Contains(':', StringComparison.Ordinal)).ToHashSet();

    /// <summary>The same without concepts that somebody took off.</summary>
    public Question Without(IReadOnlyCollection<string> concepts) =>
        concepts.Count == 0
            ? this
            : this with
            {
                Kinds = Kinds.Where(k => !concepts.Contains(k.Key)).ToDictionary(),
                Concepts = [.. Concepts.Where(c => !concepts.Contains(c))],
                Parts =
                [
                    .. Parts
                        .Select(p => p with { Weight = 1, Terms = [.. p.Terms.Where(t => !concepts.Contains(t.Term))] })
                        .Where(p => p.Terms.Count > 0),
                ],
            };

    /// <param name="typed">Anything at all.</param>
    /// <param name="lexicon">Of the field.</param>
    /// <param name="vocabulary">Of the collection.</param>
    /// <param name="meanings">Of the language's words; null leaves them out.</param>
    /// <param name="signs">Whether quotation marks and minuses ask for something. In a text that somebody wrote they do not: they are
    /// speech, and a list.</param>
    public static Question Read(string typed, Lexicon lexicon, Vocabulary vocabulary, KindMeanings? meanings = null, bool signs = true)
    {
        var (text, phrases, without) = signs ? Signs(typed) : (typed, [], []);
        bool IsKnown(Token token) => token.IsStop || vocabulary.Knows(token) || meanings?.Knows(token.Word, CommonWords) == true;
        // Two words written as one are two, before anybody looks for a slip.
        var asTyped = Tokens
            .Of(text)
            .SelectMany<Token, Token>(t =>
                !IsKnown(t) && vocabulary.Parted(t.Word) is var (first, second)
                    ?
                    [
                        t with
                        {
                            Word = first,
                            Stem = EnglishStemmer.Stem(first),
                        },
                        t with
                        {
                            Word = second,
                            Stem = EnglishStemmer.Stem(second),
                        },
                    ]
                    : [t]
            )
            .ToList();
        var corrected = new List<(string, string)>();
        var others = new Dictionary<int, IReadOnlyList<(string Word, int Slips)>>();
        var meant = asTyped.ToList();
        for (var i = 0; i < asTyped.Count; i++)
        {
            if (IsKnown(asTyped[i]) || vocabulary.Near(asTyped[i].Word) is not [var nearest, ..] near)
            {
                continue;
            }

            others[i] = near;
            corrected.Add((asTyped[i].Word, nearest.Word));
            meant[i] = asTyped[i] with
            {
                Word = nearest.Word,
                Stem = EnglishStemmer.Stem(nearest.Word),
                IsStop = Tokens.IsStop(nearest.Word),
            };
        }

        // A short question has no place for words to stand far apart.
        var window = meant.Count <= 30 ? int.MaxValue : ConceptMatcher.Window;
        var hits = lexicon.Concepts(meant, window).ToList();
        var kinds = Lexicon.KindsOf(hits.Select(h => (h, 1.0)), Enough);
        if (kinds.Values.Sum() < SaysLittle)
        {
            hits = [.. lexicon.Concepts(meant, window, loosely: true)];
            kinds = Lexicon.KindsOf(hits.Select(h => (h, 1.0)), Enough);
        }

        var saysKind = hits.Where(h => h.Concept.StartsWith(Lexicon.Kind, StringComparison.Ordinal)).SelectMany(h => h.Tokens).ToHashSet();
        var groups = hits.Where(h => !Lexicon.IsOfKind(h.Concept))
            .SelectMany(h => h.Tokens.Select(t => (Token: t, h.Concept, Alone: h.Tokens.Count == 1)))
            .ToLookup(h => h.Token);
        var parts = new Dictionary<string, Part>();
        for (var i = 0; i < meant.Count; i++)
        {
            if (asTyped[i].IsStop)
            {
                continue;
            }

            var terms = new List<(string Term, double Nearness)> { (asTyped[i].Stem, 1) };
            if (others.TryGetValue(i, out var near))
            {
                terms.AddRange(
                    near.Select(
                        (n, at) => (EnglishStemmer.Stem(n.Word), CorrectedNearness * Math.Pow(0.8, n.Slips - 1) * (at == 0 ? 1 : 0.8))
                    )
                );
            }

            terms.AddRange(groups[i].Select(g => (g.Concept, g.Alone ? WordGroupNearness : WordGroupNearness * 0.8)));
            var kept = terms.DistinctBy(t => t.Term).ToList();
            // A word that said the kind has been heard already.
            parts.TryAdd(asTyped[i].Stem, new(asTyped[i].Word, saysKind.Contains(i) ? 0.6 : 1, kept));
        }

        var told = meanings is null ? kinds : KindMeanings.Together(kinds, meanings.SharesOf(meant), LeastMeaning, MoreMeaning);
        IReadOnlyList<string> mayMean = [];
        var broad = lexicon.IsBroad(meant);
        if (broad)
        {
            mayMean = [.. hits.Select(h => h.Concept).Where(c => c.StartsWith(Lexicon.Kind, StringComparison.Ordinal)).Distinct()];
            (told, hits) = ([], [.. hits.Where(h => !Lexicon.IsOfKind(h.Concept))]);
        }

        var most = parts
            .Values.OrderByDescending(p => p.Weight * p.Terms.Max(t => t.Nearness * vocabulary.Rareness(t.Term)))
            .Take(MostParts)
            .ToHashSet();
        return new()
        {
            Parts = [.. parts.Values.Where(most.Contains)],
            Kinds = told,
            IsBroad = broad,
            MayMean = mayMean,
            Concepts = [.. hits.Select(h => h.Concept).Where(c => !c.StartsWith(Lexicon.Sign, StringComparison.Ordinal)).Distinct()],
            Corrected = corrected,
            Phrases = phrases,
            Unwanted = without,
        };
    }

    /// <summary>Takes quotation marks and minuses out of what was typed; a mark without its other is none.</summary>
    private static (string Text, IReadOnlyList<string[]> Phrases, IReadOnlyList<string> Without) Signs(string typed)
    {
        var phrases = new List<string[]>();
        var without = new List<string>();
        var quoted = typed.Split('"', '\u201C', '\u201D');
        for (var i = 1; i + 1 < quoted.Length; i += 2)
        {
            if (Tokens.Of(quoted[i]).Where(t => !t.IsStop).Select(t => t.Stem).ToArray() is { Length: > 0 } phrase)
            {
                phrases.Add(phrase);
            }
        }

        var kept = new List<string>();
        foreach (var (piece, isQuoted) in quoted.Select((p, i) => (p, i % 2 == 1 && i + 1 < quoted.Length)))
        {
            if (isQuoted)
            {
                kept.Add(piece);
                continue;
            }

            foreach (var word in piece.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.Length > 1 && word[0] == '-' && char.IsLetterOrDigit(word[1]))
                {
                    without.AddRange(Tokens.Stems(word));
                }
                else
                {
                    kept.Add(word);
                }
            }
        }

        return (string.Join(' ', kept), phrases, without);
    }
}
