using System.Collections.Concurrent;

namespace Wardwise.Statistics.Retrieval;

/// <summary>
/// How near the words of a text are to the words that a kind is said with, each word to the nearest of them: what the direction of a whole
/// text blurs, one telling word among others keeps (late interaction; O. Khattab, M. Zaharia, SIGIR 2020, with directions of words instead
/// of a network's).
/// </summary>
internal sealed class WordNearness
{
    /// <summary>What a word counts for that few kinds are said with, beyond one that many are: this power of its rareness.</summary>
    private const double Rareness = 0.25;

    /// <summary>More words than these are not kept: each takes a number a kind.</summary>
    private const int MostKept = 20_000;

    private readonly WordVectors _vectors;
    private readonly int _kinds;
    private readonly (float[] Direction, (int Kind, float Weight)[] Of)[] _words;
    private readonly ILookup<string, (int Kind, float Weight)> _byStem;
    private readonly ConcurrentDictionary<string, float[]> _kept = new();

    /// <param name="vectors">Of the language.</param>
    /// <param name="kinds">The texts that say each kind.</param>
    public WordNearness(WordVectors vectors, IReadOnlyList<IEnumerable<string>> kinds)
    {
        (_vectors, _kinds) = (vectors, kinds.Count);
        var said = kinds
            .Select((texts, kind) => (Kind: kind, Words: texts.SelectMany(Tokens.Of).Where(t => !t.IsStop).Select(t => t.Word).ToHashSet()))
            .ToList();
        var holders = said.SelectMany(k => k.Words).CountBy(w => w).ToDictionary();
        float Weight(string word) => (float)Math.Pow(Math.Log(1 + (_kinds / (double)holders[word])) / Math.Log(1 + _kinds), Rareness);
        var words = said.SelectMany(k => k.Words.Select(w => (Word: w, k.Kind)))
            .GroupBy(w => w.Word, w => (w.Kind, Weight(w.Word)))
            .Select(g => (Word: g.Key, Of: g.ToArray()))
            .ToList();
        _words =
        [
            .. words
                .Select(w => (Direction: vectors.Of(w.Word), w.Of))
                .Where(w => w.Direction is not null)
                .Select(w => (w.Direction!, w.Of)),
        ];
        _byStem = words.SelectMany(w => w.Of.Select(o => (Stem: EnglishStemmer.Stem(w.Word), o))).ToLookup(w => w.Stem, w => w.o);
    }

    /// <returns>For each kind how much nearer the text's words are to its own than to those of kinds in general: about -0.3 to 1, the rarer
    /// words counting for more.</returns>
    public double[] Of(IEnumerable<Token> tokens)
    {
        var (sums, all) = (new double[_kinds], 0.0);
        foreach (var token in tokens.Where(t => !t.IsStop))
        {
            var row = RowOf(token);
            if (row.Length == 0)
            {
                continue;
            }

            var weight = _vectors.RankOf(token.Word) is { } rank ? _vectors.Telling(rank) : 1;
            all += weight;
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += weight * row[i];
            }
        }

        for (var i = 0; all > 0 && i < sums.Length; i++)
        {
            sums[i] /= all;
        }

        return sums;
    }

    private float[] RowOf(Token token)
    {
        if (_kept.TryGetValue(token.Word, out var row))
        {
            return row;
        }

        row = Compare(token);
        if (row.Length == 0)
        {
            return row;
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        return _kept[token.Word] = row;
    }

    /// <summary>How near a word is to the nearest word of each kind, less what it is near to all; empty when nothing is known of
    /// it.</summary>
    private float[] Compare(Token token)
    {
        var near = new float[_kinds];
        if (_vectors.Of(token.Word) is { } direction)
        {
            foreach (var (other, of) in _words)
            {
                var cosine = WordVectors.Dot(direction, other);
                foreach (var (kind, weight) in of)
                {
                    near[kind] = Math.Max(near[kind], cosine * weight);
                }
            }
        }

        foreach (var (kind, weight) in _byStem[token.Stem])
        {
            near[kind] = Math.Max(near[kind], weight);
        }

        if (near.Max() <= 0)
        {
            return [];
        }

        var mean = near.Average();
        return [.. near.Select(n => n - mean)];
    }
}
