using System.Net;
using Wardwise.App.Problems;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Library;

/// <summary>Used elsewhere, and the award, through their pages (F5, Y7).</summary>
public sealed class AwardPagesTests
{
    [Fact]
    public async Task F5_AReader_SaysThatItHelped_AndChangesItLater()
    {
        await using var web = await WebStation.Create();
        var reference = await Closed(web);
        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open($"/problems/{reference}?tab=assessment");
        await sergeant.Send(new() { ["Use.Line"] = "The club" });
        Assert.Equal(["Choose what came of it."], sergeant.Errors);
        Assert.Contains("The club", sergeant.Text("textarea[name='Use.Line']"));
        var target = sergeant.Page.QuerySelector(".govuk-error-summary__list a")!.GetAttribute("href")!;
        Assert.NotNull(sergeant.Page.GetElementById(target[1..]));
        await sergeant.Send(new() { ["Use.Said"] = "Helped", ["Use.Line"] = "The club" });
        Assert.Contains("Used once elsewhere: helped 1.", sergeant.Text("main"));
        await sergeant.Send(new() { ["Use.Said"] = "DidNotHelp", ["Use.Line"] = "Nobody came" });
        Assert.Contains("Used once elsewhere: did not help 1.", sergeant.Text("main"));
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}?tab=assessment");
        Assert.Contains("Nobody came", officer.Text("main"));
        Assert.Null(officer.Page.QuerySelector("[name='Use.Line']"));
    }

    [Fact]
    public async Task Y7_ARecord_IsNominated_Scored_AndWins()
    {
        await using var web = await WebStation.Create();
        var reference = await Closed(web);
        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open($"/problems/{reference}?tab=assessment");
        await sergeant.Click("Nominate it for the award");
        await sergeant.Send(new() { ["Input.Why"] = "They asked eighty people twice" });
        Assert.Contains("They asked eighty people twice", sergeant.Text("main"));
        await sergeant.Open("/library/award/jury");
        Assert.Equal(HttpStatusCode.Forbidden, sergeant.Status);

        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open("/library/award");
        await coordinator.Click("The jury's page");
        await coordinator.Send(
            new()
            {
                ["Score.Understanding"] = "11",
                ["Score.Response"] = "7",
                ["Score.Result"] = "nine",
                ["Score.Line"] = "Good",
            }
        );
        Assert.NotEmpty(coordinator.Errors);
        await coordinator.Open("/library/award/jury");
        await coordinator.Send(
            new()
            {
                ["Score.Understanding"] = "11",
                ["Score.Response"] = "7",
                ["Score.Result"] = "9",
                ["Score.Line"] = "Good",
            }
        );
        Assert.Equal(["Give 0 to 10."], coordinator.Errors);
        var target = coordinator.Page.QuerySelector(".govuk-error-summary__list a")!.GetAttribute("href")!;
        Assert.NotNull(coordinator.Page.GetElementById(target[1..]));
        await coordinator.Send(new() { ["Score.Understanding"] = "8" });
        Assert.Contains("Mean 24 of 30, 1 juror.", coordinator.Text("main"));
        await coordinator.Send(new() { ["because"] = "An honest result" });
        Assert.Contains("Winner", coordinator.Text("main"));
        await sergeant.Open("/library/award");
        Assert.Contains("Why it won: An honest result", sergeant.Text("main"));
    }

    private static async Task<string> Closed(WebStation web)
    {
        var station = await ProblemStation.On(web.Station);
        var reference = await station.SignedOff();
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        return reference;
    }
}
