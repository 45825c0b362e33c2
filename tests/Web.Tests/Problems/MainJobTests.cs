using System.Net;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Problems;

/// <summary>Y1: the main job through the pages without script, from recording a problem to a signed-off, graded, found record (F1, F2, F3,
/// F8, F9, F14).</summary>
public sealed class MainJobTests
{
    [Fact]
    public async Task AProblem_IsRecorded_Planned_Measured_SignedOff_Closed_Graded_AndFound()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        var record = await Record(officer);
        Assert.Equal("Off-road bikes on the green", officer.Heading);
        Assert.Contains("Say who says so, or link incidents", officer.Text(".ww-next"));
        Assert.Equal("0 of 6", officer.Text(".ww-aside .ww-figure"));

        await officer.Open(record + "/scanning");
        await officer.Send(new() { ["Input.Sources"] = "Residents", ["Input.PartnersAsked"] = "Council parks team" });
        await officer.Open(record + "/analysis");
        await officer.Send(
            new()
            {
                ["Input.VictimKnown"] = "Families",
                ["Input.OffenderKnown"] = "Six riders",
                ["Input.LocationKnown"] = "A gap in the fence",
                ["Input.Hypothesis"] = "The gap is the only way in",
            }
        );
        await officer.Open(record + "/aim");
        await officer.Send(
            new()
            {
                ["Input.Measure"] = "Incidents",
                ["Input.AreaGeoJson"] = Ground.FairlandsDrawn,
                ["Input.Percent"] = "40",
                ["Input.ByWhen.day"] = "31",
                ["Input.ByWhen.month"] = "3",
                ["Input.ByWhen.year"] = "2027",
            }
        );
        Assert.Equal("Cut anti-social behaviour in this area by 40% by March 2027, from 4 a month", officer.Text(".ww-aim"));

        await officer.Open(record + "/steps/new");
        await officer.Send(
            new()
            {
                ["Input.What"] = "Fit a barrier",
                ["Input.Technique"] = "control-access",
                ["Input.AgencyId"] = web.Station.CouncilId.ToString(),
                ["Input.DueOn.day"] = "30",
                ["Input.DueOn.month"] = "6",
                ["Input.DueOn.year"] = "2026",
            }
        );
        Assert.Contains("does not see this record", officer.Text(".ww-plan"));
        await officer.Click("Record how far it is");
        await officer.Send(new() { ["Input.Status"] = "Done", ["Input.Evidence"] = "Seen in place" });
        await officer.Open(record + "/start");
        await officer.Send(
            new()
            {
                ["Input.StartedOn.day"] = "10",
                ["Input.StartedOn.month"] = "5",
                ["Input.StartedOn.year"] = "2025",
            }
        );
        await officer.Open(record + "/end");
        await officer.Send(
            new()
            {
                ["Input.EndedOn.day"] = "1",
                ["Input.EndedOn.month"] = "9",
                ["Input.EndedOn.year"] = "2025",
            }
        );
        Assert.Equal("3 of 6", officer.Text(".ww-aside .ww-figure"));

        await officer.Open(record + "/measure");
        await officer.Send([]);
        Assert.Equal("Anti-social behaviour fell by 60 in 100 here, more than elsewhere and more than chance would give.", officer.Heading);
        await officer.Open(record + "/close");
        Assert.Contains("Ask a supervisor or the group to sign it off", officer.Texts("main li"));
        Assert.Null(officer.Page.QuerySelector("main form"));
        await officer.Post(record + "/close", new Dictionary<string, string> { ["ReadTo"] = "1000" });
        Assert.Contains("A supervisor or the group has to sign it off before it is closed.", officer.Errors);
        await officer.Open(record + "/assessment");
        await officer.Send(
            new()
            {
                ["Input.Process"] = "Yes",
                ["Input.ProcessText"] = "A week late",
                ["Input.LessonWhat"] = "A barrier with a riding club",
                ["Input.LessonForWhom"] = "Riders of school age",
                ["Input.LessonWhatItTook"] = "A day a week",
            }
        );

        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open(record + "/sign-off");
        await sergeant.Send(new() { ["Input.As"] = "Supervisor" });
        Assert.Equal("5 of 6", sergeant.Text(".ww-aside .ww-figure"));
        await officer.Open(record + "/close");
        await officer.Send([]);
        Assert.Equal("Closed", officer.Text(".ww-identity .govuk-tag"));

