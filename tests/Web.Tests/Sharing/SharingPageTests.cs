using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Sharing;

public sealed class SharingPageTests
{
    [Fact]
    public async Task EndingAShare_AsksWhy_AtTheFieldOfItsRow()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Opened();
        await station.Share(reference, takesPart: false);
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open($"/records/{reference}/sharing");

        await coordinator.Send(new() { ["why"] = "" }, "table form");

        Assert.Equal(["Say why the sharing stops."], coordinator.Errors);
        Assert.Contains("Say why the sharing stops.", coordinator.Text("table .govuk-error-message"));
        var target = coordinator.Page.QuerySelector(".govuk-error-summary__list a")!.GetAttribute("href")!;
        Assert.NotNull(coordinator.Page.GetElementById(target[1..]));
        Assert.Contains("Why does it stop for Ashmoor Council?", coordinator.Text("table"));

        await coordinator.Send(new() { ["why"] = "The job is done" }, "table form");
        Assert.Empty(coordinator.Errors);
        Assert.Contains("Ended", coordinator.Text("table"));
    }

    [Fact]
    public async Task TheLastDayOfAShare_IsShownAsThatDay()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/records/{reference}/sharing");
        await officer.Send(
            new()
            {
                ["Input.AgencyId"] = web.Station.CouncilId.ToString(),
                ["Input.Purpose"] = "To plan together",
                ["Input.LastDay.day"] = "16",
                ["Input.LastDay.month"] = "6",
                ["Input.LastDay.year"] = "2026",
            },
            "form[action*='hare']"
        );
        Assert.Contains("without an agreement, until the end of 16 June 2026.", officer.Text("body"));
        Assert.Contains("16 June 2026", officer.Text("table"));
        await officer.Open($"/problems/{reference}");
        Assert.Contains("Ashmoor Council, to read, until 16 June 2026", officer.Text(".ww-aside"));
        await officer.Open($"/records/{reference}/history");
        Assert.Contains("16 June 2026", officer.Texts(".ww-changes ins"));
        Assert.DoesNotContain("17 June 2026", officer.Text("main"));
    }

    [Fact]
    public async Task ALastDayThatIsNoDate_SharesNothing()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/records/{reference}/sharing");

        await officer.Send(
            new()
            {
                ["Input.AgencyId"] = web.Station.CouncilId.ToString(),
                ["Input.Purpose"] = "To plan together",
                ["Input.LastDay.day"] = "30",
                ["Input.LastDay.month"] = "2",
                ["Input.LastDay.year"] = "2027",
            },
            "form[action*='hare']"
        );

        Assert.Equal(["Enter a real date for “Last day”, like 27 3 2026."], officer.Errors);
        Assert.Contains("It is shared with nobody else.", officer.Text("main"));
    }
}
