using System.Net;
using Wardwise.App.Library;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Library;

/// <summary>Lessons and guides through their pages, without script (F7, F11).</summary>
public sealed class LessonPagesTests
{
    [Fact]
    public async Task F7_ALesson_IsRecorded_SettledOnMyDay_Published_AndClosed()
    {
        await using var web = await WebStation.Create();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/library");
        Assert.Contains("No lessons yet", officer.Text("main"));
        await officer.Click("Record a lesson");
        await officer.Send(new() { ["Input.Title"] = "" });
        Assert.Contains("Enter a title.", officer.Errors);
        await officer.Send(Lesson);
        Assert.Empty(officer.Errors);
        Assert.Equal("Tell the caller who rings back", officer.Heading);
        var lesson = officer.Address;

        await officer.Open("/my-day");
        Assert.Contains("Write a card for the desk", officer.Text("main"));
        await officer.Send(new() { ["evidence"] = "The card hangs at each desk" }, ".ww-settle form");
        Assert.StartsWith("/my-day", officer.Address, StringComparison.Ordinal);
        await officer.Open(lesson);
        Assert.Contains("Acted on", officer.Text(".ww-identity"));
        Assert.Contains("The card hangs at each desk", officer.Text("main"));

        using var partner = await web.Browse(Role.Partner);
        await partner.Open(lesson);
        Assert.Equal(HttpStatusCode.NotFound, partner.Status);
        await officer.Send([], "form[action*='ublish']");
        Assert.Contains("Everybody of the force can read it now.", officer.Text("main"));
        await partner.Open(lesson);
        Assert.Equal("Tell the caller who rings back", partner.Heading);
        Assert.Null(partner.Page.QuerySelector("main form"));
        await officer.Send(new() { ["reason"] = "" }, "form[action*='ove']", "Close it");
        Assert.Contains("Closed", officer.Text(".ww-identity"));
        await officer.Send(new() { ["reason"] = "" });
        Assert.Equal(["Say why it is opened again."], officer.Errors);
        Assert.NotNull(officer.Page.QuerySelector("details.ww-settle[open] .govuk-error-message"));
        await officer.Open($"/records{lesson["/library/lessons".Length..]}/history");
        Assert.Contains("Published the lesson to the force", officer.Texts(".moj-timeline__title"));
    }

    [Fact]
    public async Task TwoWhoChangeALesson_SeeBothVersions()
    {
        await using var web = await WebStation.Create();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/library/lessons/new");
        await officer.Send(Lesson);
        var edit = officer.Address + "/edit";
        await officer.Open(edit);
        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open(edit);
        await sergeant.Send(new() { ["Input.Title"] = "Name who rings back" });
        Assert.Equal("Name who rings back", sergeant.Heading);
        await officer.Send(new() { ["Input.Title"] = "Say who rings" });
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Contains("Name who rings back", officer.Text(".ww-both"));
        await officer.Send([], "form.ww-narrow");
        Assert.Equal("Say who rings", officer.Heading);

        await sergeant.Open("/library/lessons?source=Complaint");
        Assert.Contains("Say who rings", officer.Text("main"));
        using var csv = await sergeant.Raw(HttpMethod.Get, "/library/lessons.csv");
        Assert.Contains("Say who rings", await csv.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task F11_TheStepOfAProblem_LinksToItsGuides_AndAModuleIsDoneWithTheDay()
    {
        await using var web = await WebStation.Create();
        await web.Station.Get<ShipGuides>().Run(web.Station.Owner, default);
        await Ground.Lay(web.Station);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open("/problems/new");
        await officer.Send(
            new()
            {
                ["Input.Title"] = "Bikes on the green",
                ["Input.WhatRecurs"] = "Bikes ridden across the green",
                ["Input.Category"] = "Nuisance",
                ["Input.PlaceNo"] = $"{Ground.Fairlands}",
            }
        );
        await officer.Open(officer.Address.Split('?')[0] + "?tab=analysis");
        await officer.Click("Finding the place manager");
        Assert.Equal("Finding the place manager", officer.Heading);
        await officer.Send(new() { ["Input.Answer"] = "" });
        Assert.Equal(["Answer the question in a line or two. Nobody marks it."], officer.Errors);
        await officer.Send(new() { ["Input.Answer"] = "The warden of the green" });
        Assert.Contains("You have done this module", officer.Text("main"));
        await officer.Open("/library/training");
        Assert.Contains("You have done one of 4 modules.", officer.Text("main"));
        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open("/library/training");
        Assert.Contains("Officer of Ashmoor", officer.Text("table"));
        using var csv = await sergeant.Raw(HttpMethod.Get, "/library/training.csv");
        Assert.Contains("Officer of Ashmoor,Ashmoor team,,2026-06-15", await csv.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task AGuide_IsWrittenInPlainText_AndNeverAsMarkup()
    {
        await using var web = await WebStation.Create();
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/library/guides/new");
        await coordinator.Send(
            new()
            {
                ["Input.Title"] = "Asking twenty households",
                ["Input.Step"] = "Assessment",
                ["Input.Form"] = "WorkedExample",
                ["Input.Text"] = "Ask <b>before</b>.\n\n- The same question\n- The same streets",
            }
        );
        Assert.Empty(coordinator.Errors);
        Assert.Equal(["The same question", "The same streets"], coordinator.Texts("main .ww-narrow li"));
        Assert.Contains("Ask <b>before</b>.", coordinator.Text("main"));
        await coordinator.Click("Change this guide");
        await coordinator.Send(new() { ["Input.Title"] = "Asking thirty households" });
        Assert.Equal("Asking thirty households", coordinator.Heading);
    }

    private static Dictionary<string, string> Lesson =>
        new()
        {
            ["Input.Title"] = "Tell the caller who rings back",
            ["Input.Source"] = "Complaint",
            ["Input.WhatHappened"] = "Two teams each thought that the other would ring.",
            ["Input.WhatWasLearned"] = "Name one person, and say so.",
            ["Input.Action"] = "Write a card for the desk",
            ["Input.DueOn.day"] = "17",
            ["Input.DueOn.month"] = "6",
            ["Input.DueOn.year"] = "2026",
        };
}
