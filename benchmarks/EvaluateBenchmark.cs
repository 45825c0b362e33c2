using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Wardwise.App;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Imports;
using Wardwise.App.Incidents;
using Wardwise.App.Measuring;
using Wardwise.App.Places;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.Benchmarks;

/// <summary>
/// Whole evaluations of small areas (LSOA), each with every comparison place, its ring and the other categories, on two workers; against
/// the two counts alone that a before-and-after comparison would need, in turns.
/// </summary>
internal sealed class EvaluateBenchmark : IBenchmark
{
    private const double PromisedASecond = 50;
    private const double PromisedMilliseconds = 300;
    private const int Workers = 2;
    private const int Evaluations = 400;
    private const int Rounds = 3;

    public string Name => "evaluate";

    public string About =>
        "[FOLDER of street files]: evaluations a second at LSOA level with all comparison places, against the two counts alone";

    public async Task<int> Run(string[] arguments)
    {
        var data = Environment.GetEnvironmentVariable("WARDWISE_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine("..", "shared", "data");
        var folder = arguments.FirstOrDefault(Directory.Exists) ?? Path.Combine(data, "police-uk", "hertfordshire");
        if (!Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync($"There is no folder {folder}. Name one that holds street files of data.police.uk.");
            return 2;
        }

        var home = Directory.CreateTempSubdirectory("wardwise-bench-").FullName;
        try
        {
            await using var instance = await WardwiseInstance.Open(new() { Home = home }, CancellationToken.None);
            await Migrator.Run(instance.OwnerConnectionString, CancellationToken.None);
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddWardwise(instance.Logins, new InstanceHome(home))
                .BuildServiceProvider();
            return await Measure(services, folder, Path.Combine(data, "geography", "wards-lsoa-2011-geojson"));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task<int> Measure(ServiceProvider services, string folder, string boundaries)
    {
        var none = CancellationToken.None;
        var owner = await services.GetRequiredService<Actors>().MachineOwner(none);
        var force = new DirectoryInfo(folder).Name;
        foreach (
            var (pattern, level, code, name) in new[]
            {
                ("wards-E07*", PlaceLevel.Neighbourhood, "WD13CD", "WD13NM"),
                ("lsoa11-E07*", PlaceLevel.Lsoa, "LSOA11CD", "LSOA11NM"),
            }
        )
        {
            await services
                .GetRequiredService<ImportPlaces>()
                .Run(
                    owner,
                    new()
                    {
                        Paths = Directory.GetFiles(boundaries, pattern),
                        Level = level,
                        Force = force,
                        CodeField = code,
                        NameField = name,
                    },
                    none
                );
        }

        var held = (await services.GetRequiredService<ImportIncidents>().Run(owner, new() { Paths = [folder], Force = force }, none))
            .Value
            .Added;
        // Who may see the incidents is known only now that their force is there.
        owner = await services.GetRequiredService<Actors>().MachineOwner(none);
        var asked = await Asked(services, owner);
        var evaluate = services.GetRequiredService<EvaluateArea>();
        var first = Stopwatch.GetTimestamp();
        Sure(await evaluate.Run(owner, asked[0], none));
        var cold = Stopwatch.GetElapsedTime(first).TotalMilliseconds;

        var (whole, counts, alone) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var seconds = await Seconds(asked, async a => Sure(await services.GetRequiredService<EvaluateArea>().Run(owner, a, none)));
            var plain = await Seconds(asked, async a => await CountAlone(services, owner, a));
            if (round > 0)
            {
                whole.Add(seconds);
                counts.Add(plain);
            }
        }

        foreach (var one in asked.Take(60))
        {
            var started = Stopwatch.GetTimestamp();
            Sure(await evaluate.Run(owner, one, none));
            alone.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var rate = asked.Count / Median(whole);
        var rounds = $"median of {Rounds} rounds after one to warm up";
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {Machine.InWords}
                {held} incidents, {asked.Count} evaluations of small areas, {Workers} workers, {rounds}
                whole evaluation  {rate, 10:0} a second      promised {PromisedASecond}
                two counts alone  {asked.Count / Median(counts), 10:0} a second
                counts / whole    {Median(counts) / Median(whole), 10:0.00}
                one by itself     {Median(
                    alone
                ), 10:0} ms            promised under {PromisedMilliseconds}; the first, with nothing in memory: {cold:0} ms
                """
            )
        );
        return rate >= PromisedASecond && Median(alone) < PromisedMilliseconds && cold < 10 * PromisedMilliseconds ? 0 : 1;
    }

    /// <summary>Small areas at random, each with six months before and after in the thirteen months in a row that the files hold.</summary>
    private static async Task<List<EvaluateArea.Input>> Asked(ServiceProvider services, Actor owner)
    {
        await using var work = await services.GetRequiredService<Database>().Begin(owner, CancellationToken.None);
        var codes = (await services.GetRequiredService<PlaceIndexes>().Current(work, CancellationToken.None))
            .Boundaries.Where(b => b.Level == PlaceLevel.Lsoa)
            .Select(b => b.Code)
            .Order(StringComparer.Ordinal)
            .ToArray();
        new Random(1).Shuffle(codes);
        return
        [
            .. codes
                .Take(Evaluations)
                .Select(
                    (code, i) =>
                        new EvaluateArea.Input
                        {
                            PlaceCode = code,
                            Categories = ["asb"],
                            ResponseStart = new DateOnly(2021, 7 + (i % 2), 1),
                            Before = 6,
                            After = 6,
                        }
                ),
        ];
    }

    /// <summary>What comparing the area with itself would ask of the database.</summary>
    private static async Task CountAlone(ServiceProvider services, Actor owner, EvaluateArea.Input asked)
    {
        var none = CancellationToken.None;
        await using var work = await services.GetRequiredService<Database>().Begin(owner, none);
        var area = await AreaOfProblem.Of(work, services.GetRequiredService<PlaceIndexes>(), null, [asked.PlaceCode!], none);
        var start = YearMonth.Of(asked.ResponseStart);
        await MonthlyCounts.Of(work, area.Value, asked.Categories, [], start.Plus(-asked.Before), start.Plus(asked.After - 1), none);
    }

    private static T Sure<T>(Outcome<T> outcome) =>
        outcome.Done ? outcome.Value : throw new InvalidOperationException(outcome.Refusals[0].Sentence);

    private static async Task<double> Seconds(List<EvaluateArea.Input> asked, Func<EvaluateArea.Input, Task> one)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (a, _) => await one(a));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
