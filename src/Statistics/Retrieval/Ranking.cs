namespace Wardwise.Statistics.Retrieval;

/// <summary>What ranks one text for a question.</summary>
/// <param name="Weights">Packed by <see cref="TermWeights"/>.</param>
/// <param name="Evidence">How much can be learned from it, 0 to 1.</param>
public readonly record struct Candidate(byte[] Weights, double Evidence);

/// <summary>How a text answers a question.</summary>
/// <param name="Score">What it is ranked by, 0 to 1.</param>
/// <param name="Relevance">Without the evidence, 0 to 1.</param>
/// <param name="Words">From the words alone.</param>
/// <param name="Kind">From the kinds alone.</param>
public readonly record struct Standing(double Score, double Relevance, double Words, double Kind);

/// <summary>Ranks texts for a question: the words asked for by their rareness, the kind that the question is of, then what can be
/// learned.</summary>
public sealed class Ranking
{
    /// <summary>Kinds against words, where the question says a kind for certain.</summary>
    public const double KindShare = 0.55;

    /// <summary>How much of its relevance a text keeps that teaches nothing.</summary>
    public const double WithoutEvidence = 0.55;

    /// <summary>A text with this share of a kind is of it.</summary>
    private const double OfTheKind = 0.45;

    private readonly (double Weight, (uint Key, double Nearness)[] Terms)[] _parts;
    private readonly (uint Key, double Share)[] _kinds;
    private readonly uint[] _without;
    private readonly double _all;
    private readonly double _kindShare;

    /// <param name="question">Of any length.</param>
    /// <param name="vocabulary">Of the collection.</param>
    /// <param name="near">Kinds near to each kind, with how near, under 1.</param>
    public Ranking(Question question, Vocabulary vocabulary, Func<string, IEnumerable<(string Kind, double Nearness)>> near)
    {
        _parts =
        [
            .. question.Parts.Select(p =>
            {
                var rareness = vocabulary.Rareness(p.Terms.MaxBy(t => t.Nearness * (vocabulary.Holders(t.Term) > 0 ? 1 : 0.01)).Term);
                return (
                    p.Weight * rareness,
                    p.Terms.Select(t => (TermWeights.KeyOf(t.Term), t.Nearness * Math.Min(1, vocabulary.Rareness(t.Term) / rareness)))
                        .ToArray()
                );
            }),
        ];
        _all = _parts.Sum(p => p.Weight);
        var kinds = new Dictionary<string, double>();
        foreach (var (kind, share) in question.Kinds)
        {
            kinds[kind] = Math.Max(kinds.GetValueOrDefault(kind), share);
            foreach (var (other, nearness) in near(kind))
            {
                kinds[other] = Math.Max(kinds.GetValueOrDefault(other), share * nearness);
            }
        }

        _kinds = [.. kinds.Select(k => (TermWeights.KeyOf(k.Key), k.Value))];
        _without = [.. question.Unwanted.Select(TermWeights.KeyOf)];
        _kindShare = KindShareOf(question);
    }

    /// <summary>What the kind counts for in a question, 0 to 1; the words count for the rest.</summary>
    public static double KindShareOf(Question question) =>
        question.Parts.Count == 0 ? 1 : KindShare * Math.Min(1, question.Kinds.Values.Sum());

    /// <summary>How a text stands, or null when it has what was to be left out, or nothing that was asked for.</summary>
    public Standing? Of(Candidate candidate)
    {
        foreach (var key in _without)
        {
            if (TermWeights.Of(candidate.Weights, key) > 0)
            {
                return null;
            }
        }

        var words = 0.0;
        foreach (var (weight, terms) in _parts)
        {
            var best = 0.0;
            foreach (var (key, nearness) in terms)
            {
                best = Math.Max(best, nearness * TermWeights.Of(candidate.Weights, key));
            }

            words += weight * best;
        }

        words = _all > 0 ? words / _all : 0;
        var kind = 0.0;
        foreach (var (key, share) in _kinds)
        {
            kind += share * Math.Min(1, TermWeights.Of(candidate.Weights, key) / OfTheKind);
        }

        kind = Math.Min(1, kind);
        var relevance = ((1 - _kindShare) * words) + (_kindShare * kind);
        return relevance <= 0
            ? null
            : new(relevance * (WithoutEvidence + ((1 - WithoutEvidence) * candidate.Evidence)), relevance, words, kind);
    }
}
