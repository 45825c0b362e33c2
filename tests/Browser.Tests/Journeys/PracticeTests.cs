using Microsoft.Playwright;
using Wardwise.App.Problems;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Browser.Tests.Journeys;

/// <summary>F3, Y7: an officer with a problem has relevant practice in two actions, and unasked while typing; a step is taken over in one.</summary>
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
        Assert.Contains((await station.Get<MyDay>().Run(station.Officer, default)).Value, d => d.Source == AskToJoin.Source && d.Reference == open);
        Assert.Equal("", string.Join("\n", faults.Distinct()));
    }

    /// <summary>A button that says of what, to those who hear it.</summary>
    private static Task Press(Visitor visitor, string button, string what) =>
        visitor.Land(() => visitor.Main.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{button}.*{what}$") }).First.ClickAsync());
}
