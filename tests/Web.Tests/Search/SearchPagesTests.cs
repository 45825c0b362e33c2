using Npgsql;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;
using Wardwise.Web.Tests.Library;

namespace Wardwise.Web.Tests.Search;

/// <summary>The search page, without script.</summary>
public sealed class SearchPagesTests
{
    [Fact]
    public async Task WhatWasRecognised_StandsAbove_AndCanBeTakenOff()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        await station.Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=mini+motos");
        Assert.Equal("Off-road bikes on the green", officer.Text(".ww-list__title"));
        Assert.Contains(officer.Texts(".moj-filter-tags a"), t => t.EndsWith("Off-road motorcycles", StringComparison.Ordinal));
        await officer.Open(
            officer
                .Page.QuerySelectorAll(".moj-filter-tags a")
                .First(a => a.TextContent.Contains("Off-road motorcycles", StringComparison.Ordinal))
                .GetAttribute("href")!
        );
        Assert.Contains(officer.Texts(".moj-filter-tags a"), t => t.EndsWith("not off-road motorcycles", StringComparison.Ordinal));
        Assert.DoesNotContain("same kind (off-road", officer.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APlaceThatIsNamed_IsRecognised_AndItsRecordsComeFirst()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        await station.Opened("Off-road bikes on the hill", "Bikes ridden over the hill");
        var place = (await station.Get<Wardwise.App.Places.ListPlaces>().Run(station.Officer, new(), default))
            .Value.Single(p => p.No == Ground.Fairlands)
            .Name;
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=" + Uri.EscapeDataString("off-road bikes " + place));
        Assert.Contains(officer.Texts(".moj-filter-tags a"), t => t.EndsWith(place, StringComparison.Ordinal));
        await officer.Open($"/search?q=bikes+{Uri.EscapeDataString(place)}&off=p:{Ground.Fairlands}");
        Assert.DoesNotContain(officer.Texts(".moj-filter-tags a"), t => t == "Understood as this; take it off: " + place);
    }

    [Fact]
    public async Task AReference_GoesToItsRecord_AndOneThatIsNotThereIsAQuestion()
    {
        await using var web = await WebStation.Create();
        var reference = await (await ProblemStation.On(web.Station)).Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=" + reference.ToLowerInvariant());
        Assert.Contains(reference, officer.Text(".ww-identity"), StringComparison.Ordinal);
        await officer.Open("/search?q=P-2020-9999");
        Assert.Equal("Has anyone solved this?", officer.Heading);
        await officer.Open("/search?q=bikes&page=99");
        Assert.Equal("Off-road bikes on the green", officer.Text(".ww-list__title"));
    }

