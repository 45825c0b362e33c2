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
    [InlineData("sign-off", Role.Supervisor)]
    [InlineData("moderate", Role.Supervisor)]
    [InlineData("close", Role.Officer)]
    public async Task WhatIsSigned_StandsAboveTheButton(string page, Role role)
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = page == "close" ? await station.SignedOff() : await Assessed(station);
        using var browser = await web.Browse(role);
        await browser.Open($"/problems/{reference}/{page}");
        var file = await station.File(reference);
        foreach (
            var said in new[]
            {
                "I feel safe on the green",
                "1 May 2026 to 10 June 2026",
                "Survey: 30 of 80 agreed before, 60 of 80 after",
                $"{file.Problem.GradeShown} of 6",
                "The barrier went in a week late",
                "The barrier with a riding club worked",
            }
        )
        {
            Assert.Contains(said, browser.Text("section[aria-labelledby=signed]"), StringComparison.Ordinal);
        }

        Assert.NotNull(browser.Page.QuerySelector("section[aria-labelledby=signed] ~ form button"));
    }

    [Fact]
    public async Task SigningOff_IsOfferedOnlyWhereItCanSucceed_ElseThePageSaysWhyNot()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var bare = await station.CarriedOut();
        var assessed = await Assessed(station);
        using var sergeant = await web.Browse(Role.Supervisor);
        using var officer = await web.Browse(Role.Officer);
        async Task<(bool Offered, bool Form, string Why)> Offer(Browsing browser, string reference)
        {
            await browser.Open($"/problems/{reference}?tab=assessment");
            var offered = browser.Page.QuerySelector("a[href$='/sign-off']") is not null;
            await browser.Open($"/problems/{reference}/sign-off");
            return (offered, browser.Page.QuerySelector("main form") is not null, browser.Text("main .govuk-inset-text"));
        }

        Assert.Equal((false, false, "There is no result to sign off yet. Record the result first."), await Offer(sergeant, bare));
        Assert.Equal((true, true, ""), await Offer(sergeant, assessed));
        Assert.Equal((false, false, ""), await Offer(officer, assessed));
        Assert.Equal(HttpStatusCode.Forbidden, officer.Status);
        await sergeant.Open($"/problems/{assessed}/sign-off");
        await sergeant.Send(new() { ["Input.As"] = "Supervisor" });
        Assert.Equal((false, false, "This has been signed off already."), await Offer(sergeant, assessed));
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
