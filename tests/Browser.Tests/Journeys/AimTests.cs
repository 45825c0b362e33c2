using Microsoft.Playwright;
using Wardwise.App.Places;
using Wardwise.App.Problems;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;

namespace Wardwise.Browser.Tests.Journeys;

/// <summary>While an aim is typed, the page says what the data could show, without being sent.</summary>
public sealed class AimTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task WhatTheDataCouldShow_FollowsWhatIsTyped()
    {
        var faults = new List<string>();
        await using var live = await LiveStation.Start();
        await new Ashmoor(live.Station).Found();
        var green = (await live.Station.Get<ListPlaces>().Run(live.Station.Owner, new(), default)).Value.Single(p =>
            p.Name == Ashmoor.Green
        );
        var opened = await live
            .Station.Get<OpenProblem>()
            .Run(
                await live.Station.As(Role.Officer),
                new()
                {
                    Title = "Bikes",
                    WhatRecurs = "Bikes on the green",
                    Category = ProblemCategory.Nuisance,
                    PlaceNo = green.No,
                },
                default
            );
        var officer = await Visitor.Arrive(chromium, live.Address, faults, script: true);
        await officer.SignIn(Role.Officer);
        await officer.Open($"/problems/{opened.Value.Reference}/aim");
        var says = officer.Main.Locator("[data-part=says]");
        await Assertions.Expect(says).ToContainTextAsync("Draw the area, or choose its neighbourhoods");
        await Assertions.Expect(officer.Main.GetByRole(AriaRole.Button, new() { Name = "See what the data could show" })).ToBeHiddenAsync();

        await officer.Check("By incidents that are recorded");
        await officer.Unfold("Choose neighbourhoods instead");
        await officer.Check(Ashmoor.Green);
        await Assertions.Expect(says).ToContainTextAsync("With about 19 a month, a fall under");
        await officer.Fill("By how much?", "65");
        await Assertions.Expect(says).ToContainTextAsync("A fall of 65% could be told from chance after six months.");
        await officer.Fill("By how much?", "20");
        await Assertions.Expect(says).ToContainTextAsync("A fall of 20% cannot be shown here.");
        await officer.Date("By when?", new(2026, 12, 31));
        await Assertions.Expect(says).ToContainTextAsync("By 31 December 2026 there are six whole months after a start now");
        Assert.EndsWith("/aim", officer.Page.Url, StringComparison.Ordinal);

        await officer.Press("Measure by a survey");
        await Assertions.Expect(says).ToContainTextAsync("A survey shows a change of 20 in 100");
        Assert.Equal("20", await officer.Main.GetByLabel("By how much?").InputValueAsync());
        Assert.Empty(faults);
    }
}
