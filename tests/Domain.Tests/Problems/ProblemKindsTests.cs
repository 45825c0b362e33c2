using System.Text.Json.Nodes;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Tests.Problems;

public sealed class ProblemKindsTests
{
    private static readonly ProblemKinds Shipped = ProblemKinds.Shipped;

    [Fact]
    public void TheShippedThesaurus_HoldsTogether() => Assert.Empty(Shipped.Faults());

    [Fact]
    public void ItIsLargeEnough_ToKnowTheWordsOfTheField()
    {
        Assert.InRange(Shipped.Kinds.Count, 60, 200);
        Assert.True(Shipped.Kinds.Sum(k => k.Terms.Count + k.Narrower.Sum(n => n.Terms.Count)) >= 1200);
        Assert.True(Shipped.Words.Count >= 70);
        Assert.True(Shipped.Abbreviations.Count >= 120);
        Assert.All(Shipped.Families, f => Assert.Contains(Shipped.Kinds, k => k.Family == f.Code));
        Assert.All(Techniques.Shipped.All, t => Assert.Contains(Shipped.Techniques, w => w.Code == t.Code));
    }

    [Theory]
    [InlineData("park")]
    [InlineData("noise")]
    [InlineData("drugs")]
    [InlineData("youths")]
    [InlineData("car")]
    [InlineData("hospital")]
    [InlineData("theft")]
    [InlineData("police")]
    public void AWordOfManyKinds_IsATermOfNone(string word) =>
        Assert.DoesNotContain(Shipped.Kinds, k => k.Terms.Contains(word) || k.Narrower.Any(n => n.Terms.Contains(word)));

    // Each changes one thing that must not be, and says where the fault is then.
    [Theory]
    [InlineData("families/1/code", "vehicles", "families[1].name")]
    [InlineData("kinds/1/code", "off-road-bikes", "kinds[1].name")]
    [InlineData("kinds/0/family", "boats", "kinds[0].family")]
    [InlineData("kinds/0/related/0", "no-such-kind", "kinds[0].related")]
    [InlineData("kinds/0/related/0", "off-road-bikes", "kinds[0].related")]
    [InlineData("kinds/0/incidentTypes/0", "riding", "kinds[0].incidentTypes")]
    [InlineData("kinds/1/terms/0", "offroad bike", "kinds[1].terms")]
    [InlineData("kinds/0/terms/0", "Off-road bike", "kinds[0].terms")]
    [InlineData("kinds/0/terms/0", "bike +park", "kinds[0].terms")]
    [InlineData("kinds/0/terms/0", "bike/ + park", "kinds[0].terms")]
    [InlineData("words/1/name", "young people", "words[1].name")]
    [InlineData("techniques/0/code", "wish-hard", "techniques[0].code")]
    [InlineData("techniques/1/code", "harden-targets", "techniques[1].code")]
    [InlineData("abbreviations/1/short", "ABC", "abbreviations[1].short")]
    public void AValueThatDoesNotFit_IsAFaultOfItsPlace(string path, string value, string fault) =>
        Assert.Equal(fault, FaultsWith(path, JsonValue.Create(value)).First());

    [Theory]
    [InlineData("kinds/0/terms", "kinds[0].terms")]
    [InlineData("kinds/0/narrower/0/terms", "kinds[0].narrower[0].terms")]
    [InlineData("words/0/terms", "words[0].terms")]
    [InlineData("techniques/0/terms", "techniques[0].terms")]
    [InlineData("words", "words")]
    [InlineData("techniques", "techniques")]
    [InlineData("abbreviations", "abbreviations")]
    public void AnEmptyList_IsAFault(string path, string fault) => Assert.Equal([fault], FaultsWith(path, new JsonArray()));

    [Fact]
    public void WithoutKindsAndFamilies_ThereIsNothingToFindBy() =>
        Assert.Equal(["families", "kinds"], (Shipped with { Families = [], Kinds = [] }).Faults().Select(f => f.Path));

    private static IEnumerable<string> FaultsWith(string path, JsonNode value)
    {
        var rules = JsonNode.Parse(ShippedRules.Text("thesaurus.json"))!;
        var steps = path.Split('/');
        var at = steps[..^1].Aggregate(rules, (node, step) => int.TryParse(step, out var i) ? node[i]! : node[step]!);
        if (int.TryParse(steps[^1], out var last))
        {
            at[last] = value;
        }
        else
        {
            at[steps[^1]] = value;
        }

        return ShippedRules.Parse<ProblemKinds>(rules.ToJsonString()).Faults().Select(f => f.Path);
    }
}
