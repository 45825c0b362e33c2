namespace Wardwise.Statistics.Retrieval;

/// <summary>Tells what kind a question is of by what its words mean, also when none of them is a word that the lexicon knows.</summary>
public sealed class KindMeanings
{
    private const int NearestTerms = 3;
    private const int Compared = 30;

    /// <summary>How much likelier a kind is for being nearer: e to this many times the nearness.</summary>
    private const double Decisiveness = 30;

    /// <summary>A text as near as this to a kind is sure to be near to it.</summary>
    private const double NearEnough = 0.4;

    private readonly WordVectors _vectors;
    private readonly (string Kind, float[] Middle, float[][] Terms)[] _kinds;
    private readonly float[] _common;
    private readonly WordNearness _byWord;

    /// <param name="vectors">Of the language.</param>
    /// <param name="kinds">Each kind with texts that say it.</param>
    public KindMeanings(WordVectors vectors, IEnumerable<(string Kind, IEnumerable<string> Texts)> kinds)
    {
        _vectors = vectors;
        var known = kinds
            .Select(k => (k.Kind, k.Texts, Terms: k.Texts.Select(t => vectors.Of(Tokens.Of(t))).OfType<float[]>().ToArray()))
            .Where(k => k.Terms.Length > 0)
            .ToList();
        _byWord = new(vectors, [.. known.Select(k => k.Texts)]);
        // What all texts of the field have in common tells no kind from another.
        _common = Mean(known.SelectMany(k => k.Terms));
        _kinds =
        [
            .. known
                .Select(k => (k.Kind, Terms: k.Terms.Select(Apart).ToArray()))
                .Select(k => (k.Kind, WordVectors.Unit(Mean(k.Terms)), k.Terms)),
        ];
    }

    /// <summary>Whether a word is one of the language, and common enough not to be a slip.</summary>
    public bool Knows(string word, int commonest) => _vectors.RankOf(word) < commonest;

    /// <summary>The kinds that a text is nearest to in meaning: as a whole, and word by word.</summary>
    /// <param name="tokens">Of a question.</param>
    /// <returns>Shares that sum to at most 1, the less the farther even the nearest is; empty when no word is known.</returns>
    public Dictionary<string, double> SharesOf(IReadOnlyList<Token> tokens)
    {
        if (_kinds.Length == 0 || _vectors.Of(tokens) is not { } direction)
        {
            return [];
        }

        var asked = Apart(direction);
        var byWord = _byWord.Of(tokens);
        var middles = _kinds
            .Select((k, i) => (Kind: i, Middle: (double)WordVectors.Dot(asked, k.Middle)))
            .OrderByDescending(k => k.Middle + byWord[k.Kind])
            .ToList();
        // Only the likeliest are compared term by term: the others do not come near them.
        var near = middles
            .Select(
                (k, at) =>
                    (
                        _kinds[k.Kind].Kind,
                        Nearness: ((k.Middle + (at < Compared ? Nearest(asked, _kinds[k.Kind].Terms) : k.Middle)) / 2) + byWord[k.Kind]
                    )
            )
            .ToList();
        var most = near.Max(n => n.Nearness);
        var weighed = near.Select(n => (n.Kind, Weight: Math.Exp((n.Nearness - most) * Decisiveness))).ToList();
        var all = weighed.Sum(w => w.Weight);
        // Words that are near to no kind tell of none.
        var told = Math.Clamp(most / NearEnough, 0, 1);
        return weighed.ToDictionary(w => w.Kind, w => told * w.Weight / all);
    }

    /// <summary>What the lexicon says, and what the words mean: the less the one is sure, the more the other counts.</summary>
    /// <param name="said">By the lexicon; shares that sum to at most 1.</param>
    /// <param name="meant">By <see cref="SharesOf"/>.</param>
    /// <param name="least">The share of the meaning where the lexicon is sure.</param>
    /// <param name="more">How much more it has where the lexicon says nothing.</param>
    public static Dictionary<string, double> Together(
        Dictionary<string, double> said,
        Dictionary<string, double> meant,
        double least,
        double more
    )
    {
        const double TooLittle = 0.03;
        if (meant.Count == 0)
        {
            return said;
        }

        var share = Math.Min(1, least + ((1 - said.Values.Sum()) * more));
        return said
            .Keys.Concat(meant.Keys)
            .Distinct()
            .Select(k => (Kind: k, Share: ((1 - share) * said.GetValueOrDefault(k)) + (share * meant.GetValueOrDefault(k))))
            .Where(k => k.Share >= TooLittle)
            .ToDictionary(k => k.Kind, k => k.Share);
    }

    private static double Nearest(float[] asked, float[][] terms)
    {
        Span<double> nearest = stackalloc double[NearestTerms];
        nearest.Fill(-1);
        foreach (var term in terms)
        {
            double near = WordVectors.Dot(asked, term);
            for (var i = 0; i < nearest.Length; i++)
            {
                if (near > nearest[i])
                {
                    (near, nearest[i]) = (nearest[i], near);
                }
            }
        }

        var (sum, many) = (0.0, Math.Min(NearestTerms, terms.Length));
        for (var i = 0; i < many; i++)
        {
            sum += nearest[i];
        }

        return sum / many;
    }

    private float[] Apart(float[] direction) => WordVectors.Unit([.. direction.Zip(_common, (d, c) => d - c)]);

    private float[] Mean(IEnumerable<float[]> directions)
    {
        var (sum, many) = (new float[_vectors.Dimensions], 0);
        foreach (var direction in directions)
        {
            many++;
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += direction[i];
            }
        }

        return [.. sum.Select(s => s / Math.Max(1, many))];
    }
}
