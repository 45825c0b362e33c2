using System.Globalization;
using System.Text.Json;
using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.Benchmarks;

/// <summary>How good the search is, on questions that people judged: ours beside plain BM25 and PostgreSQL's own ranking, on the half for tuning and the half kept apart.</summary>
internal sealed class SearchQualityBenchmark : IBenchmark
{
    private const int Places = 10;
    private const int Deep = 20;
    private const int Useful = 2;
    private const double PromisedNdcg = 0.85;
    private const double PromisedMore = 0.15;

    public string Name => "search-quality";

    public string About => "[FOLDER with records.csv and questions.json] [--each]: nDCG@10, MRR and recall@20 of three searches on a judged set";

    public async Task<int> Run(string[] arguments)
    {
        var folder = arguments.FirstOrDefault(Directory.Exists) ?? JudgedSet.Folder;
        var set = JudgedSet.Read(folder);
        var plain = new PlainBm25(set.Records.Select(r => (r["reference"], Text(r))));
        var systems = new (string Name, Func<JudgedQuestion, Task<IReadOnlyList<string>>> Search)[]
        {
            ("plain BM25", q => Task.FromResult(plain.Search(q.Text))),
            ("ours", InMemory(set)),
        };
        var each = arguments.Contains("--each");
        Console.WriteLine(Machine.InWords);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Records.Count} records, {set.Questions.Count} questions; useful is 2 or 3 of 3; gain 2^grade - 1"));
        var results = new List<(string System, JudgedQuestion Question, IReadOnlyList<string> Found)>();
        foreach (var (name, search) in systems)
        {
            foreach (var question in set.Questions)
            {
                results.Add((name, question, await search(question)));
            }
        }

        foreach (var half in set.Questions.Select(q => q.Half).Distinct())
        {
            Console.WriteLine();
            Console.WriteLine(half);
            foreach (var (name, _) in systems)
            {
                var own = results.Where(r => r.System == name && r.Question.Half == half && r.Question.Relevance.Count > 0).ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {name,-12} nDCG@10 {own.Average(Ndcg):0.000}   MRR {own.Average(Mrr):0.000}   recall@20 {own.Average(Recall):0.000}   {string.Join("   ", own.GroupBy(o => o.Question.Style).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Average(Ndcg):0.000}")))}"));
            }

            foreach (var (name, _) in systems.Where(s => s.Name != "ours"))
            {
                var differences = set.Questions.Where(q => q.Half == half && q.Relevance.Count > 0)
                    .Select(q => Ndcg(results.Single(r => r.System == "ours" && r.Question.Id == q.Id)) - Ndcg(results.Single(r => r.System == name && r.Question.Id == q.Id))).ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ours over {name}: {differences.Average():+0.000;-0.000} a question, sign-flip p {SearchQuality.SignFlip(differences):0.0000}"));
            }

            var nothing = results.Where(r => r.System == "ours" && r.Question.Half == half && r.Question.Relevance.Count == 0).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  nothing to be found: {nothing.Count(r => r.Found.Count == 0)} of {nothing.Count} answered so"));
        }

        if (each)
        {
            foreach (var result in results.Where(r => r.System == "ours" && r.Question.Half == "tuning").OrderBy(r => r.Question.Relevance.Count == 0 ? 2 : Ndcg(r)))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(result.Question.Relevance.Count == 0 ? -1 : Ndcg(result)):0.00} {result.Question.Id} {result.Question.Style} “{result.Question.Text}”: {string.Join(' ', result.Found.Take(Places).Select(f => $"{f}={result.Question.Relevance.GetValueOrDefault(f)}"))} | missed {string.Join(' ', result.Question.Relevance.Where(r => r.Value > 1 && !result.Found.Take(Places).Contains(r.Key)).Select(r => $"{r.Key}={r.Value}"))}"));
            }
        }

        return 0;
    }

    private static double Ndcg((string System, JudgedQuestion Question, IReadOnlyList<string> Found) r) =>
        SearchQuality.Ndcg(r.Found.Select(f => r.Question.Relevance.GetValueOrDefault(f)), r.Question.Relevance.Values, Places, SearchQuality.ExponentialGain)!.Value;

    private static double Mrr((string System, JudgedQuestion Question, IReadOnlyList<string> Found) r) =>
        SearchQuality.ReciprocalRank(r.Found.Select(f => r.Question.Relevance.GetValueOrDefault(f) >= Useful));

    private static double Recall((string System, JudgedQuestion Question, IReadOnlyList<string> Found) r) =>
        SearchQuality.Recall(r.Found.Select(f => r.Question.Relevance.GetValueOrDefault(f) >= Useful), r.Question.Relevance.Count(v => v.Value >= Useful), Deep)!.Value;

    private static string Text(IReadOnlyDictionary<string, string> record) =>
        string.Join('\n', new[] { "title", "problem_type", "location", "neighbourhood", "scanning", "analysis", "response", "assessment", "aim", "partners", "techniques", "lesson" }.Select(c => record[c]));

    private static Func<JudgedQuestion, Task<IReadOnlyList<string>>> InMemory(JudgedSet set)
    {
        var field = new FieldLexicon(Guid.Empty, ProblemKinds.Shipped);
        var texts = set.Records.Select(r => (Reference: r["reference"], Text: FindableText.Of(JsonSerializer.SerializeToElement(new
        {
            title = r["title"],
            kind = r["problem_type"] + ". " + r["category"],
            what = r["scanning"],
            analysis = r["analysis"],
            response = r["response"],
            lesson = r["lesson"],
            place = r["neighbourhood"] + ". " + r["location"],
            rest = string.Join('\n', r["assessment"], r["aim"], r["partners"], r["techniques"]),
            oldGrade = int.Parse(r["grade"], CultureInfo.InvariantCulture),
            result = r["aim_met"] == "yes" ? "claimed-met" : r["aim_met"] == "no" ? "claimed-not-met" : "unknown",
        }), field))).ToList();
        var holders = texts.SelectMany(t => t.Text.Weights.Keys).CountBy(k => k).ToDictionary();
        var words = texts.SelectMany(t => t.Text.Words).Where(w => holders.GetValueOrDefault(EnglishStemmer.Stem(w)) >= Vocabularies.FewestHolders).Concat(field.Lexicon.Words);
        var vocabulary = new Vocabulary(texts.Count, holders, words);
        var packed = texts.Select(t => (t.Reference, Candidate: new Candidate(TermWeights.Pack(t.Text.Weights), t.Text.Evidence))).ToList();
        return q =>
        {
            var ranking = new Ranking(Question.Read(q.Text, field.Lexicon, vocabulary, field.Meanings), vocabulary, field.Near);
            return Task.FromResult<IReadOnlyList<string>>(
            [
                .. packed.Select(p => (p.Reference, Standing: ranking.Of(p.Candidate))).Where(p => p.Standing is { Relevance: >= Finder.LeastRelevance })
                    .OrderByDescending(p => p.Standing!.Value.Score).ThenBy(p => p.Reference, StringComparer.Ordinal).Select(p => p.Reference),
            ]);
        };
    }
}
