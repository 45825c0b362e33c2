using System.Net;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Interface;

/// <summary>An answer that cannot be read is not taken for no answer, by whatever form it comes.</summary>
public sealed class UnreadAnswersTests
{
    [Fact]
    public async Task ADayThatIsNone_WipesNoDay()
    {
        await using var web = await WebStation.Create();
        using var administrator = await web.Browse(Role.Administrator);
        var address = $"/admin/agencies/agency?Id={web.Station.CouncilId}";
        await administrator.Open(address);
        await administrator.Send(Day("1", "6"));
        Assert.Equal("/admin/agencies", administrator.Address);
        await administrator.Open(address);
        await administrator.Send(Day("31", "2"));
        Assert.StartsWith("Enter a real date for", Assert.Single(administrator.Errors), StringComparison.Ordinal);
        await administrator.Open(address);
        Assert.Equal("2027", administrator.Page.QuerySelector("#Input-ClosedOn-year")!.GetAttribute("value"));
    }

    [Fact]
    public async Task AGradeThatIsNone_IsNoAgreement()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.SignedOff();
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open($"/problems/{reference}/moderate");
        await coordinator.Send(new() { ["Input.Grade"] = "6x", ["Input.Reason"] = "The steps are all there" });
        Assert.NotEmpty(coordinator.Errors);
        await coordinator.Open($"/problems/{reference}");
        Assert.DoesNotContain("moderated", coordinator.Text(".ww-aside"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AButtonWhoseWordCannotBeRead_DoesNothing()
    {
        await using var web = await WebStation.Create();
        var officer = web.Station.AccountOf(Role.Officer);
        using var administrator = await web.Browse(Role.Administrator);
        var path = $"/admin/accounts/{officer}?handler=Close";
        await administrator.Post(path, new Dictionary<string, string> { ["closed"] = "true" });
        Assert.NotEqual(HttpStatusCode.BadRequest, administrator.Status);
        await administrator.Post(path, new Dictionary<string, string> { ["closed"] = "zz" });
        Assert.Equal((HttpStatusCode.BadRequest, "An answer could not be read"), (administrator.Status, administrator.Heading));
        var held = await web.Station.Get<ShowAccount>().Run(web.Station.Owner, officer, default);
        Assert.NotNull(held.Value.ClosedOn);
    }

    private static Dictionary<string, string> Day(string day, string month) =>
        new()
        {
            ["Input.ClosedOn.day"] = day,
            ["Input.ClosedOn.month"] = month,
            ["Input.ClosedOn.year"] = "2027",
        };
}
