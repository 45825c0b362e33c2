using System.Net;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Records;

/// <summary>Whoever signs, signs what they read.</summary>
public sealed class SigningTests
{
    [Fact]
    public async Task WhatHasChangedSinceItWasRead_IsNotSignedOff_AndIsShown()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await Assessed(station);
        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open($"/problems/{reference}/sign-off");
        ProblemStation.Done(
            await station
                .Get<SaveAssessment>()
                .Run(station.Officer, ProblemStation.Assessment(reference, version: 2) with { AuthorsView = "It held all summer" }, default)
        );
        await sergeant.Send(new() { ["Input.As"] = "Supervisor" });
        Assert.Equal(HttpStatusCode.Conflict, sergeant.Status);
        Assert.Equal(
            [
                "Officer of Ashmoor saved this today 10:00, after you opened it. "
                    + "What they changed is shown on this page: look at it, then save again.",
            ],
            sergeant.Errors
        );
        Assert.Contains("It held all summer", sergeant.Text("section[aria-labelledby=since]"), StringComparison.Ordinal);
        Assert.Null((await station.File(reference)).Assessment.SignOff);

        // Looked at, it is signed.
        await sergeant.Send([]);
        Assert.Equal(HttpStatusCode.OK, sergeant.Status);
        Assert.NotNull((await station.File(reference)).Assessment.SignOff);
    }

    [Fact]
    public async Task ANote_IsNoChangeOfWhatIsSigned()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await Assessed(station);
        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open($"/problems/{reference}/sign-off");
        ProblemStation.Done(
            await station.Get<AddNote>().Run(station.Officer, new() { Reference = reference, Text = "Rang the parks team" }, default)
        );
        await sergeant.Send(new() { ["Input.As"] = "Supervisor" });
        Assert.NotNull((await station.File(reference)).Assessment.SignOff);
    }

    [Fact]
    public async Task AChangeBehindAHundredNotes_IsNotSignedUnread()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await Assessed(station);
        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open($"/problems/{reference}/sign-off");
        ProblemStation.Done(
            await station
                .Get<SaveAssessment>()
                .Run(station.Officer, ProblemStation.Assessment(reference, version: 2) with { AuthorsView = "It held all summer" }, default)
        );
        for (var i = 0; i < 101; i++)
        {
            ProblemStation.Done(await station.Get<AddNote>().Run(station.Officer, new() { Reference = reference, Text = "Rang" }, default));
        }

        await sergeant.Send(new() { ["Input.As"] = "Supervisor" });
        Assert.Equal(HttpStatusCode.Conflict, sergeant.Status);
        Assert.Contains("It held all summer", sergeant.Text("section[aria-labelledby=since]"), StringComparison.Ordinal);
        Assert.Null((await station.File(reference)).Assessment.SignOff);
    }

    [Theory]
    [InlineData("sign-off", "Input.As", "Supervisor", Role.Supervisor)]
    [InlineData("moderate", "Input.Reason", "As it stands", Role.Supervisor)]
    [InlineData("close", "Input.StepsDropped", "", Role.Officer)]
    public async Task WhoDoesNotSayWhatTheyRead_SignsNothing(string page, string field, string value, Role role)
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = page == "close" ? await station.SignedOff() : await Assessed(station);
        using var browser = await web.Browse(role);
        await browser.Post($"/problems/{reference}/{page}", new Dictionary<string, string> { [field] = value });
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        await browser.Send(new() { [field] = value }, "main form");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Empty(browser.Errors);
    }

    private static async Task<string> Assessed(ProblemStation station)
    {
        var reference = await station.CarriedOut();
        ProblemStation.Done(await station.Get<SaveAssessment>().Run(station.Officer, ProblemStation.Assessment(reference), default));
        return reference;
    }
}
