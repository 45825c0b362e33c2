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
}
