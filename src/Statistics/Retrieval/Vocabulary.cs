using System.Numerics;

namespace Wardwise.Statistics.Retrieval;

/// <summary>The words of a collection: how rare each term is, and which word somebody meant who mistyped it.</summary>
/// <param name="texts">How many texts there are.</param>
/// <param name="holders">How many of them hold each term.</param>
/// <param name="words">Words as written, of the collection and of the lexicon.</param>
public sealed class Vocabulary(int texts, IReadOnlyDictionary<string, int> holders, IEnumerable<string> words)
{
    private readonly (string Word, uint Letters)[] _words = [.. words.Where(w => w.Length > 2).Distinct().Select(w => (w, LettersOf(w)))];
    private readonly HashSet<string> _known = [.. words.Select(EnglishStemmer.Stem)];

    /// <summary>How many texts there are.</summary>
    public int Texts => texts;

    /// <summary>How many texts hold a term; 0 when none does.</summary>
    public int Holders(string term) => holders.GetValueOrDefault(term);

    /// <summary>Whether a word is one of the collection or of the lexicon.</summary>
    public bool Knows(Token token) => holders.ContainsKey(token.Stem) || _known.Contains(token.Stem);

    /// <summary>How rare a term is: the logarithm of the odds of not holding it, never under 0 (S. Robertson, K. Sparck Jones, JASIS 27
    /// (1976) 129-146).</summary>
    public double Rareness(string term)
    {
        double held = holders.GetValueOrDefault(term);
        return Math.Log(1 + ((texts - held + 0.5) / (held + 0.5)));
    }

    /// <summary>The two known words that one is made of, the most even parting first; null when it is not two.</summary>
    public (string First, string Second)? Parted(string word)
    {
        const int Shortest = 4;
        for (var apart = 0; apart <= word.Length / 2; apart++)
        {
            foreach (var at in (ReadOnlySpan<int>)[(word.Length / 2) - apart, (word.Length / 2) + apart])
            {
                if (
                    at >= Shortest
                    && word.Length - at >= Shortest
                    && _known.Contains(EnglishStemmer.Stem(word[..at]))
                    && _known.Contains(EnglishStemmer.Stem(word[at..]))
                )
                {
                    return (word[..at], word[at..]);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Words near to one that is not known, nearest first, then those that more texts hold: one slip (a letter too many, too few, another,
    /// or two changed about) up to five letters, two from seven on; three for long words that begin alike.
    /// </summary>
    /// <param name="word">Folded.</param>
    /// <param name="many">At most so many.</param>
    /// <returns>Each with the slips between; empty when nothing is near.</returns>
    public IReadOnlyList<(string Word, int Slips)> Near(string word, int many = 3)
    {
        if (word.Length < 4 || word.Any(char.IsDigit))
        {
            return [];
        }

        var most =
            word.Length <= 5 ? 1
            : word.Length <= 9 ? 2
            : 3;
        var letters = LettersOf(word);
        var near = new List<(string Word, int Slips)>();
        foreach (var (other, others) in _words)
        {
            if (Math.Abs(other.Length - word.Length) > most || BitOperations.PopCount(letters ^ others) > 2 * most)
            {
                continue;
            }

            // Few mistype how a word begins.
            var allowed = other[0] == word[0] ? most : most - 1;
            if (allowed > 0 && Slips(word, other, allowed) is { } slips)
            {
                near.Add((other, slips));
            }
        }

        if (near.Count == 0)
        {
            return [];
        }

        var least = near.Min(n => n.Slips);
        return
        [
            .. near.Where(n => n.Slips == least)
                .OrderByDescending(n => Holders(EnglishStemmer.Stem(n.Word)))
                .ThenBy(n => n.Word, StringComparer.Ordinal)
                .Take(many),
        ];
    }

    /// <summary>The slips between two words, or null when there are more than allowed (optimal string alignment).</summary>
    internal static int? Slips(string one, string other, int allowed)
    {
        Span<int> before = stackalloc int[other.Length + 1],
            last = stackalloc int[other.Length + 1],
            now = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            last[j] = j;
        }

        var leastBefore = 0;
        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            var least = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }

                least = Math.Min(least, now[j]);
            }

            // Two letters changed about reach over a row.
            if (least > allowed && leastBefore > allowed)
            {
                return null;
            }

            leastBefore = least;
            var spare = before;
            before = last;
            last = now;
            now = spare;
        }

        return last[other.Length] <= allowed ? last[other.Length] : null;
    }

    private static uint LettersOf(string word)
    {
        var letters = 0u;
        foreach (var c in word)
        {
            letters |= 1u << (c is >= 'a' and <= 'z' ? c - 'a' : 26 + (c % 6));
        }

        return letters;
    }
}
