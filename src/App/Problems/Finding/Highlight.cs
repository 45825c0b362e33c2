using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Problems;

/// <summary>A piece of text, and whether it is what was asked for.</summary>
public sealed record Piece(string Text, bool IsHit);

/// <summary>Shows in a text the words that were asked for, and those that mean the same.</summary>
internal sealed class Highlight(Question question, FieldLexicon field)
{
    private const int ExcerptWords = 26;
    private const int WordsBefore = 4;

    private readonly IReadOnlySet<string> _stems = question.Stems;
    private readonly HashSet<string> _concepts = [.. question.Concepts];

    public IReadOnlyList<Piece> Whole(string text)
    {
        var tokens = Tokens.Of(text);
        return Pieces(text, tokens, Marked(tokens).Keys.ToHashSet(), 0, text.Length);
    }

    /// <summary>The stretch of about two lines with most of what was asked for; the beginning when there is nothing.</summary>
    public IReadOnlyList<Piece> Excerpt(string text)
    {
        var tokens = Tokens.Of(text);
        if (tokens.Count == 0)
        {
            return [];
        }

        var marked = Marked(tokens);
        var (best, most) = (0, -1);
        foreach (var at in marked.Keys)
        {
            var distinct = marked.Where(m => m.Key >= at && m.Key < at + ExcerptWords - WordsBefore).Select(m => m.Value).Distinct().Count();
            if (distinct > most)
            {
                (best, most) = (at, distinct);
            }
        }

        var first = Math.Clamp(best - WordsBefore, 0, Math.Max(0, tokens.Count - ExcerptWords));
        var last = Math.Min(tokens.Count, first + ExcerptWords) - 1;
        var (from, to) = (first == 0 ? 0 : tokens[first].Start, last == tokens.Count - 1 ? text.Length : tokens[last].Start + tokens[last].Length);
        var pieces = Pieces(text, tokens, marked.Keys.ToHashSet(), from, to);
        return [.. from > 0 ? [new Piece("… ", false)] : Array.Empty<Piece>(), .. pieces, .. to < text.Length ? [new Piece(" …", false)] : Array.Empty<Piece>()];
    }

    /// <summary>The ways in which a text says the concepts asked for: each concept with the words.</summary>
    public IReadOnlyDictionary<string, string> Said(string text)
    {
        var tokens = Tokens.Of(text);
        var said = new Dictionary<string, string>();
        foreach (var hit in field.Lexicon.Concepts(tokens).Where(h => _concepts.Contains(h.Concept) && h.Tokens[^1] - h.Tokens[0] < 5))
        {
            var (first, last) = (tokens[hit.Tokens[0]], tokens[hit.Tokens[^1]]);
            said.TryAdd(hit.Concept, text[first.Start..(last.Start + last.Length)]);
        }

        return said;
    }

    /// <summary>The tokens to be marked, each with what it answers.</summary>
    private SortedDictionary<int, string> Marked(List<Token> tokens)
    {
        var marked = new SortedDictionary<int, string>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].IsStop && _stems.Contains(tokens[i].Stem))
            {
                marked[i] = tokens[i].Stem;
            }
        }

        foreach (var hit in field.Lexicon.Concepts(tokens).Where(h => _concepts.Contains(h.Concept)))
        {
            foreach (var at in hit.Tokens.Where(at => !tokens[at].IsStop))
            {
                marked.TryAdd(at, hit.Concept);
            }
        }

        return marked;
    }

    private static List<Piece> Pieces(string text, List<Token> tokens, HashSet<int> marked, int from, int to)
    {
        var pieces = new List<Piece>();
        var at = from;
        foreach (var i in marked.Order())
        {
            var (start, end) = (tokens[i].Start, tokens[i].Start + tokens[i].Length);
            if (start < at || end > to)
            {
                continue;
            }

            if (start > at)
            {
                pieces.Add(new(Line(text[at..start]), false));
            }

            pieces.Add(new(text[start..end], true));
            at = end;
        }

        if (at < to)
        {
            pieces.Add(new(Line(text[at..to]), false));
        }

        return pieces;
    }

    private static string Line(string text) => text.Replace("\n", " · ", StringComparison.Ordinal);
}
