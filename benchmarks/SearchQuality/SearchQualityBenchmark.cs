using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Wardwise.App;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.OldRecords;
using Wardwise.App.Search;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.Benchmarks;

/// <summary>How good the search is, on questions that people judged: ours beside plain BM25 and PostgreSQL's own ranking, on the half for
/// tuning and the half kept apart.</summary>
internal sealed class SearchQualityBenchmark : IBenchmark
{
    private const int Places = 10;
    private const int Deep = 20;
    private const int Useful = 2;
    private const int MostLooked = 50;
    private const double PromisedNdcg = 0.85;
    private const double PromisedMore = 0.15;

    public string Name => "search-quality";

    public string About =>
        "[FOLDER with records.csv and questions.json] [--each]: nDCG@10, MRR and recall@20 of three searches on a judged set";

    public async Task<int> Run(string[] arguments)
    {
        if (arguments.FirstOrDefault(Directory.Exists) is { } folder)
        {
            return await Run(arguments, folder);
        }

        var first = await Run(arguments, JudgedSet.Folder);
        Console.WriteLine();
        return Math.Max(first, await Run(arguments, JudgedSet.Second));
    }

    private static async Task<int> Run(string[] arguments, string folder)
    {
        var set = JudgedSet.Read(folder);
        var home = Directory.CreateTempSubdirectory("wardwise-bench-").FullName;
        try
        {
            await using var instance = await WardwiseInstance.Open(new() { Home = home }, CancellationToken.None);
            await Migrator.Run(instance.OwnerConnectionString, CancellationToken.None);
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddWardwise(instance.Logins, new InstanceHome(home))
                .BuildServiceProvider();
            return await Compare(
                arguments,
                set,
                new PlainBm25(set.Records.Select(r => (r["reference"], Text(r)))),
                await PostgresRanking.Of(instance.OwnerConnectionString, set.Records.Select(r => (r["reference"], r["title"], Text(r)))),
                await Ours(services, folder, set)
            );
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<int> Compare(
        string[] arguments,
        JudgedSet set,
        PlainBm25 plain,
        PostgresRanking postgres,
        Func<JudgedQuestion, Task<IReadOnlyList<string>>> ours
    )
    {
        var systems = new (string Name, Func<JudgedQuestion, Task<IReadOnlyList<string>>> Search)[]
        {
            ("plain BM25", q => Task.FromResult(plain.Search(q.Text))),
            ("PostgreSQL", q => postgres.Search(q.Text)),
            ("ours", ours),
        };
        var each = arguments.Contains("--each");
        Console.WriteLine(Machine.InWords);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{set.Records.Count} records, {set.Questions.Count} questions; useful is 2 or 3 of 3; gain 2^grade - 1"
            )
        );
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
                var styles = own.GroupBy(o => o.Question.Style)
                    .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Average(Ndcg):0.000}"));
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {name, -12} nDCG@10 {own.Average(Ndcg):0.000}   MRR {own.Average(Mrr):0.000}   recall@20 "
                            + $"{own.Average(Recall):0.000}   {string.Join("   ", styles)}"
                    )
                );
            }

            foreach (var (name, _) in systems.Where(s => s.Name != "ours"))
            {
                var differences = set
                    .Questions.Where(q => q.Half == half && q.Relevance.Count > 0)
                    .Select(q =>
                        Ndcg(results.Single(r => r.System == "ours" && r.Question.Id == q.Id))
                        - Ndcg(results.Single(r => r.System == name && r.Question.Id == q.Id))
                    )
                    .ToList();
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  ours over {name}: {differences.Average():+0.000;-0.000} a question, sign-flip p "
                            + $"{SearchQuality.SignFlip(differences):0.0000}"
                    )
                );
            }

            var nothing = results.Where(r => r.System == "ours" && r.Question.Half == half && r.Question.Relevance.Count == 0).ToList();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  nothing to be found: {nothing.Count(r => r.Found.Count == 0)} of {nothing.Count} answered so"
                )
            );
        }

        if (each)
        {
            foreach (
                var result in results
                    .Where(r => r.System == "ours" && r.Question.Half == "tuning")
                    .OrderBy(r => r.Question.Relevance.Count == 0 ? 2 : Ndcg(r))
            )
            {
                var relevance = result.Question.Relevance;
                var found = result.Found.Take(Places).ToList();
                var missed = relevance.Where(r => r.Value > 1 && !found.Contains(r.Key)).Select(r => $"{r.Key}={r.Value}");
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(relevance.Count == 0 ? -1 : Ndcg(result)):0.00} {result.Question.Id} "
                            + $"{result.Question.Style} “{result.Question.Text}”: "
                            + $"{string.Join(' ', found.Select(f => $"{f}={relevance.GetValueOrDefault(f)}"))}"
                            + $" | missed {string.Join(' ', missed)}"
                    )
                );
            }
        }

        var answers = results.Where(r => r.System == "ours" && r.Question.Relevance.Count > 0).ToList();
        var lead = answers.Average(Ndcg) - results.Where(r => r.System == "plain BM25" && r.Question.Relevance.Count > 0).Average(Ndcg);
        Console.WriteLine();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"all questions: nDCG@10 {answers.Average(Ndcg):0.000} (aim {PromisedNdcg}), {lead:+0.000} over plain BM25 (aim "
                    + $"{PromisedMore})"
            )
        );
        return answers.Average(Ndcg) >= PromisedNdcg && lead >= PromisedMore ? 0 : 1;
    }

    private static double Ndcg((string System, JudgedQuestion Question, IReadOnlyList<string> Found) r) =>
        SearchQuality
            .Ndcg(
                r.Found.Select(f => r.Question.Relevance.GetValueOrDefault(f)),
                r.Question.Relevance.Values,
                Places,
                SearchQuality.ExponentialGain
            )!
            .Value;

    private static double Mrr((string System, JudgedQuestion Question, IReadOnlyList<string> Found) r) =>
        SearchQuality.ReciprocalRank(r.Found.Select(f => r.Question.Relevance.GetValueOrDefault(f) >= Useful));

    private static double Recall((string System, JudgedQuestion Question, IReadOnlyList<string> Found) r) =>
        SearchQuality
            .Recall(
                r.Found.Select(f => r.Question.Relevance.GetValueOrDefault(f) >= Useful),
                r.Question.Relevance.Count(v => v.Value >= Useful),
                Deep
            )!
            .Value;

    private static string Text(IReadOnlyDictionary<string, string> record) =>
        string.Join(
            '\n',
            new[]
            {
                "title",
                "problem_type",
                "location",
                "neighbourhood",
                "scanning",
                "analysis",
                "response",
                "assessment",
                "aim",
                "partners",
                "techniques",
                "lesson",
            }.Select(c => record[c])
        );

    /// <summary>The product as it is: the records are imported as an old system's, and each question goes through the search.</summary>
    private static async Task<Func<JudgedQuestion, Task<IReadOnlyList<string>>>> Ours(
        ServiceProvider services,
        string folder,
        JudgedSet set
    )
    {
        var none = CancellationToken.None;
        var owner = await services.GetRequiredService<Actors>().MachineOwner(none);
        var imported = await services
            .GetRequiredService<ImportProblems>()
            .Run(owner, new() { Paths = [JudgedSet.RecordsFile(folder)], Force = "hertfordshire" }, none);
        if (!imported.Done || imported.Value.Added != set.Records.Count)
        {
            throw new InvalidOperationException(
                imported.Done
                    ? $"{imported.Value.Added} of {set.Records.Count} records went in."
                    : string.Join(' ', imported.Refusals.Select(r => r.Sentence))
            );
        }

        await services.GetRequiredService<Indexer>().Drain(int.MaxValue, null, none);
        // The actor knows the agencies that were there when it was made.
        owner = await services.GetRequiredService<Actors>().MachineOwner(none);
        var search = services.GetRequiredService<SearchProblems>();
        return async q =>
            [
                .. (await search.Run(owner, new() { Text = q.Text, Top = MostLooked }, none)).Value.Hits.Select(h =>
                    h.OldReference ?? h.Reference
                ),
            ];
    }
}
