using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Search;

/// <summary>
/// The question as the database's index is asked it: wide enough to hold what ranks well, narrow enough to be read while somebody waits.
/// What is rare is asked for by itself, what is common only together with something else.
/// </summary>
/// <param name="AnyOf">Text search queries, each asked by itself.</param>
/// <param name="Telling">How much answering each of them says.</param>
/// <param name="AllOf">What must be there and what must not; null when nothing.</param>
internal sealed record CandidateQuery(string[] AnyOf, float[] Telling, string? AllOf)
{
    /// <summary>The index brings about so many records for a question; those that answer most of it are read and ranked.</summary>
    private const int Budget = 5_000;

    /// <summary>Where a filter, or the reader's scope, takes most of them away again, so many.</summary>
    private const int BudgetWide = 20_000;

    /// <summary>The index is asked so many questions at most.</summary>
    private const int MostAsked = 14;

    /// <summary>What a record that has a kind or a word at all has of it, on the whole.</summary>
    private const double OfKind = 0.8;
    private const double OfWord = 0.65;

    private const double LeastShare = 0.08;
    private const double LeastNearness = 0.3;

    /// <summary>Null when the question asks for nothing.</summary>
    public static CandidateQuery? Of(Question question, Vocabulary vocabulary, FieldLexicon field, bool wide)
    {
        var any = new List<Clause>();
        var kindShare = Ranking.KindShareOf(question);
        var words = question.Parts.Sum(p => p.Weight * vocabulary.Rareness(p.Terms[0].Term));
        foreach (var (kind, share) in question.Kinds.Where(k => k.Value >= LeastShare))
        {
            any.Add(new(Quoted(kind), vocabulary.Holders(kind), OfKind * kindShare * share));
            any.AddRange(
                field
                    .Near(kind)
                    .Where(n => n.Nearness * share >= LeastNearness)
                    .Select(n => new Clause(Quoted(n.Kind), vocabulary.Holders(n.Kind), OfKind * kindShare * n.Nearness * share))
            );
        }

        foreach (var part in question.Parts)
        {
            var terms = part.Terms.Where(t => t.Nearness >= LeastNearness).ToList();
            any.Add(
                new(
                    AnyTerm(terms.Select(t => t.Term)),
                    terms.Sum(t => vocabulary.Holders(t.Term)),
                    OfWord * (1 - kindShare) * part.Weight * vocabulary.Rareness(terms[0].Term) / words
                )
            );
        }

        var must = question
            .Phrases.Select(p => string.Join(" & ", p.Select(Quoted)))
            .Concat(question.Unwanted.Select(w => $"!{Quoted(w)}"))
            .ToList();
        if (any.Count == 0 && question.Phrases.Count == 0)
        {
            return null;
        }

        // What has a phrase is found whatever else it has; what else it has tells which are read first.
        var asked = question
            .Phrases.Take(1)
            .Select(p => new Clause(string.Join(" & ", p.Select(Quoted)), 0, 1))
            .Concat(any.Count == 0 ? [] : Affordable(any, Math.Max(vocabulary.Texts, 1), wide ? BudgetWide : Budget))
            .DistinctBy(c => c.Text)
            .ToList();
        return new(
            [.. asked.Select(c => c.Text)],
            [.. asked.Select(c => (float)c.Value)],
            must.Count == 0 ? null : string.Join(" & ", must)
        );
    }

    /// <summary>The most telling clauses that can be afforded, then pairs of those that are too common by themselves.</summary>
    private static List<Clause> Affordable(List<Clause> single, int texts, int budget)
    {
        var (taken, records) = (new List<Clause>(), 0);
        bool Take(Clause clause)
        {
            if (taken.Count >= MostAsked || records + clause.Records > budget)
            {
                return false;
            }

            taken.Add(clause);
            records += clause.Records;
            return true;
        }

        var common = single.OrderByDescending(c => c.Value / Math.Log(10 + c.Records)).Where(c => !Take(c)).ToList();
        var pairs = common.SelectMany(
            (one, at) =>
                common
                    .Skip(at + 1)
                    .Select(other => new Clause(
                        $"({one.Text}) & ({other.Text})",
                        (int)((long)one.Records * other.Records / texts),
                        one.Value + other.Value
                    ))
        );
        foreach (var pair in pairs.OrderByDescending(c => c.Value / Math.Log(10 + c.Records)))
        {
            Take(pair);
        }

        // What is asked for is common, and there is nothing to narrow it by: the narrowest way of asking, of which as many are read as can
        // be.
        return taken.Count > 0 ? taken : [single.MinBy(c => c.Records)!];
    }

    private static string AnyTerm(IEnumerable<string> terms) => string.Join(" | ", terms.Select(Quoted));

    private static string Quoted(string term) =>
        $"'{term.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <param name="Text">As a query.</param>
    /// <param name="Records">About so many have it.</param>
    /// <param name="Value">How much having it says.</param>
    private sealed record Clause(string Text, int Records, double Value);
}
