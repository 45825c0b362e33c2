using System.Runtime.CompilerServices;
using Wardwise.Statistics.Evaluation;
using Wardwise.Statistics.Pooling;

namespace Wardwise.Statistics.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void TheFiveLines_OfTheReadme_Run()
    {
        var written = new StringWriter();
        var screen = Console.Out;
        Console.SetOut(written);
        try
        {
            var fell = RelativeRate.Compare(new(areaBefore: 50, areaAfter: 30, comparisonBefore: 60, comparisonAfter: 55));
            Console.WriteLine($"Ratio {fell.Ratio.Value:F2}, {fell.RatioInterval.Low.Value:F2} to {fell.RatioInterval.High.Value:F2}");
            var records = Pool.Effects([new(-0.42, 0.09), new(-0.21, 0.02), new(-0.53, 0.13), new(-0.66, 0.02), new(0.00, 0.06)]);
            Console.WriteLine(
                $"{records.Count} records: {records.Ratio.Value:F2}; a new place falls with a chance of {records.ChanceOfFall().Value:P0}"
            );
        }
        finally
        {
            Console.SetOut(screen);
        }

        Assert.StartsWith("Ratio 0.65, 0.37 to 1.17", written.ToString());
    }

    [Fact]
    public void TheFiveLines_AreThoseRunHere()
    {
        var here = Bare(File.ReadAllText(Source()));
        var readme = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(Source())!, "..", "..", "src", "Statistics", "README.md"));
        var lines = readme.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```").ToList();
        Assert.True(lines.Count(line => !line.StartsWith("using", StringComparison.Ordinal)) is > 0 and <= 5);
        Assert.All(lines, line => Assert.Contains(Bare(line), here));
    }

    /// <summary>Without its layout, which the formatter chooses.</summary>
    private static string Bare(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c)));

    private static string Source([CallerFilePath] string path = "") => path;
}
