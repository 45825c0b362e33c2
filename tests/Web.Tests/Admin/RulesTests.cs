using System.Text.Json.Nodes;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Admin;

/// <summary>Rule sets are changed on forms that are drawn from what each kind asks, with a page that shows what changes before it is
/// saved.</summary>
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
        await browser.Send(
            Dated(new() { [Draft + ".chase"] = "10", ["Input.Rules.followUpMonths"] = "3\n6\n12\n24" }),
            button: "Check what changes"
        );
        Assert.Equal("Check what changes", browser.Heading);
        Assert.Equal(
            ["Months after which a follow-up falls due 3, 6, 12 3, 6, 12, 24", "Days until the owner is reminded (draft) 7 10"],
            browser.Texts("main tbody tr")
        );
        Assert.Empty((await Rules(web, "problems")).Versions);

        await browser.Send([], button: "Save the new version");
        Assert.Equal("/admin/rules/problems", browser.Address);
        var saved = await Rules(web, "problems");
        Assert.Equal("Agreed by the board", saved.Versions.Single().Note);
        Assert.Equal(10, JsonNode.Parse(saved.Latest)!["stale"]![0]!["chase"]!.GetValue<int>());
        using var file = await browser.Raw(HttpMethod.Get, "/admin/rules/problems?handler=json");
        Assert.Equal(
            ("application/json", saved.Content),
            (file.Content.Headers.ContentType!.MediaType, await file.Content.ReadAsStringAsync())
        );
    }

    [Fact]
    public async Task EverySentence_NamesItsField_AndWhatWasTypedStays()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/admin/rules/problems/new");
        await browser.Send(
            Dated(
                new()
                {
                    [Draft + ".chase"] = "soon",
                    ["Input.Rules.grade.stepsWithEvidence"] = "0",
                    ["Input.Rules.followUpMonths"] = "3\nnever",
                }
            )
        );
        Assert.Equal(
            [
                "Done steps that need evidence: enter a whole number from 1 to 10.",
                "Months after which a follow-up falls due: enter whole numbers from 1 to 60, one on each line: 'never' is none.",
                "Days until the owner is reminded (draft): enter a whole number from 1 to 730.",
            ],
            browser.Errors
        );
        Assert.Equal("soon", browser.Page.QuerySelector($"input[name='{Draft}.chase']")!.GetAttribute("value"));

        await browser.Send(
            Dated(
                new()
                {
                    [Draft + ".chase"] = "30",
                    ["Input.Rules.grade.stepsWithEvidence"] = "1",
                    ["Input.Rules.followUpMonths"] = "3",
                    ["Input.Rules.stale[1].state"] = "draft",
                }
            )
        );
        Assert.Equal(
            [
                "Days until the supervisor is told (draft): enter more days than until the owner is reminded.",
                "State: draft is listed twice. Remove one.",
            ],
            browser.Errors
        );
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
        await browser.Send(
            Dated(
                new()
                {
                    ["Input.Rules.groups[5].techniques[6].name"] = "Paint & plant",
                    ["Input.Rules.groups[5].techniques[6].example"] = "Murals by residents",
                    ["Input.Rules.groups[5].techniques[0].remove"] = "true",
                }
            )
        );
        Assert.Equal(
            [
                "Techniques (Other responses): Paint & plant Not there Name: Paint & plant; Example: Murals by residents",
                "Techniques (Other responses): Engagement Name: Engagement; Example: Meetings, street surveys, work with residents "
                    + "Taken out",
            ],
            browser.Texts("main tbody tr")
        );
        await browser.Send([], button: "Save the new version");
        var codes = JsonNode.Parse((await Rules(web, "techniques")).Latest)!["groups"]![5]!["techniques"]!
            .AsArray()
            .Select(t => t!["code"]!.GetValue<string>())
            .ToList();
        Assert.Equal(("enforcement", "paint-plant", 6), (codes[0], codes[^1], codes.Count));
    }

    [Fact]
    public async Task DaysAreReadAsPeopleWriteThem_AndHeldToTheTimeTheySpeakFor()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/admin/rules/bank-holidays/new");
        await browser.Send(Dated(new() { ["Input.Rules.given"] = "8 May 2023\n1/6/2031" }));
        Assert.Equal(
            ["Bank holidays given once: 1 June 2031 lies outside the days these speak for. Move the last day, or take it out."],
            browser.Errors
        );
        await browser.Send(Dated(new() { ["Input.Rules.to"] = "31 December 2031" }));
        Assert.Contains("Last day these speak for 31 December 2030 31 December 2031", browser.Texts("main tbody tr"));
        await browser.Send([], button: "Change something");
        Assert.Equal("31 December 2031", browser.Page.QuerySelector("input[name='Input.Rules.to']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task TheThesaurusIsOpenedOneKindAtATime_AndANewVersionHoldsTheTermFromThenOn()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/admin/rules/thesaurus");
        await browser.Click("Enter a new version");
        await browser.Send(new() { ["Input.Part"] = "kinds[0]" }, button: "Open");
        Assert.Equal("Kinds of problem: Off-road motorcycles", browser.Heading);
        var terms = browser.Page.QuerySelector("textarea[name='Input.Rules.kinds[0].terms']")!.TextContent.Trim();
        await browser.Send(
            new()
            {
                ["Input.Rules.kinds[0].terms"] = terms + "\nrammy bike\nmoto/ped + bowling club",
                ["Input.Rules.kinds[0].family"] = "boats",
            },
            button: "Change another part too"
        );
        await browser.Send(new() { ["Input.Part"] = "kinds[1]" }, button: "Open");
        await browser.Send(Dated(new() { ["Input.Rules.kinds[1].signs"] = "revving" }), button: "Check what changes");
        Assert.Equal(["Family (Off-road motorcycles): 'boats' is none of the families. Enter the code of one."], browser.Errors);
        await browser.Send([], button: "Change another part too");
        await browser.Send(new() { ["Input.Part"] = "kinds[0]" }, button: "Open");
        await browser.Send(Dated(new() { ["Input.Rules.kinds[0].family"] = "vehicles" }), button: "Check what changes");
        var changes = browser.Texts("main tbody tr").ToList();
        Assert.Contains("Terms (Off-road motorcycles) Not there rammy bike", changes);
        Assert.Contains("Terms (Off-road motorcycles) Not there moto/ped + bowling club", changes);
        Assert.Contains("Signs (Car cruising and racing) retail park Taken out", changes);
        await browser.Send([], button: "Save the new version");
        Assert.Equal("/admin/rules/thesaurus", browser.Address);

        var held = (await Rules(web, "thesaurus")).Latest;
        var kind = ShippedRules.Parse<ProblemKinds>(held).Find("off-road-bikes")!;
        Assert.Equal(["rammy bike", "moto/ped + bowling club"], kind.Terms.TakeLast(2));
        Assert.Equal("vehicles", kind.Family);
        Assert.Equal(ProblemKinds.Shipped.Kinds.Count, ShippedRules.Parse<ProblemKinds>(held).Kinds.Count);
    }

    [Fact]
    public async Task AKindIsAdded_AndAnotherIsTakenOut()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        var kinds = ProblemKinds.Shipped.Kinds;
        var count = kinds.Count;
        var gone = kinds.Index().First(k => kinds.All(other => !other.Related.Contains(k.Item.Code)));
        await browser.Open("/admin/rules/thesaurus/new");
        await browser.Send(new() { ["Input.Part"] = $"kinds[{count}]" }, button: "Open");
        Assert.Equal("Kinds of problem: a new kind", browser.Heading);
        var kind = $"Input.Rules.kinds[{count}].";
        await browser.Send(
            Dated(
                new()
                {
                    [kind + "name"] = "Scarecrow theft",
                    [kind + "family"] = "animals",
                    [kind + "category"] = "crime",
                    [kind + "terms"] = "scarecrow + stolen",
                }
            ),
            button: "Check what changes"
        );
        Assert.Equal(["What it is (Scarecrow theft): enter a text of up to 200 characters."], browser.Errors);
        await browser.Send(Dated(new() { [kind + "about"] = "Scarecrows taken from shows." }), button: "Check what changes");
        Assert.StartsWith("Kinds of problem: Scarecrow theft Not there", browser.Texts("main tbody tr").Single(), StringComparison.Ordinal);
        await browser.Send([], button: "Change something");
        await browser.Send(new() { ["Input.Part"] = $"kinds[{gone.Index}]" }, button: "Open");
        await browser.Send(Dated(new() { [$"Input.Rules.kinds[{gone.Index}].remove"] = "true" }), button: "Check what changes");
        Assert.Contains(
            browser.Texts("main tbody tr"),
            t =>
                t.StartsWith("Kinds of problem: " + gone.Item.Name, StringComparison.Ordinal)
                && t.EndsWith("Taken out", StringComparison.Ordinal)
        );
        await browser.Send([], button: "Save the new version");
        var held = ShippedRules.Parse<ProblemKinds>((await Rules(web, "thesaurus")).Latest);
        Assert.Equal((count, true, true), (held.Kinds.Count, held.Find("scarecrow-theft") is not null, held.Find(gone.Item.Code) is null));
    }

    [Fact]
    public async Task NothingChanged_NoDay_OrADayBeforeTheLastVersion_IsRefused()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/admin/rules/problems/new");
        await browser.Send(Dated([]));
        Assert.Equal(["Nothing differs from the version before. Change something first."], browser.Errors);
        await browser.Send(
            Dated(
                new()
                {
                    [Draft + ".chase"] = "9",
                    ["Input.StartsOn.day"] = "",
                    ["Input.StartsOn.month"] = "",
                    ["Input.StartsOn.year"] = "",
                    ["Input.Note"] = "",
                }
            )
        );
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
            Assert.All(
                kind.Fields,
                f => Assert.True(f.Name == "version" || f.Kind is not RuleFieldKind.Kept, $"{kind.Kind}: {f.Name} is not asked.")
            );
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
