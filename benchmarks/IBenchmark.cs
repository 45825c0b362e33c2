using System.Globalization;
using System.Runtime.InteropServices;

namespace Wardwise.Benchmarks;

/// <summary>Something that can be measured by <c>./bench NAME</c>. Found by reflection.</summary>
internal interface IBenchmark
{
    string Name { get; }

    string About { get; }

    /// <returns>0 when the measurement was made, whatever it says.</returns>
    Task<int> Run(string[] arguments);
}

internal static class Machine
{
    public static string Named()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(CultureInfo.InvariantCulture,
            $"Machine: {Environment.ProcessorCount} cores of {model ?? "an unnamed processor"}, {memory:N0} GB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}");
    }
}

internal static class Quantiles
{
    /// <summary>The value that a share of the sorted values lie at or under.</summary>
    public static double At(IReadOnlyList<double> sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
