using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>A piece of text, and whether it is what was asked for.</summary>
public sealed record Piece(string Text, bool IsHit);

/// <summary>A record's title and the stretch of its text that answers best, marked.</summary>
/// <param name="Title">In full.</param>
/// <param name="Excerpt">About two lines.</param>
/// <param name="Said">The concepts asked for that it has, each with the words it has them in.</param>
internal sealed record Highlighted(IReadOnlyList<Piece> Title, IReadOnlyList<Piece> Excerpt, IReadOnlyDictionary<string, string> Said);

/// <summary>Shows in a text the words that were asked for, and those that mean the same.</summary>
internal sealed class Highlight(Question question, FieldLexicon field)
{
    private const int ExcerptWords = 26;
    private const int WordsBefore = 4;

    private readonly IReadOnlySet<string> _stems = question.Stems;
    private readonly HashSet<string> _concepts = [.. question.Concepts];
    private readonly IReadOnlySet<string> _parts = field.Lexicon.AskedFor(question.Concepts.ToHashSet(StringComparer.Ordinal));

    /// <summary>A title and a text with what was asked for marked, and the ways in which they say the concepts asked for: each concept with
    /// the words.</summary>
    public Highlighted Of(string title, string body)
    {
        var (heading, text) = (Read(title), Read(body));
        var said = new Dictionary<string, string>();
        foreach (var (concept, words) in heading.Said().Concat(text.Said()))
        {
            said.TryAdd(concept, words);
        }

        return new(Pieces(title, heading.Tokens, [.. heading.Marked.Keys], 0, title.Length), Excerpt(text), said);
    }

    /// <summary>The stretch of about two lines with most of what was asked for; the beginning when there is nothing.</summary>
    private static IReadOnlyList<Piece> Excerpt(Reading read)
    {
        var (text, tokens, marked) = (read.Text, read.Tokens, read.Marked);
        if (tokens.Count == 0)
        {
            return [];
        }

        var (best, most) = (0, -1);
        foreach (var at in marked.Keys)
        {
            var distinct = marked
                .Where(m => m.Key >= at && m.Key < at + ExcerptWords - WordsBefore)
                .Select(m => m.Value)
                .Distinct()
                .Count();
            if (distinct > most)
            {
                (best, most) = (at, distinct);
            }
        }

        var first = Math.Clamp(best - WordsBefore, 0, Math.Max(0, tokens.Count - ExcerptWords));
        var last = Math.Min(tokens.Count, first + ExcerptWords) - 1;
        var (from, to) = (
            first == 0 ? 0 : tokens[first].Start,
            last == tokens.Count - 1 ? text.Length : tokens[last].Start + tokens[last].Length
        );
        var pieces = Pieces(text, tokens, marked.Keys.ToHashSet(), from, to);
        return
        [
            .. from > 0 ? [new Piece("… ", false)] : Array.Empty<Piece>(),
            .. pieces,
            .. to < text.Length ? [new Piece(" …", false)] : Array.Empty<Piece>(),
        ];
    }

    private Reading Read(string text)
    {
        var tokens = Tokens.Of(text);
        var concepts = field.Lexicon.ConceptsAsked(tokens, _concepts, _parts).ToList();
        var marked = new SortedDictionary<int, string>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].IsStop && _stems.Contains(tokens[i].Stem))
            {
                marked[i] = tokens[i].Stem;
            }
        }

        foreach (var hit in concepts)
        {
            foreach (var at in hit.Tokens.Where(at => !tokens[at].IsStop))
            {
                marked.TryAdd(at, hit.Concept);
            }
        }

        return new(text, tokens, marked, concepts);
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

    /// <param name="Text">As written.</param>
    /// <param name="Tokens">Of the text.</param>
    /// <param name="Marked">The tokens to be marked, each with what it answers.</param>
    /// <param name="Concepts">Those asked for, where they stand.</param>
    private sealed record Reading(string Text, List<Token> Tokens, SortedDictionary<int, string> Marked, List<ConceptHit> Concepts)
    {
        /// <summary>The concepts that it has in words near together.</summary>
        public IEnumerable<(string Concept, string Words)> Said() =>
            Concepts
                .Where(h => h.Tokens[^1] - h.Tokens[0] < 5)
                .Select(h => (h.Concept, Text[Tokens[h.Tokens[0]].Start..(Tokens[h.Tokens[^1]].Start + Tokens[h.Tokens[^1]].Length)]));
    }
}
