using System.Text.RegularExpressions;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.House;

/// <summary>
/// No test waits for time or measures it: it would fail on a busy machine, or wait on an idle one. It waits for an event
/// (<see cref="Eventually"/>, <see cref="WardwiseProcess.Says"/>); how long something takes is for ./bench. A limit that only ends a test
/// which hangs (WaitAsync) is none of this.
/// </summary>
public sealed partial class WaitingTests
{
    /// <summary>Who may, by the file's name, and why.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Eventually.cs"] = "between two looks at what tells nobody that it has come",
        ["WaitingTests.cs"] = "names what it looks for",
    };

    private static string Tests => Path.Combine(Checkout.Root, "tests");

    [Fact]
    public void NoTest_WaitsForTimeOrMeasuresIt() => Assert.Empty(Sources().SelectMany(f => Faults(f.Name, f.Lines, Allowed.Keys)));

    [Fact]
    public void EachLineOfTheList_IsNeeded() =>
        Assert.Equal(Allowed.Keys.Order(), Sources().Where(f => Faults(f.Name, f.Lines, []).Any()).Select(f => f.Name).Order());

    [Theory]
    [InlineData("await Task.Delay(50);")]
    [InlineData("Thread.Sleep(TimeSpan.FromSeconds(1));")]
    [InlineData("var watch = Stopwatch.StartNew();")]
    [InlineData("Assert.True(Stopwatch.GetElapsedTime(started) < limit);")]
    [InlineData("await page.WaitForTimeoutAsync(400);")]
    [InlineData("using var timer = new PeriodicTimer(period);")]
    [InlineData("var started = Environment.TickCount64;")]
    [InlineData("await page.EvaluateAsync(\"() => new Promise(f => setTimeout(f, 400))\");")]
    public void ATestThatDoes_WouldBeFound(string line) =>
        Assert.Equal($"PageTests.cs, line 2: {line}", Assert.Single(Faults("PageTests.cs", ["// It waits.", "    " + line], Allowed.Keys)));

    [Fact]
    public void ALimitOfWhatHangs_AndAClockThatATestSets_AreNotWaiting() =>
        Assert.Empty(
            Faults(
                "PageTests.cs",
                ["await more.WaitAsync(TimeSpan.FromMinutes(3));", "station.Clock.Advance(TimeSpan.FromSeconds(1));"],
                []
            )
        );

    private static IEnumerable<string> Faults(string name, IEnumerable<string> lines, IEnumerable<string> allowed) =>
        allowed.Contains(name)
            ? []
            : lines.Index().Where(l => Time().IsMatch(l.Item)).Select(l => $"{name}, line {l.Index + 1}: {l.Item.Trim()}");

    private static IEnumerable<(string Name, IEnumerable<string> Lines)> Sources() =>
        Directory
            .EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any())
            .Select(f => (Path.GetFileName(f), File.ReadLines(f)));

    [GeneratedRegex(
        @"\b(Task\.Delay|Thread\.Sleep|Thread\.SpinWait|SpinWait|Stopwatch|WaitForTimeout(Async)?|PeriodicTimer|TickCount(64)?"
            + @"|GetTimestamp|GetElapsedTime|setTimeout|setInterval)\b"
    )]
    private static partial Regex Time();
}
