using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Search;
using Wardwise.Statistics.Retrieval;

namespace Wardwise.Benchmarks;

/// <summary>
/// How long a search and a look for similar problems take over 100,000 records, through the use cases and in one process, against
/// <c>ilike</c> for the same words over the same text in the same run.
/// </summary>
internal sealed class SearchBenchmark : IBenchmark
{
    private const int Usual = 100_000;
    private const int Questions = 300;
    private const int Compared = 60;
    private const double PromisedSearch = 60;
    private const double PromisedSimilar = 120;

    public string Name => "search";

    public string About =>
        "[--records N] [--keep FOLDER]: a search and similar-while-typing over 100,000 records, against ilike over the same text; "
        + "kept records are measured again without making them";

    public async Task<int> Run(string[] arguments)
    {
        string? Of(string option) =>
            Array.IndexOf(arguments, option) is >= 0 and var at && arguments.Length > at + 1 ? arguments[at + 1] : null;
        var records = Of("--records") is { } many ? int.Parse(many, CultureInfo.InvariantCulture) : Usual;
        var kept = Of("--keep");
        var home = kept is null
            ? Directory.CreateTempSubdirectory("wardwise-bench-").FullName
            : Directory.CreateDirectory(Path.GetFullPath(kept)).FullName;
        try
        {
            await using var instance = await WardwiseInstance.Open(new() { Home = home }, CancellationToken.None);
            await Migrator.Run(instance.OwnerConnectionString, CancellationToken.None);
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddWardwise(instance.Logins, new InstanceHome(home))
                .BuildServiceProvider();
            return await Measure(instance, services, records);
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(home, recursive: true);
            }
        }
    }

    private static async Task<int> Measure(WardwiseInstance instance, ServiceProvider services, int records)
    {
        var none = CancellationToken.None;
        var set = JudgedSet.Read(JudgedSet.Folder);
        var started = Stopwatch.GetTimestamp();
        var made = new ManyRecords(set, records);
        var seconds = await made.Write(instance.OwnerConnectionString);
        var (read, all) = (seconds, Stopwatch.GetElapsedTime(started).TotalSeconds);
        var actor = made.Officer;
        var search = services.GetRequiredService<SearchProblems>();
        var similar = services.GetRequiredService<FindSimilar>();
        var dice = new Random(7);
        var asked = Enumerable
            .Range(0, Questions)
            .Select(i => i < set.Questions.Count ? set.Questions[i].Text : made.Question(dice))
            .ToList();
        var typed = Enumerable.Range(0, Questions).Select(_ => made.Typed(dice)).ToList();
        await using var owner = new NpgsqlConnection(instance.OwnerConnectionString);
        await owner.OpenAsync();
        var (searches, similars, ilikes, found) = (new List<double>(), new List<double>(), new List<double>(), 0);
        for (var i = 0; i < Questions; i++)
        {
            // What only the first of a process pays for (the lexicon, the words, the code itself) is not what a user waits for.
            var counts = i >= 20;
            var (one, other) = (asked[i], typed[i]);
            var searched = await Milliseconds(async () => found += (await search.Run(actor, new() { Text = one }, none)).Value.Hits.Count);
            var looked = await Milliseconds(async () => await similar.Run(actor, new() { Words = other, PlaceNo = 1 }, none));
            var liked = i % 10 == 0 ? await Milliseconds(() => Ilike(owner, one)) : -1;
            if (counts)
            {
                searches.Add(searched);
                similars.Add(looked);
                if (liked >= 0)
                {
                    ilikes.Add(liked);
                }
            }
        }

        var kept = await Kept(services, owner, actor, [.. asked.Take(Compared)], search);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {Machine.InWords}
                {records} records made and read in {all:0} s (reading {read
                    * 1000
                    / records:0.00} ms a record), {searches.Count} questions one after another after 20 to warm up, {found} hits shown
                search              median {At(searches, 0.5), 6:0.0} ms   95th percentile {At(
                    searches,
                    0.95
                ), 6:0.0} ms   worst {searches.Max(), 6:0.0} ms   promised {PromisedSearch} ms
                similar as typed    median {At(similars, 0.5), 6:0.0} ms   95th percentile {At(
                    similars,
                    0.95
                ), 6:0.0} ms   worst {similars.Max(), 6:0.0} ms   promised {PromisedSimilar} ms
                ilike, same words   median {At(ilikes, 0.5), 6:0.0} ms   95th percentile {At(ilikes, 0.95), 6:0.0} ms
                ilike / search      {At(ilikes, 0.5) / At(searches, 0.5), 6:0.0}
                of the ten best that ranking every record gives, {kept:0.00} are found ({Compared} questions)
                """
            )
        );
        return At(searches, 0.95) < PromisedSearch && At(similars, 0.95) < PromisedSimilar ? 0 : 1;
    }

    /// <summary>The share of the ten best of all records, each of them ranked, that the search finds among its ten.</summary>
    private static async Task<double> Kept(
        ServiceProvider services,
        NpgsqlConnection owner,
        Actor actor,
        List<string> asked,
        SearchProblems search
    )
    {
        var none = CancellationToken.None;
        var records = new List<(string Reference, Candidate Candidate)>();
        await using (
            var read = new NpgsqlCommand(
                """
                select r.reference, f.weights, f.evidence from findable f join record r on r.id = f.record_id
                where r.state <> 'draft' order by r.opened_at desc, r.id
                """,
                owner
            )
        )
        await using (var row = await read.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                records.Add((row.GetString(0), new(row.GetFieldValue<byte[]>(1), row.GetFloat(2))));
            }
        }

        await using var work = await services.GetRequiredService<Database>().Begin(actor, none);
        var field = await services.GetRequiredService<Lexicons>().Of(work, actor.ForceId, none);
        var vocabulary = await services.GetRequiredService<Vocabularies>().Of(work, field, none);
        var (kept, best) = (0, 0);
        foreach (var text in asked)
        {
            var question = Question.Read(text, field.Lexicon, vocabulary, field.Meanings);
            var ranking = new Ranking(question, vocabulary, field.Near);
            var ten = records
                .AsParallel()
                .AsOrdered()
                .Select(r => (r.Reference, Standing: ranking.Of(r.Candidate)))
                .Where(r => r.Standing is not null)
                .OrderByDescending(r => r.Standing!.Value.Score)
                .Take(10)
                .Select(r => r.Reference)
                .ToList();
            var found = (await search.Run(actor, new() { Text = text }, none)).Value.Hits.Select(h => h.Reference).ToHashSet();
            // What the search calls no answer, or leaves out for having a word in common and no more, it did not miss.
            (kept, best) = (kept + ten.Count(found.Contains), best + Math.Min(ten.Count, found.Count));
        }

        return kept / (double)Math.Max(1, best);
    }

    private static async Task<double> Milliseconds(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The ten with most of the words, as somebody would write it without an index of words.</summary>
    private static async Task Ilike(NpgsqlConnection owner, string asked)
    {
        var words = Tokens.Of(asked).Where(t => !t.IsStop).Select(t => $"%{t.Word}%").Distinct().ToArray();
        await using var read = new NpgsqlCommand(
            """
            select f.record_id, (select count(*) from unnest($1) w where f.body ilike w) n from findable f
            where f.body ilike any ($1) order by n desc, f.record_id limit 10
            """,
            owner
        );
        read.Parameters.Add(new() { Value = words, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var row = await read.ExecuteReaderAsync();
        while (await row.ReadAsync()) { }
    }

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));
}