        await sergeant.Open("/search?q=riding+club+barrier");
        Assert.Equal("Off-road bikes on the green", sergeant.Text(".ww-list__title"));
        Assert.Equal("Measured: fell 60 in 100, clear", sergeant.Text(".ww-list__result"));
        Assert.Equal(
            ["barrier", "riding", "club"],
            sergeant.Texts(".ww-list__text mark").Distinct(StringComparer.OrdinalIgnoreCase).Take(3)
        );
        await officer.Open($"/records{record["/problems".Length..]}/history");
        Assert.Contains("Closed the problem", officer.Texts(".moj-timeline__title"));
    }

    [Fact]
    public async Task AStaleSave_ShowsBothVersions_KeepsWhatWasTyped_AndCanBeSavedAgain()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        var record = await Record(officer);
        using var sergeant = await web.Browse(Role.Supervisor);
        await officer.Open(record + "/analysis");
        await sergeant.Open(record + "/analysis");
        await sergeant.Send(new() { ["Input.VictimKnown"] = "Pensioners" });
        await officer.Send(new() { ["Input.VictimKnown"] = "Families" });
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Contains("Supervisor of Ashmoor saved this today", officer.Errors.Single());
        Assert.Equal(["Pensioners", "Families"], officer.Texts(".ww-both td"));
        Assert.Equal("Families", officer.Text("#Input-VictimKnown"));
        await officer.Send(new() { ["Input.VictimKnown"] = "Families and pensioners" });
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        Assert.Contains("Families and pensioners", officer.Text(".ww-triangle"));
    }

    [Fact]
    public async Task AnEmptyForm_SaysWhatToEnter_AndKeepsWhatWasTyped()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/new?type=vehicle-nuisance&place=2");
        Assert.Equal("vehicle nuisance", ((AngleSharp.Html.Dom.IHtmlSelectElement)officer.Page.QuerySelector("#Input-Kind")!).Value);
        await officer.Send(new() { ["Input.WhatRecurs"] = "Engines at night" });
        Assert.Equal(["Enter a title.", "Choose the category."], officer.Errors);
        Assert.Equal("Engines at night", officer.Text("#Input-WhatRecurs"));
        Assert.StartsWith("Error: ", officer.Page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheHomePage_SaysWhatNeedsMe()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/");
        Assert.StartsWith("Good morning, Officer", officer.Heading, StringComparison.Ordinal);
        Assert.Contains("None of yours is open", officer.Text("main"));
        await Record(officer);
        await officer.Open("/");
        Assert.Contains("Grade 0: say who says so, or link incidents, to reach 1.", officer.Text("main .ww-list"));
        await officer.Open("/my-day");
        Assert.Contains("Nothing is due", officer.Text("main"));
        await officer.Open("/problems?mine=true&state=all");
        Assert.Contains("Off-road bikes on the green", officer.Text("table"));
    }

    [Fact]
    public async Task ARecordThatIsNotShared_IsNotFound_OnEveryOneOfItsPages()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        var record = await Record(officer);
        using var partner = await web.Browse(Role.Partner);
        foreach (
            var page in new[]
            {
                "",
                "/scanning",
                "/analysis",
                "/aim",
                "/plan",
                "/assessment",
                "/steps/new",
                "/start",
                "/end",
                "/measure",
                "/close",
                "/reopen",
                "/error",
            }
        )
        {
            await partner.Open(record + page);
            Assert.Equal(HttpStatusCode.NotFound, partner.Status);
        }

        foreach (var page in new[] { "history", "sharing", "notes/new", "files/new" })
        {
            await partner.Open($"/records{record["/problems".Length..]}/{page}");
            Assert.Equal(HttpStatusCode.NotFound, partner.Status);
        }
    }

    [Fact]
    public async Task AFile_IsAddedFromThePage_AndServedWithoutSniffing()
    {
        await using var web = await WebStation.Create();
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        await Record(officer);
        var form = officer.Page.QuerySelectorAll("form").First(f => f.GetAttribute("enctype") == "multipart/form-data");
        using var content = new MultipartFormDataContent
        {
            {
                new StringContent(form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                "__RequestVerificationToken"
            },
            { new ByteArrayContent("Seen at five, <b>twice</b>"u8.ToArray()), "Input.File", "seen.txt" },
        };
        using var sent = await officer.Raw(HttpMethod.Post, form.GetAttribute("action")!, content);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        await officer.Open(officer.Address.Split('?')[0]);
        var href = officer.Page.QuerySelector("a[href^='/files/']")!.GetAttribute("href")!;
        using var file = await officer.Raw(HttpMethod.Get, href);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("application/octet-stream", file.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single());
    }

    private static async Task<string> Record(Browsing officer)
    {
        await officer.Open("/problems/new");
        await officer.Send(
            new()
            {
                ["Input.Title"] = "Off-road bikes on the green",
                ["Input.PlaceNo"] = "2",
                ["Input.WhatRecurs"] = "Bikes after school",
                ["Input.Category"] = "Nuisance",
                ["Input.Kind"] = "vehicle nuisance",
            }
        );
        return officer.Address.Split('?')[0];
    }
}
