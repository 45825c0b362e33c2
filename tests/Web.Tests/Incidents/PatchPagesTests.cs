using System.Net;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Incidents;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Incidents;

/// <summary>The patch, its rows and its places, by HTTP (Y11, Y36, F1, F49).</summary>
public sealed class PatchPagesTests
{
    [Fact]
    public async Task ThePatch_SaysWhatIsDifferent_AndEachNumberLinksToItsRows()
    {
        await using var web = await WithIncidents();
        using var browser = await web.Browse(Role.Officer);
        await browser.Open("/patch");
        Assert.Equal("Choose a place", browser.Heading);
        await browser.Click("Old Ward");
        Assert.Equal("Old Ward, May 2026", browser.Heading);
        var page = browser.Page.Body!.TextContent;
        Assert.Contains("Anti-social behaviour: 12 in May 2026, 2 in the same month of an earlier year: more than chance gives.", page);
        Assert.Contains("Old Ward had 13 incidents in May 2026; the same month of an earlier year had 3: more than chance gives.", page);
        Assert.Contains("1 of the force’s incidents in May 2026 have no position", page);
        await browser.Click("12 Anti-social behaviour in May 2026");
        Assert.Equal("Incidents", browser.Heading);
        Assert.Equal(12, browser.Page.QuerySelectorAll("tbody tr").Length);
        await browser.Click("May 2026, Anti-social behaviour");
        Assert.Equal("Anti-social behaviour, May 2026", browser.Heading);
        Assert.Contains("the day is not known", browser.Page.Body!.TextContent);
    }

    [Fact]
    public async Task AMonthThatWasNotImported_IsMissing_NotZero()
    {
        await using var web = await WithIncidents();
        using var browser = await web.Browse(Role.Officer);
        await browser.Open("/patch");
        await browser.Click("Old Ward");
        await browser.Open(browser.Address + "&month=2026-03");
        Assert.Contains("March 2026 has not been imported, so nothing can be said about Old Ward.", browser.Page.Body!.TextContent);
    }

    [Fact]
    public async Task TheListAsAFile_IsForThoseWhoMayExport_AndIsWrittenDown()
    {
        await using var web = await WithIncidents();
        using var officer = await web.Browse(Role.Officer);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Raw(HttpMethod.Get, "/incidents?handler=csv")).StatusCode);
        using var supervisor = await web.Browse(Role.Supervisor);
        using var file = await supervisor.Raw(HttpMethod.Get, "/incidents?category=asb&handler=csv");
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(16, (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        await using var connection = new NpgsqlConnection(web.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from trail where kind = 'disclosure'", connection);
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task ThePatchsCountsAsAFile_AreWrittenDown_AndThePageIsNot()
    {
        await using var web = await WithIncidents();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/patch");
        await officer.Click("Old Ward");
        Assert.Empty(await Disclosures(web));
        using var file = await officer.Raw(HttpMethod.Get, officer.Address + "&month=2026-05&category=asb&handler=csv");
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        var written = Assert.Single(await Disclosures(web));
        Assert.Equal(("counts of a patch as a file", "Officer of Ashmoor"), (written.What, written.Who));
    }

    private static async Task<IReadOnlyList<ReadTrail.Row>> Disclosures(WebStation web) =>
        (await web.Station.Get<ReadTrail>().Run(await web.Station.As(Role.Administrator), new() { Kind = TrailKind.Disclosure }, default))
            .Value
            .Rows;

    [Fact]
    public async Task TheListIsNarrowed_AndAMonthThatIsNone_GetsItsSentence()
    {
        await using var web = await WithIncidents();
        using var browser = await web.Browse(Role.Officer);
        await browser.Open("/incidents?category=burglary");
        Assert.Equal(2, browser.Page.QuerySelectorAll("tbody tr").Length);
        await browser.Open("/incidents?from=May");
        Assert.Equal(["“May” was not applied: enter a month as a year and a number, such as 2025-03"], browser.Errors);
        Assert.Null(browser.Page.QuerySelector(".moj-filter-tags"));
        await browser.Open("/incidents?category=treason");
        Assert.Equal(["'treason' is not a category. Choose one from the list."], browser.Errors);
        Assert.Null(browser.Page.QuerySelector(".moj-filter-tags"));
        Assert.Contains("Nothing is listed, because these filters cannot be applied.", browser.Text("main"));
        await browser.Open("/incidents?location=nowhere");
        Assert.Contains("Take a filter off", browser.Page.Body!.TextContent);
        await browser.Open($"/incidents/{Guid.CreateVersion7()}");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task ImportsAreListed_AndOneIsTakenBack_AfterAskingOnce()
    {
        await using var web = await WithIncidents();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/imports");
        Assert.Contains("3 imports", browser.Page.Body!.TextContent);
        await browser.Click("I-2026-0003");
        await browser.Click("Take it back");
        await browser.Send([], button: "Take the import back");
        Assert.Contains("I-2026-0003 is taken back.", browser.Page.Body!.TextContent);
        Assert.Contains("Taken back on", browser.Page.Body!.TextContent);
    }

    [Fact]
    public async Task APlace_ShowsItsBoundaries_AndAnAgreementIsRecorded()
    {
        await using var web = await WithIncidents();
        using var browser = await web.Browse(Role.Coordinator);
        await browser.Open("/places");
        await browser.Click("Old Ward");
        Assert.Equal("Old Ward", browser.Heading);
        await browser.Send(new() { ["Input.AgreedWith"] = "" });
        Assert.Equal(["Enter with whom the boundary was agreed."], browser.Errors);
        await browser.Send(new() { ["Input.AgreedWith"] = "Ashmoor panel" });
        Assert.Contains("The agreement is recorded.", browser.Page.Body!.TextContent);
        Assert.Contains("Ashmoor panel", browser.Text("table"));
    }

    /// <summary>May of two years in one ward, and a month with one row that has no position.</summary>
    private static async Task<WebStation> WithIncidents()
    {
        var web = await WebStation.Create();
        var station = web.Station;
        await SmallPlaces.Import(
            station,
            SmallPlaces.File(station.Home, "n.geojson", ("N1", "Old Ward", 51.9, -0.2, .01), ("N2", "Far Ward", 52.0, -0.2, .01))
        );
        var (earlier, now) = (
            new StreetFile("2025-05").Crime("a", 51.905, -0.195),
            new StreetFile("2026-05").Crime("b", 51.905, -0.195).AsbWithoutPlace()
        );
        for (var i = 0; i < 12; i++)
        {
            now.Asb(51.905, -0.195);
            if (i < 2)
            {
                earlier.Asb(51.905, -0.195);
            }
        }

        foreach (var file in new[] { earlier, now })
        {
            Assert.True(
                (
                    await station
                        .Get<ImportIncidents>()
                        .Run(station.Owner, new() { Paths = [file.Save(station.Home)], Force = "wealdshire" }, default)
                ).Done
            );
        }

        return web;
    }
}
