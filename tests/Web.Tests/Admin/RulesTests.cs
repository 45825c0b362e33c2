using System.Text.Json.Nodes;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Admin;

/// <summary>Rule sets are changed on forms that are drawn from what each kind asks, with a page that shows what changes before it is saved.</summary>
public sealed class RulesTests
{
    private const string Draft = "Input.Rules.stale[0]";

    [Fact]
    public async Task ANewVersion_ShowsWhatChanges_AndIsSavedAfterThat()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/admin/rules/problems");
        await browser.Click("Enter a new version");
        await browser.Send(Dated(new() { [Draft + ".chase"] = "10", ["Input.Rules.followUpMonths"] = "3\n6\n12\n24" }), button: "Check what changes");
        Assert.Equal("Check what changes", browser.Heading);
        Assert.Equal(
            ["Months after which a follow-up falls due 3, 6, 12 3, 6, 12, 24", "Days until the owner is reminded (draft) 7 10"], browser.Texts("main tbody tr"));
        Assert.Empty((await Rules(web, "problems")).Versions);

        await browser.Send([], button: "Save the new version");
        Assert.Equal("/admin/rules/problems", browser.Address);
        var saved = await Rules(web, "problems");
        Assert.Equal("Agreed by the board", saved.Versions.Single().Note);
        Assert.Equal(10, JsonNode.Parse(saved.Latest)!["stale"]![0]!["chase"]!.GetValue<int>());
        using var file = await browser.Raw(HttpMethod.Get, "/admin/rules/problems?handler=json");
        Assert.Equal(("application/json", saved.Content), (file.Content.Headers.ContentType!.MediaType, await file.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task EverySentence_NamesItsField_AndWhatWasTypedStays()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/admin/rules/problems/new");
        await browser.Send(Dated(new() { [Draft + ".chase"] = "soon", ["Input.Rules.grade.stepsWithEvidence"] = "0", ["Input.Rules.followUpMonths"] = "3\nnever" }));
        Assert.Equal(
            [
                "Done steps that need evidence: enter a whole number from 1 to 10.",
                "Months after which a follow-up falls due: enter whole numbers from 1 to 60, one on each line: 'never' is none.",
                "Days until the owner is reminded (draft): enter a whole number from 1 to 730.",
            ],
            browser.Errors);
        Assert.Equal("soon", browser.Page.QuerySelector($"input[name='{Draft}.chase']")!.GetAttribute("value"));

        await browser.Send(Dated(new() { [Draft + ".chase"] = "30", ["Input.Rules.grade.stepsWithEvidence"] = "1", ["Input.Rules.followUpMonths"] = "3", ["Input.Rules.stale[1].state"] = "draft" }));
        Assert.Equal(
            ["Days until the supervisor is told (draft): enter more days than until the owner is reminded.", "State: draft is listed twice. Remove one."], browser.Errors);
    }

    [Fact]
    public async Task ATechniqueIsAdded_WithACodeOfItsOwn_AndAnotherIsTakenOut()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/admin/rules/techniques/new");
        await browser.Send(new() { ["add"] = "groups[5].techniques" });
        Assert.Equal("New version: Techniques", browser.Heading);
        Assert.Empty(browser.Errors);
        await browser.Send(Dated(new()
        {
            ["Input.Rules.groups[5].techniques[6].name"] = "Paint & plant",
            ["Input.Rules.groups[5].techniques[6].example"] = "Murals by residents",
            ["Input.Rules.groups[5].techniques[0].remove"] = "true",
        }));
        Assert.Equal(
            ["Techniques (Other responses): Paint & plant Not there Name: Paint & plant; Example: Murals by residents", "Techniques (Other responses): Engagement Name: Engagement; Example: Meetings, street surveys, work with residents Taken out"],
            browser.Texts("main tbody tr"));
        await browser.Send([], button: "Save the new version");
        var codes = JsonNode.Parse((await Rules(web, "techniques")).Latest)!["groups"]![5]!["techniques"]!.AsArray().Select(t => t!["code"]!.GetValue<string>()).ToList();
        Assert.Equal(("enforcement", "paint-plant", 6), (codes[0], codes[^1], codes.Count));
    }

    [Fact]
    public async Task DaysAreReadAsPeopleWriteThem_AndHeldToTheTimeTheySpeakFor()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/admin/rules/bank-holidays/new");
        await browser.Send(Dated(new() { ["Input.Rules.given"] = "8 May 2023\n1/6/2031" }));
        Assert.Equal(["Bank holidays given once: 1 June 2031 lies outside the days these speak for. Move the last day, or take it out."], browser.Errors);
        await browser.Send(Dated(new() { ["Input.Rules.to"] = "31 December 2031" }));
        Assert.Contains("Last day these speak for 31 December 2030 31 December 2031", browser.Texts("main tbody tr"));
        await browser.Send([], button: "Change something");
        Assert.Equal("31 December 2031", browser.Page.QuerySelector("input[name='Input.Rules.to']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task NothingChanged_NoDay_OrADayBeforeTheLastVersion_IsRefused()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/admin/rules/problems/new");
        await browser.Send(Dated([]));
        Assert.Equal(["Nothing differs from the version before. Change something first."], browser.Errors);
        await browser.Send(Dated(new() { [Draft + ".chase"] = "9", ["Input.StartsOn.day"] = "", ["Input.StartsOn.month"] = "", ["Input.StartsOn.year"] = "", ["Input.Note"] = "" }));
        Assert.Equal(["Enter the day the version starts: today or later.", "Say what changed and who decided it."], browser.Errors);
        await browser.Send(Dated(new() { [Draft + ".chase"] = "9" }));
        await browser.Send([], button: "Save the new version");
        await browser.Open("/admin/rules/problems/new");
        await browser.Send(Dated(new() { [Draft + ".chase"] = "8" }));
        Assert.Equal(["Version 1 starts on 1 July 2026. Enter a later day."], browser.Errors);
    }

    [Fact]
    public void EveryPartOfEveryKind_IsAsked_OrKept()
    {
        foreach (var kind in RuleKinds.All)
        {
            var shipped = JsonNode.Parse(kind.Shipped)!;
            Assert.Empty(RuleForm.Faults(kind.Fields, shipped));
            Assert.Empty(RuleChanges.Of(kind.Fields, shipped, shipped));
            Assert.All(kind.Fields, f => Assert.True(f.Name == "version" || f.Kind is not RuleFieldKind.Kept, $"{kind.Kind}: {f.Name} is not asked."));
        }
    }

    private static Dictionary<string, string> Dated(Dictionary<string, string> values)
    {
        foreach (var (name, value) in new[] { ("day", "1"), ("month", "7"), ("year", "2026") })
        {
            values.TryAdd("Input.StartsOn." + name, value);
        }

        values.TryAdd("Input.Note", "Agreed by the board");
        return values;
    }

    private static async Task<ListRuleSets.Rules> Rules(WebStation web, string kind) =>
        (await web.Station.Get<ListRuleSets>().Run(await web.Station.As(Role.Coordinator), default)).Value.Single(r => r.Kind.Kind == kind);
}