    [Fact]
    public async Task AMistypedWord_IsLookedForAsMeant_AndSaid()
    {
        await using var web = await WebStation.Create();
        await (await ProblemStation.On(web.Station)).Opened("Graffiti in the underpass", "Tags sprayed on the walls each weekend");
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=grafitti");
        Assert.Equal("Graffiti in the underpass", officer.Text(".ww-list__title"));
        Assert.Equal("Graffiti", officer.Text(".ww-list__title mark"));
        Assert.Contains("Searched for “graffiti” as well as “grafitti”.", officer.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsKnownOfTheKind_AndNoMatch_DoNotContradictEachOther()
    {
        await using var ground = await LibraryGround.Lay();
        await ground.Measured(-0.7, 0.01);
        using var officer = await ground.Web.Browse(Role.Officer);
        await officer.Open("/search?q=off-road+bikes&grade=6");
        Assert.Contains("1 measured of 1 tried", officer.Text(".ww-works-box"), StringComparison.Ordinal);
        Assert.Equal("No match with these filters, among what you can see.", officer.Text(".ww-lead"));
        Assert.Equal("Nothing with these filters", officer.Text(".ww-empty__heading"));
    }

    [Fact]
    public async Task NothingRelevant_SaysSo_LinksTheKind_AndOffersTheNextAction()
    {
        await using var web = await WebStation.Create();
        await (await ProblemStation.On(web.Station)).Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=lead+stolen+from+the+church+roof");
        Assert.Contains("Nothing close to this is recorded", officer.Text("main"), StringComparison.Ordinal);
        Assert.NotNull(officer.Page.QuerySelector("main a[href='/what-works/heritage-theft']"));
        // A word in common makes no other kind near to it.
        await officer.Open("/search?q=lead+stolen+from+the+church+roof+by+the+green");
        Assert.DoesNotContain("Off-road bikes", officer.Text("main"), StringComparison.Ordinal);
        Assert.NotNull(officer.Page.QuerySelector("main a[href='/problems/new']"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("the of and")]
    [InlineData("¿Dónde están las motos? 日本語")]
    [InlineData("'; drop table findable; --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("(.*)+$ [^ \" ' ((")]
    public async Task AnyQuestion_IsAnsweredOrSaidInASentence(string question)
    {
        await using var web = await WebStation.Create();
        await (await ProblemStation.On(web.Station)).Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=" + Uri.EscapeDataString(question));
        Assert.Equal("Has anyone solved this?", officer.Heading);
        Assert.Null(officer.Page.QuerySelector("main script"));
        await officer.Open("/search?q=" + Uri.EscapeDataString(string.Concat(Enumerable.Repeat("motos and ", 400))));
        Assert.Equal("Has anyone solved this?", officer.Heading);
    }

    [Fact]
    public async Task ANewProblem_LooksForThoseLikeIt_ByAButton_AndKeepsWhatWasTyped()
    {
        await using var web = await WebStation.Create();
        await (await ProblemStation.On(web.Station)).CarriedOut();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/new?title=Mini+motos+on+the+rec");
        Assert.Equal("Off-road bikes on the green", officer.Text(".ww-seen__title a"));
        Assert.Contains("Done there: Fit a barrier at the gap.", officer.Text("[data-part=similar]"), StringComparison.Ordinal);
        // What somebody writes is speech and lists, not a question with signs.
        await officer.Open("/problems/new?title=" + Uri.EscapeDataString("-bikes on the green, “every single night” he says"));
        Assert.Equal("Off-road bikes on the green", officer.Text(".ww-seen__title a"));
        await officer.Send(
            new() { ["Input.Title"] = "Cold callers", ["Input.WhatRecurs"] = "Men selling tarmac to pensioners" },
            button: "Look for problems like this"
        );
        Assert.Equal("Cold callers", officer.Page.QuerySelector("#Input_Title, [name='Input.Title']")!.GetAttribute("value"));
        Assert.DoesNotContain("Off-road bikes", officer.Text("[data-part=similar]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PartnersThatAreNamed_AreRecognised_ByTheirSortAndByTheirName()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        await station.CarriedOut();
        await station.Opened(
            "Off-road bikes on the hill",
            "Off-road bikes ridden over the hill and the green each weekend, off-road bikes at night"
        );
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=bikes+housing+association");
        Assert.Contains(officer.Texts(".moj-filter-tags a"), t => t.EndsWith("Housing provider", StringComparison.Ordinal));
        Assert.DoesNotContain(officer.Texts(".moj-filter-tags a"), t => t.EndsWith("Fire service", StringComparison.Ordinal));
        var agency = (string)
            await Value(web, "select g.name from tasking t join agency g on g.id = t.agency_id where t.source = 'plan' limit 1");
        await officer.Open("/search?q=" + Uri.EscapeDataString("off-road bikes " + agency));
        Assert.Contains(officer.Texts(".moj-filter-tags a"), t => t.EndsWith(agency, StringComparison.Ordinal));
        Assert.Equal("Off-road bikes on the green", officer.Text(".ww-list__title"));
    }

    [Fact]
    public async Task AWordTooBroadToTellAKind_TellsNone_AndOffersThoseItMayMean()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        await station.Opened("Sheds broken into at the allotments", "Padlocks cut and tools taken from sheds by night");
        await station.Opened("Shop burglaries", "Burglary of the shop by the back door");
        await station.Opened("Burglaries in student houses", "Burglary of laptops through open doors");
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=burglary");
        Assert.Contains("Shop burglaries", officer.Texts(".ww-list__title"));
        Assert.Contains("Burglaries in student houses", officer.Texts(".ww-list__title"));
        Assert.Equal(
            "burglary ×",
            string.Join(
                ' ',
                officer.Texts(".moj-filter-tags a").Select(t => t.Replace("Remove this filter: ", "", StringComparison.Ordinal))
            ) + " ×"
        );
        Assert.Contains("That is broad. Do you mean", officer.Text("main"), StringComparison.Ordinal);
        await officer.Open(
            officer
                .Page.QuerySelectorAll("main a")
                .First(a => a.TextContent.Contains("burglary of sheds", StringComparison.Ordinal))
                .GetAttribute("href")!
        );
        Assert.Equal("Sheds broken into at the allotments", officer.Texts(".ww-list__title").First());
        await officer.Open("/search?q=ASB");
        Assert.DoesNotContain("same kind", officer.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAnAddressSaysThatMeansNothing_IsLeftOut_AndSaid()
    {
        await using var web = await WebStation.Create();
        await (await ProblemStation.On(web.Station)).Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=bikes&result=splendid&from=yesterday&category=green");
        Assert.Equal("Off-road bikes on the green", officer.Text(".ww-list__title"));
        Assert.Equal(
            [
                "“green” under Category means nothing here, and was left out.",
                "“splendid” under What came of it means nothing here, and was left out.",
                "“yesterday” under Opened from means nothing here, and was left out.",
            ],
            officer.Texts(".govuk-inset-text").Order(StringComparer.Ordinal)
        );
        await officer.Open("/search?q=bikes&from=2026-05-02&to=2026-05-01");
        Assert.Contains("the first day is after the last", officer.Text(".govuk-inset-text"), StringComparison.Ordinal);
        foreach (var narrow in new[] { "from=2030-01-01", "kind=nonsense", "place=999999", "technique=nonsense" })
        {
            await officer.Open("/search?q=bikes&" + narrow);
            Assert.Contains("Nothing with these filters", officer.Text("main"), StringComparison.Ordinal);
            Assert.Equal(2, officer.Page.QuerySelectorAll(".moj-filter-tags[aria-label='Narrowed to'] a").Length);
        }
    }

    [Fact]
    public async Task WhereNothingIsFound_TheCoordinatorIsNamed_WithAnAddress()
    {
        await using var web = await WebStation.Create();
        await (await ProblemStation.On(web.Station)).Opened();
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/search?q=lead+stolen+from+the+church+roof");
        Assert.NotNull(coordinator.Page.QuerySelector("main a[href^='mailto:']"));
    }

    [Fact]
    public async Task ASearchAsAFile_IsForThoseWhoMayTakeOne_AndIsADisclosure()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/search?q=bikes");
        Assert.Null(officer.Page.QuerySelector("main a[href^='/search.csv']"));
        using var supervisor = await web.Browse(Role.Supervisor);
        await supervisor.Open("/search?q=bikes&from=2000-01-01");
        using var file = await supervisor.Raw(
            HttpMethod.Get,
            supervisor.Page.QuerySelector("main a[href^='/search.csv']")!.GetAttribute("href")!
        );
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        Assert.Contains(reference, await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1L, await Value(web, "select count(*) from trail where kind = 'disclosure' and subject_kind = 'a search as a file'"));
        using var refused = await officer.Raw(HttpMethod.Get, "/search.csv?q=bikes");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<object> Value(WebStation web, string sql)
    {
        await using var connection = new NpgsqlConnection(web.Station.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())!;
    }
}
