using System.Text;
using Wardwise.App.Exchange;
using Wardwise.App.Imports;
using Wardwise.App.Measuring;
using Wardwise.Domain.Places;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Imports;

/// <summary>GeoJSON as it should not be: what is no place is rejected by number and name, and the others go in.</summary>
public sealed class OddPlacesTests
{
    private static readonly string Long = new('x', 23_000);
    private const string Good = "[[[-0.21,51.89],[-0.19,51.89],[-0.19,51.91],[-0.21,51.91],[-0.21,51.89]]]";

    [Theory]
    [InlineData("null", "feature 2: it is null")]
    [InlineData("7", "feature 2: it is no feature")]
    [InlineData(
        """{"type":"Feature","properties":{"code":"N2","name":"Half"},"geometry":"""
            + """{"type":"Polygon","coordinates":[[[],[-0.1,51.8],[-0.1,52],[]]]}}""",
        "Half (N2): one of its positions is not two numbers"
    )]
    [InlineData(
        """{"type":"Feature","properties":{"code":"N2","name":"Half"},"geometry":"""
            + """{"type":"Polygon","coordinates":[[[-0.2],[-0.1,51.8],[-0.1,52],[-0.2]]]}}""",
        "Half (N2): one of its positions is not two numbers"
    )]
    [InlineData(
        """{"type":"Feature","properties":{"code":"N2","name":"Bike \ud83d"},"geometry":null}""",
        "N2: its name holds half a character"
    )]
    [InlineData(
        """{"type":"Feature","properties":{"code":"N2","name":"a\u0000b"},"geometry":null}""",
        "N2: its name holds half a character"
    )]
    [InlineData("""{"type":"Feature","properties":{"code":"N2","name":"None"},"geometry":{"type":7,"coordinates":[]}}""", "None (N2): ")]
    [InlineData("""{"type":"Feature","properties":null}""", "feature 2: its code is empty")]
    [MemberData(nameof(Endless))]
    public async Task AnOddFeature_IsRejected_AndTheOthersGoIn(string feature, string reason)
    {
        await using var station = await Station.Create();
        var path = Path.Combine(station.Home, "odd.geojson");
        await File.WriteAllTextAsync(
            path,
            $$$"""
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"code":"N1","name":"Old Ward"},"geometry":{"type":"Polygon","coordinates":{{{Good}}} }},
            {{{feature}}}]}
            """
        );
        var outcome = await station
            .Get<ImportPlaces>()
            .Run(
                station.Owner,
                new()
                {
                    Paths = [path],
                    Level = PlaceLevel.Neighbourhood,
                    Force = "wealdshire",
                    CodeField = "code",
                    NameField = "name",
                },
                default
            );
        Assert.True(outcome.Done);
        Assert.Equal((2, 1), (outcome.Value.Read, outcome.Value.Added));
        Assert.StartsWith(reason, Assert.Single(outcome.Value.Rejected).Reason, StringComparison.Ordinal);
    }

    /// <summary>What no index could hold.</summary>
    public static TheoryData<string, string> Endless =>
        new()
        {
            {
                $$$"""{"type":"Feature","properties":{"code":"N2","name":"{{{Long}}}"},"geometry":null}""",
                $"{Long[..59]}…: its name has more than 200 characters"
            },
            {
                $$$"""{"type":"Feature","properties":{"code":"{{{Long}}}","name":"Half"},"geometry":null}""",
                "Half: its code has more than 200 characters"
            },
        };

    [Fact]
    public void BracketsInBrackets_AreNotCalledCutShort()
    {
        var deep = new string('[', 5_000) + new string(']', 5_000);
        Assert.StartsWith("brackets stand in brackets", FaultOf(deep), StringComparison.Ordinal);
        Assert.Contains("it was cut short", FaultOf(deep[..^1]), StringComparison.Ordinal);
    }

    private static string FaultOf(string text) =>
        GeoJsonPlaces
            .Read(InputFile.Of("odd.geojson", Encoding.UTF8.GetBytes(text)).Value, "code", "name", _ => { }, (_, _) => { })!
            .Reason;

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[],[0,1],[1,1],[]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-0.2],[-0.1,51.8],[-0.1,52],[-0.2]]]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[null]}""")]
    [InlineData("""{"type":"\ud83d","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[["a",1],[0,1],[1,1],["a",1]]]}""")]
    [InlineData("[1]")]
    [InlineData("{\"type\":\"\ud83d")]
    public void AnOddDrawnArea_GetsASentence(string text) => Assert.Contains("Draw it again", DrawnArea.Read(text).Refusals[0].Sentence);
}
