using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Wardwise.App.Incidents;
using Wardwise.App.Measuring;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Measuring;

/// <summary>F6: whoever may measure a response sees how often a verdict would be wrong on their own data.</summary>
public sealed partial class CalibratePageTests
{
    [Fact]
    public async Task TheQuestionIsAnswered_FirstInASentence_WithTheFiguresOfTheirOwnData()
    {
        await using var web = await WithPlaces();
        using var browser = await web.Browse(Role.Officer);
        await browser.Open("/statistics/calibrate");
        Assert.Equal("How often would we cry wolf?", browser.Heading);
        Assert.DoesNotContain("nothing was done, the method called", browser.Page.Body!.TextContent);
        await browser.Open("/statistics/calibrate?Level=lsoa&Category=asb&Before=2&After=2&Draws=20&Seed=3");
        var result = (
            await web
                .Station.Get<Calibrate>()
                .Run(
                    await web.Station.As(Role.Officer),
                    new()
                    {
                        ForceCode = "wealdshire",
                        Categories = ["asb"],
                        Draws = 20,
                        Seed = 3,
                        Before = 2,
                        After = 2,
                    },
                    default
                )
        ).Value;
        Assert.Equal(20, result.Draws);
        Assert.InRange(result.NaiveMethod.Flagged, 2, 18);
        var sentence = browser.Page.QuerySelector("main h2")!.TextContent;
        Assert.StartsWith($"Of 20 places and dates where nothing was done, the method called {result.Flagged} a clear change: ", sentence);
        Assert.EndsWith($"The naive test would have called {result.NaiveMethod.Flagged}.", sentence);
        var page = Spaces().Replace(browser.Page.Body!.TextContent, " ");
        Assert.Contains("Anti-social behaviour, small areas, 2 months before and 2 months after, January 2026 to April 2026.", page);
        Assert.Contains($"Of the {result.Flagged} false alarm", page);
        foreach (var (fall, i) in result.Planted.Select((p, i) => (p, i)))
        {
            var cells = browser
                .Page.QuerySelectorAll("table")[0]
                .QuerySelectorAll("tbody tr")[i + 1]
                .QuerySelectorAll("td")
                .Select(c => c.TextContent)
                .ToList();
            Assert.Equal([InPercent(fall), InPercent(result.PlainMethod.Planted[i]), InPercent(result.NaiveMethod.Planted[i])], cells);
        }

        await browser.Open("/statistics/calibrate?Level=neighbourhood&Category=asb&Before=2&After=2&Draws=20&Seed=3");
        Assert.Equal(
            ["There are not 4 months in a row with enough places. Import more months, or ask for fewer before and after."],
            browser.Errors
        );
    }

    [Theory]
    [InlineData("Draws=0", "Give from 1 to 1,000 draws.")]
    [InlineData("Draws=1001", "Give from 1 to 1,000 draws.")]
    [InlineData("Draws=9&After=0", "Give from 1 to 120 months before and after.")]
    [InlineData("Draws=9&Category=noise", "There is no category noise.")]
    [InlineData("Draws=9&Level=ward", "The level is lsoa or neighbourhood.")]
    [InlineData("Draws=9", "No incidents of wealdshire have been imported. Import them first.")]
    public async Task WhatCannotBeDrawn_IsRefusedInASentence_AndKeepsWhatWasTyped(string query, string sentence)
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Officer);
        await browser.Open("/statistics/calibrate?Seed=77&" + query);
        Assert.StartsWith(sentence, Assert.Single(browser.Errors));
        Assert.Equal("77", browser.Page.QuerySelector("#Seed")!.GetAttribute("value"));
    }

    [Fact]
    public async Task WhatIsNoNumber_IsRefused()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Officer);
        await browser.Open("/statistics/calibrate?Draws=many");
        Assert.Single(browser.Errors);
        Assert.Equal("many", browser.Page.QuerySelector("#Draws")!.GetAttribute("value"));
    }

    [Fact]
    public async Task WhoMayNotMeasure_DoesNotSeeIt()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Administrator);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Raw(HttpMethod.Get, "/statistics/calibrate")).StatusCode);
    }

    private static string InPercent(Calibrate.Planted planted) =>
        (100.0 * planted.Found / planted.Of).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>25 small areas over four months; every fifth goes up or down by itself.</summary>
    private static async Task<WebStation> WithPlaces()
    {
        var web = await WebStation.Create();
        for (var month = 1; month <= 4; month++)
        {
            var file = new StreetFile($"2026-0{month}");
            for (var place = 0; place < 25; place++)
            {
                var usual = 6 + (place % 7) + (place * month % 3);
                var many =
                    month < 3 || place % 5 > 1 ? usual
                    : place % 5 == 0 ? usual * 3
                    : usual / 3;
                for (var i = 0; i < many; i++)
                {
                    file.Line(
                        $",2026-0{month},Wealdshire Police,Wealdshire Police,-0.2,51.9,On or near Mill Lane,E010001{place:00},"
                            + $"Ashmoor 001A,Anti-social behaviour,,"
                    );
                }
            }

            Assert.True(
                (
                    await web
                        .Station.Get<ImportIncidents>()
                        .Run(web.Station.Owner, new() { Paths = [file.Save(web.Station.Home)], Force = "wealdshire" }, default)
                ).Done
            );
        }

        return web;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
