using Wardwise.Statistics.Retrieval;

namespace Wardwise.App.Problems;

/// <summary>
/// The question as the database's index is asked it: wide enough to hold what ranks well, narrow enough to be read while somebody waits. What is rare is asked for by
/// itself, what is common only together with something else.
/// </summary>
internal static class CandidateQuery
{
    /// <summary>About so many records are read for a question.</summary>
    public const int Budget = 3_000;

    private const double LeastShare = 0.08;
    private const double LeastNearness = 0.3;

    /// <summary>A text search query, or null when the question asks for nothing.</summary>
    public static string? Of(Question question, Vocabulary vocabulary, FieldLexicon field)
    {
        var any = new List<Clause>();
        foreach (var (kind, share) in question.Kinds.Where(k => k.Value >= LeastShare))
        {
            any.Add(new(Quoted(kind), vocabulary.Holders(kind), 10 * share));
            any.AddRange(field.Near(kind).Where(n => n.Nearness * share >= LeastNearness).Select(n => new Clause(Quoted(n.Kind), vocabulary.Holders(n.Kind), 3 * n.Nearness * share)));
        }

        foreach (var part in question.Parts)
        {
            var terms = part.Terms.Where(t => t.Nearness >= LeastNearness).ToList();
            any.Add(new(AnyOf(terms.Select(t => Quoted(t.Term))), terms.Sum(t => vocabulary.Holders(t.Term)), part.Weight * vocabulary.Rareness(part.Terms[0].Term)));
        }

        var required = question.Phrases.Select(p => string.Join(" & ", p.Select(Quoted))).ToList();
        if (any.Count == 0 && required.Count == 0)
        {
            return null;
        }

        var query = any.Count == 0 || required.Count > 0 ? "" : AnyOf(Affordable(any, Math.Max(vocabulary.Texts, 1)).Select(c => c.Text).Distinct());
        return string.Join(" & ", required.Append(query).Where(q => q.Length > 0).Concat(question.Unwanted.Select(w => $"!{Quoted(w)}")));
    }

    private static List<Clause> Affordable(List<Clause> single, int texts)
    {
        var pairs = single.SelectMany((one, at) => single.Skip(at + 1).Select(other =>
            new Clause($"({one.Text} & {other.Text})", (int)((long)one.Records * other.Records / texts), one.Value + other.Value)));
        var all = single.Concat(pairs).OrderByDescending(c => c.Value / Math.Log(10 + c.Records)).ToList();
        var (taken, records) = (new List<Clause>(), 0);
        foreach (var clause in all)
        {
            if (records + clause.Records <= Budget)
            {
                taken.Add(clause);
                records += clause.Records;
            }
        }

        // What is asked for is common, and there is nothing to narrow it by: the narrowest way of asking, of which the most telling records are read.
        return taken.Count > 0 ? taken : [all.MinBy(c => c.Records)!];
    }

    private static string AnyOf(IEnumerable<string> terms) => string.Join(" | ", terms) is var any && any.Contains(" | ", StringComparison.Ordinal) ? $"({any})" : any;

    private static string Quoted(string term) =>
        $"'{term.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <param name="Text">As a query.</param>
    /// <param name="Records">About so many have it.</param>
    /// <param name="Value">How much having it says.</param>
    private sealed record Clause(string Text, int Records, double Value);
}
