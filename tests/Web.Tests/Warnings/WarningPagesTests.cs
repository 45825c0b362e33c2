using System.Net;
using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.App.Warnings;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Warnings;

/// <summary>What is different here, by HTTP: the home page, the list, a line and the draft that is made of it (F42, Y11, F14).</summary>
public sealed class WarningPagesTests
{
    [Fact]
    public async Task AJump_IsOnTheHomePage_OnTheList_AndOnItsOwnPage_WithItsNumbers()
    {
        await using var web = await Jumped();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/");
        Assert.Contains(
            "2 of 3 kinds of incident in Place 1 are higher than chance would give in May 2026; next to none would be by luck alone.",
            officer.Text("section[aria-labelledby=different]")
        );
        Assert.Equal("Vehicle nuisance, Place 1", officer.Text("section[aria-labelledby=different] h3"));
        await officer.Click("How that is known");
        Assert.Equal("What is different here", officer.Heading);
        Assert.Contains("Single events (a fair, a heatwave, a holiday) are not allowed for", officer.Text("main"));
        await officer.Click("Vehicle nuisance, Place 1");
        Assert.Equal("Vehicle nuisance, Place 1", officer.Heading);
        Assert.Matches(
            @"^19 reports in May 2026, [34](\.\d)? expected\. By luck less often than once in 100 years\.$",
            officer.Text(".ww-lead")
        );
        Assert.Matches(
            "^The month alone is above its limit",
            officer.Texts("main p").First(t => t.StartsWith("The month", StringComparison.Ordinal))
        );
        Assert.Single(officer.Page.QuerySelectorAll(".ww-chart__mark"));
        var months = officer.Page.QuerySelectorAll(".ww-chart__numbers tbody tr");
        Assert.Equal(24, months.Length);
        Assert.Equal("19, higher", months[^1].Children[1].TextContent);
        Assert.Equal(6, officer.Page.QuerySelectorAll("div[aria-label='Cumulative sum'] tbody tr").Length);
        await officer.Click("May 2026");
        Assert.Equal(19, officer.Page.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task StartAProblem_MakesADraftWithItsScanning_Once_AndTheLineThenSaysThatItIsOpen()
    {
        await using var web = await Jumped();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/warnings");
        await officer.Send([], "main form[action='/warnings/start']");
        var record = officer.Address.Split('?')[0];
        Assert.Equal("Vehicle nuisance, Place 1", officer.Heading);
        Assert.Contains("Saved as draft", officer.Text("body"));
        await officer.Open(record + "?tab=scanning");
        var scanning = officer.Text("main");
        Assert.Contains("Vehicle nuisance in Place 1: 19 reports in May 2026,", scanning);
        Assert.Contains("19 of the 19 whose time is known were between", scanning);
        Assert.Contains("19 on or near Mill Lane", scanning);
        Assert.Contains("Nobody has confirmed it yet", scanning);
        Assert.Contains("Nuisance", scanning);
        var file = (
            await web
                .Station.Get<ShowProblem>()
                .Run(await web.Station.As(Role.Officer), new() { Reference = record.Split('/')[^1] }, default)
        ).Value;
        Assert.Equal(
            (new DateOnly(2026, 5, 1), "vehicle nuisance", Domain.Problems.ProblemState.Draft),
            (file.File.Scanning.Since, file.File.Problem.Kind, file.File.Problem.State)
        );

        await officer.Open("/warnings");
        Assert.Single(officer.Page.QuerySelectorAll("main form[action='/warnings/start']"));
        Assert.Contains($"Already open: Vehicle nuisance, Place 1 ({record.Split('/')[^1]}, your draft)", officer.Text("main"));
        await officer.Open("/warnings?kind=noise");
        Assert.Contains("None of 1 kind of incident in Place 1 is higher", officer.Text(".ww-lead"));
    }

    [Fact]
    public async Task AnotherOfficersOpenProblem_IsLedTo_RatherThanDoubled()
    {
        await using var web = await Jumped();
        var opened = await web
            .Station.Get<OpenProblem>()
            .Run(
                await web.Station.As(Role.Supervisor),
                new()
                {
                    Title = "Quad bikes on Mill Lane",
                    WhatRecurs = "Quad bikes",
                    PlaceNo = WarnedGround.No(1),
                    Category = Domain.Problems.ProblemCategory.Nuisance,
                    Kind = "vehicle nuisance",
                },
                default
            );
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/warnings");
        await officer.Click("Quad bikes on Mill Lane");
        Assert.EndsWith(opened.Value.Reference, officer.Address);
        var again = await web
            .Station.Get<StartFromWarning>()
            .Run(await web.Station.As(Role.Officer), new() { PlaceNo = WarnedGround.No(1), Kind = "vehicle-nuisance" }, default);
        Assert.Equal(new StartFromWarning.Started(opened.Value.Reference, false), again.Value);
    }

    [Fact]
    public async Task TheListIsNarrowed_AsAFileItIsWrittenDown_AndAnEmptyOneSaysWhatWouldBeThere()
    {
        await using var web = await Jumped();
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/warnings");
        Assert.Contains("36 lines in the whole force", coordinator.Text(".ww-lead"));
        await coordinator.Open("/warnings?place=3");
        Assert.Contains("None of 18 lines in Lantern Vale is higher", coordinator.Text(".ww-lead"));
        Assert.Contains("the most surprising first", coordinator.Text(".ww-empty"));
        await coordinator.Open("/warnings?place=2&limit=wide&kind=vehicle-nuisance");
        Assert.Contains("of 6 lines in Ashmoor", coordinator.Text(".ww-lead"));
        using var file = await coordinator.Raw(HttpMethod.Get, "/warnings?place=2&kind=vehicle-nuisance&handler=csv");
        Assert.StartsWith(
            "Place 1,Vehicle nuisance,2026-05,19,",
            (await file.Content.ReadAsStringAsync()).Split("\r\n")[1],
            StringComparison.Ordinal
        );
        var trail = (
            await web.Station.Get<ReadTrail>().Run(await web.Station.As(Role.Administrator), new() { Kind = TrailKind.Disclosure }, default)
        )
            .Value
            .Rows;
        Assert.Equal("early warnings as a file", Assert.Single(trail).What);
        await coordinator.Open("/warnings?month=2026-06");
        Assert.Equal("June 2026 has not been imported as a whole month, so nothing can be said about it.", coordinator.Text(".ww-lead"));
        await coordinator.Open("/warnings?place=4711");
        Assert.Equal(HttpStatusCode.NotFound, coordinator.Status);
        await coordinator.Open("/warnings/4/no-such-kind");
        Assert.Equal(HttpStatusCode.NotFound, coordinator.Status);
    }

    [Fact]
    public async Task APartner_SeesNoneOfIt_AndCannotStartFromIt()
    {
        await using var web = await Jumped();
        using var partner = await web.Browse(Role.Partner);
        await partner.Open("/");
        Assert.Null(partner.Page.GetElementById("different"));
        foreach (var path in new[] { "/warnings", $"/warnings/{WarnedGround.No(1)}/vehicle-nuisance" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await partner.Raw(HttpMethod.Get, path)).StatusCode);
        }
    }

    /// <summary>Twelve neighbourhoods with three kinds; vehicle nuisance jumps in Place 1.</summary>
    private static async Task<WebStation> Jumped()
    {
        var web = await WebStation.Create();
        await new WarnedGround(web.Station).Lay(
            12,
            (place, kind, month) =>
                kind == "vehicle-nuisance" && place == 1 && month == 36 ? 19
                : kind == "asb" ? 0
                : 2 + ((place + (3 * month)) % 4),
            ["asb", "vehicle-nuisance", "noise"]
        );
        return web;
    }
}
