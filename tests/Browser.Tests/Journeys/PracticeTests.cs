using Microsoft.Playwright;
using Wardwise.App.Library;
using Wardwise.App.OldRecords;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Browser.Tests.Journeys;

/// <summary>F3, Y7: an officer with a problem has relevant practice in two actions, and unasked while typing; a step is taken over in
/// one.</summary>
public sealed class PracticeTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FromHome_ToARelevantRecord_InTwoActions_AndAStepIsCopied(bool script)
    {
        var faults = new List<string>();
        await using var live = await LiveStation.Start();
        var station = await ProblemStation.On(live.Station);
        var source = await station.CarriedOut();
        var own = await station.Opened("Quads on the meadow", "Quad bikes churn up the meadow each weekend");
        var officer = await Visitor.Arrive(chromium, live.Address, faults, script);
        await officer.SignIn(Role.Officer);

        await officer.Open("/");
        await officer.Search("lads on mini motos wrecking the rec");
        await officer.Reads("same kind (off-road motorcycles)");
        await officer.Follow("Off-road bikes on the green");
        Assert.EndsWith($"/problems/{source.ToLowerInvariant()}", officer.Page.Url.ToLowerInvariant(), StringComparison.Ordinal);

        await officer.Open($"/problems/{own}?tab=response");
        await officer.Reads("What others did");
        await Press(officer, "Copy into the plan", "Fit a barrier at the gap");
        await officer.Reads($"as in {source}");
        Assert.Equal("", string.Join("\n", faults.Distinct()));
    }

    [Fact]
    public async Task WhileAProblemIsTyped_ThoseLikeItAppear_AndTheOneOpenHereCanBeJoined()
    {
        var faults = new List<string>();
        await using var live = await LiveStation.Start();
        var station = await ProblemStation.On(live.Station);
        var open = await station.Opened();
        var visitor = await Visitor.Arrive(chromium, live.Address, faults, script: true);
        await visitor.SignIn(Role.Supervisor);
        await visitor.Open("/problems/new");
        var seen = visitor.Main.Locator("[data-part=similar]");
        await Assertions.Expect(seen).ToContainTextAsync("As you type, problems like this one appear here");
        await visitor.Fill("What is the problem, in a few words?", "Scramblers tearing round the playing field");
        await Assertions.Expect(seen).ToContainTextAsync("Off-road bikes on the green");
        await visitor.Main.GetByLabel("Where is it?").SelectOptionAsync(new SelectOptionValue { Label = "Fairlands" });
        await Assertions.Expect(visitor.Main.Locator("[data-part=open]")).ToContainTextAsync("Open here already");
        await Press(visitor, "Ask to join it", "Off-road bikes on the green");
        await visitor.Reads("You have asked to join.");
        Assert.Contains(
            (await station.Get<MyDay>().Run(station.Officer, default)).Value,
            d => d.Source == AskToJoin.Source && d.Reference == open
        );
        Assert.Equal("", string.Join("\n", faults.Distinct()));
    }

    /// <summary>F5: what is followed comes back as a digest, on the page and by e-mail.</summary>
    [Fact]
    public async Task AKindIsFollowed_AndTheDigestOfTheWeekIsRead()
    {
        var faults = new List<string>();
        await using var live = await LiveStation.Start();
        var station = await ProblemStation.On(live.Station);
        var visitor = await Visitor.Arrive(chromium, live.Address, faults, script: true);
        await visitor.SignIn(Role.Supervisor);
        await visitor.Open("/what-works/off-road-bikes");
        await visitor.Land(() => visitor.Main.Locator(".ww-follow button").ClickAsync());
        await visitor.Reads("Unfollow");
        await station.Opened();
        await station.Get<Indexer>().Drain(100, null, default);
        live.Station.Clock.Advance(TimeSpan.FromDays(6.9));
        await station.Get<SendDigests>().Run(live.Station.Owner, default);
        var monday = await Visitor.Arrive(chromium, live.Address, faults, script: true);
        await monday.SignIn(Role.Supervisor);
        await monday.Open("/notices");
        await monday.Reads("Off-road bikes on the green");
        await monday.Open("/following");
        await monday.Reads("Off-road motorcycles");
        Assert.Equal("", string.Join("\n", faults.Distinct()));
    }

    /// <summary>F50: an old file with every fault that a row can have: what could go in is there, and the rest is accounted for.</summary>
    [Fact]
    public async Task AnOldFileWithThirtyRowsOfFaults_IsAccountedForOnItsPage_AndItsRecordsAreFound()
    {
        var faults = new List<string>();
        await using var live = await LiveStation.Start();
        var station = await ProblemStation.On(live.Station);
        var imported = await station
            .Get<ImportProblems>()
            .Run(live.Station.Owner, new() { Paths = [OldRecordFile.EveryFault().Save(live.Station.Home)], Force = "wealdshire" }, default);
        Assert.Equal((30, 16), (imported.Value.Read, imported.Value.Added));
        var visitor = await Visitor.Arrive(chromium, live.Address, faults, script: true);
        await visitor.SignIn(Role.Coordinator);
        await visitor.Open($"/imports/{imported.Value.Id}");
        await visitor.Reads("Nowhere Park");
        await visitor.Reads("31/02/2020");
        await visitor.Open("/problems/T/27");
        await visitor.Reads("in the old system");
        await visitor.Search("mini motos");
        await visitor.Reads("Mini motos on the rec");
        await visitor.Open("/problems/kinds");
        await visitor.Reads("Off-road motorcycles");
        Assert.Equal("", string.Join("\n", faults.Distinct()));
    }

    /// <summary>A button that says of what, to those who hear it.</summary>
    private static Task Press(Visitor visitor, string button, string what) =>
        visitor.Land(() => visitor.Main.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{button}.*{what}$") }).First.ClickAsync());
}
