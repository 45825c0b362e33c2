using System.Text.Json;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Commands;

/// <summary>The verbs that answer a question, through the real program: JSON alone on standard output, a sentence on standard error, and
/// the exit code.</summary>
public sealed class QuestionVerbsTests
{
    /// <summary>Months that every clock has seen: ten incidents a month, and nothing changed.</summary>
    private static readonly string[] Quiet = ["--category", "asb", "--response-start", "2024-08-10", "--before", "6", "--after", "6"];

    [Fact]
    public async Task Evaluate_AnswersOneJsonDocument_OfTheShapeThatIsPromised()
    {
        await using var station = await ProblemStation.Create();
        var (code, output, error) = await Run(
            station,
            ["evaluate", "--place", "N1", .. Quiet, "--response-end", "2024-12-24", "--buffer", "250", "--json"]
        );
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal(
            [
                "area",
                "measure",
                "before",
                "after",
                "counts",
                "change",
                "relative",
                "series",
                "regressionToMean",
                "placebo",
                "displacement",
                "smallestDetectableFall",
                "verdict",
                "sentence",
                "cautions",
            ],
            Names(root)
        );
        Assert.Equal(["name", "km2"], Names(root.GetProperty("area")));
        Assert.Equal(["asb"], root.GetProperty("measure").GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal("""{"from":"2024-02","to":"2024-07","months":6}""", Plain(root.GetProperty("before")));
        Assert.Equal("""{"from":"2024-09","to":"2025-02","months":6}""", Plain(root.GetProperty("after")));
        Assert.Equal(
            """{"area":{"before":60,"after":60},"comparison":{"before":120,"after":120,"places":1},"buffer":{"before":0,"after":0}}""",
            Plain(root.GetProperty("counts"))
        );
        Assert.Equal(["percent", "low", "high"], Names(root.GetProperty("change")));
        Assert.Equal("no-clear-change", root.GetProperty("verdict").GetString());
        Assert.Equal(["rirr", "low", "high", "tau2", "prevented", "preventedLow", "preventedHigh"], Names(root.GetProperty("relative")));
        Assert.All(
            ["series", "regressionToMean", "placebo", "displacement"],
            part => Assert.Equal(JsonValueKind.Null, root.GetProperty(part).ValueKind)
        );
        Assert.Equal(
            [
                "few places to compare with",
                "drift assumed",
                "places compared with are unlike",
                "different seasons",
                "usual level not known",
                "too few for displacement",
                "no series",
            ],
            root.GetProperty("cautions").EnumerateArray().Select(c => c.GetString())
        );
    }

    [Fact]
    public async Task Evaluate_OfAShortSeries_SaysTooFew_NeverNull()
    {
        await using var station = await ProblemStation.Create();
        var (code, output, _) = await Run(
            station,
            ["evaluate", "--place", "N1", "--category", "asb", "--response-start", "2024-03-10", "--json"]
        );
        using var json = JsonDocument.Parse(output);
        Assert.Equal((0, "too-few"), (code, json.RootElement.GetProperty("verdict").GetString()));
        Assert.Contains("short series", json.RootElement.GetProperty("cautions").EnumerateArray().Select(c => c.GetString()));
        Assert.Contains(
            "A verdict needs six whole months before the start",
            json.RootElement.GetProperty("sentence").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Evaluate_OfAFile_CountsInsideTheLine_GzippedOrNot()
    {
        await using var station = await ProblemStation.Create();
        foreach (var gzipped in new[] { false, true })
        {
            var (code, output, error) = await Run(
                station,
                ["evaluate", "--area", Save(station, Ground.FairlandsDrawn, gzipped), .. Quiet, "--json"]
            );
            Assert.True(code == 0, error);
            using var json = JsonDocument.Parse(output);
            Assert.Equal("""{"before":60,"after":60}""", Plain(json.RootElement.GetProperty("counts").GetProperty("area")));
        }
    }

    [Theory]
    [InlineData("not GeoJSON", "The area cannot be read as GeoJSON.")]
    [InlineData(
        """{"type":"Polygon","coordinates":[[[-0.3,51.8],[-0.2,52.0],[-0.2,51.8],[-0.3,52.0],[-0.3,51.8]]]}""",
        "its line crosses itself near"
    )]
    [InlineData(
        """{"type":"Polygon","coordinates":[[[-2.3,53.8],[-2.2,53.8],[-2.2,54.0],[-2.3,54.0],[-2.3,53.8]]]}""",
        "The area lies outside every boundary that is held here."
    )]
    [InlineData("""{"type":"Polygon","coordinates":[[["west",51.8],[-0.2,52.0],[-0.2,51.8],["west",51.8]]]}""", "The area cannot be used")]
    [InlineData("", "is empty")]
    public async Task Evaluate_OfAnAreaThatCannotBeUsed_IsRefused_InASentence(string area, string sentence)
    {
        await using var station = await ProblemStation.Create();
        await Refused(station, sentence, ["evaluate", "--area", Save(station, area), .. Quiet, "--json"]);
    }

    [Fact]
    public async Task Evaluate_OfWhatIsNotThere_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        await Refused(station, "There is no place with the code N9.", ["evaluate", "--place", "N9", .. Quiet, "--json"]);
        await Refused(
            station,
            "cannot be read",
            ["evaluate", "--area", Path.Combine(station.Station.Home, "nowhere.geojson"), .. Quiet, "--json"]
        );
        await Refused(
            station,
            "The response must end on or after the day it started.",
            ["evaluate", "--place", "N1", .. Quiet, "--response-end", "2024-08-09", "--json"]
        );
        await Refused(
            station,
            "Give a response start between 1900 and 2199.",
            ["evaluate", "--place", "N1", "--category", "asb", "--response-start", "0001-01-02", "--json"]
        );
        await Refused(
            station,
            "There is no category noise.",
            ["evaluate", "--place", "N1", "--category", "noise", "--response-start", "2024-08-10", "--json"]
        );
        await Refused(station, "Give a buffer from 0 to 5000 metres.", ["evaluate", "--place", "N1", .. Quiet, "--buffer", "-1", "--json"]);
    }

    [Theory]
    [InlineData("evaluate", "--category", "asb", "--response-start", "2024-08-10")]
    [InlineData("evaluate", "--place", "N1", "--category", "asb")]
    [InlineData("evaluate", "--place", "N1", "--category", "asb", "--response-start", "10/08/2024")]
    [InlineData("evaluate", "--place", "N1", "--area", "a.geojson", "--category", "asb", "--response-start", "2024-08-10")]
    [InlineData("calibrate", "--force", "wealdshire", "--category", "asb", "--draws", "10", "--seed", "1", "--level", "ward")]
    [InlineData("calibrate", "--force", "wealdshire", "--category", "asb", "--draws", "many", "--seed", "1")]
    [InlineData("search")]
    [InlineData("search", "bikes", "--top", "0")]
    [InlineData("search", "bikes", "--top", "many")]
    public async Task WrongUsage_ExitsWithTwo_AndPrintsNothingOnStandardOutput(params string[] verb)
    {
        var (code, output, error) = await WardwiseProcess.Run(Path.GetTempPath(), [.. verb, "--json"]);
        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Search_AnswersAList_OfProblemsWithTheirResults()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        var (code, output, error) = await Run(
            station,
            ["search", "bikes", "on", "the", "green", "--top", "3", "--force", "wealdshire", "--json"]
        );
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        var hit = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(["reference", "title", "score", "grade", "result", "why"], Names(hit));
        Assert.Equal(
            (reference, "Off-road bikes on the green", "unknown"),
            (hit.GetProperty("reference").GetString(), hit.GetProperty("title").GetString(), hit.GetProperty("result").GetString())
        );
        var nothing = await Run(station, ["search", "submarines", "--json"]);
        Assert.Equal((0, "[]"), (nothing.Code, nothing.Output.Trim()));
        await Refused(station, "There is no force nowhere here.", ["search", "bikes", "--force", "nowhere", "--json"]);
    }

    private static async Task Refused(ProblemStation station, string sentence, string[] verb)
    {
        var (code, output, error) = await Run(station, verb);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> Run(ProblemStation station, string[] verb) =>
        WardwiseProcess.RunAt(station.Station, Role.Officer, verb);

    private static string Save(ProblemStation station, string area, bool gzipped = false)
    {
        var path = Path.Combine(station.Station.Home, gzipped ? "area.geojson.gz" : "area.geojson");
        using var file = File.Create(path);
        using Stream to = gzipped ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest) : file;
        to.Write(System.Text.Encoding.UTF8.GetBytes(area));
        return path;
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static string Plain(JsonElement element) => JsonSerializer.Serialize(element);
}
