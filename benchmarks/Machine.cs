using System.Globalization;
using System.Runtime.InteropServices;

namespace Wardwise.Benchmarks;

/// <summary>What the figures were measured on, in a line.</summary>
internal static class Machine
{
    public static string InWords =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GB, "
                + $"{RuntimeInformation.OSDescription}, .NET {Environment.Version}, load {Load()}"
        );

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':')[1]
                .Trim()
                ?? "unknown processor"
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
