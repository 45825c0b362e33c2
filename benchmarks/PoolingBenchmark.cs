using System.Diagnostics;
using System.Globalization;
using Wardwise.Statistics.Pooling;

namespace Wardwise.Benchmarks;

/// <summary>Ten thousand pools of twenty records as the library's pages make them (REML, Hartung-Knapp with its floor, prediction interval,
/// Q-profile), against fixed-effect pooling of the same.</summary>
internal sealed class PoolingBenchmark : IBenchmark
{
    private const int Pools = 10_000;
    private const int Records = 20;
    private const int Rounds = 5;

    public string Name => "pooling";

    public string About => "10,000 pools of 20 records, whole, against fixed-effect pooling";

    public Task<int> Run(string[] arguments)
    {
        var random = new Random(1);
        var pools = Enumerable
            .Range(0, Pools)
            .Select(_ =>
                Enumerable
                    .Range(0, Records)
                    .Select(_ => new Effect(-0.3 + (0.6 * random.NextDouble()), 0.02 + (0.2 * random.NextDouble())))
                    .ToArray()
            )
            .ToArray();
        var (whole, plain) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (a, b) = (Seconds(pools, p => Pool.Effects(p)), Seconds(pools, p => Pool.Effects(p, PoolingMethod.Fixed)));
            if (round > 0)
            {
                whole.Add(a);
                plain.Add(b);
            }
        }

        var (wholeSeconds, plainSeconds) = (Median(whole), Median(plain));
        Console.WriteLine(Machine.InWords);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{Pools} pools of {Records}, median of {Rounds} rounds after one to warm up")
        );
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"whole           {Pools / wholeSeconds, 12:0} pools/s   {wholeSeconds:0.00} s")
        );
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"fixed effect    {Pools / plainSeconds, 12:0} pools/s   {plainSeconds:0.00} s")
        );
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"whole / fixed   {plainSeconds / wholeSeconds, 12:0.00}"));
        return Task.FromResult(0);
    }

    private static double Seconds(Effect[][] pools, Func<Effect[], PooledEffect> pool)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var effects in pools)
        {
            pool(effects);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
