using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Admin;

/// <summary>The trail says in plain words what was seen, and of which record.</summary>
public sealed class TrailPageTests
{
    [Fact]
    public async Task ALook_NamesItsRecord_WithALinkForWhomItOpens()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}");
        await officer.Open($"/records/{reference}/sharing");
        using var administrator = await web.Browse(Role.Administrator);

        await administrator.Open("/admin/trail?Kind=look");
        Assert.Contains($"look: problem {reference}", administrator.Texts("td"));
        Assert.Contains($"look: who can see {reference}", administrator.Texts("td"));
        Assert.Null(administrator.Page.QuerySelector($"td a[href='/problems/{reference}']"));

        ProblemStation.Done(
            await web
                .Station.Get<PostAccount>()
                .Run(
                    web.Station.Owner,
                    new()
                    {
                        AccountId = web.Station.AccountOf(Role.Administrator),
                        AgencyId = web.Station.PoliceId,
                        TeamId = web.Station.TeamId,
                        Role = Role.Officer,
                    },
                    default
                )
        );
        await administrator.Open("/admin/trail?Kind=look");
        Assert.NotNull(administrator.Page.QuerySelector($"td a[href='/problems/{reference}']"));
    }

    [Fact]
    public async Task ASignIn_SaysWhose()
    {
        await using var web = await WebStation.Create();
        using var officer = await web.Browse(Role.Officer);
        using var administrator = await web.Browse(Role.Administrator);
        await administrator.Open("/admin/trail?Kind=sign-in");
        Assert.Contains(administrator.Texts("td"), t => t.EndsWith(" of Officer of Ashmoor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NothingOnIt_IsCalledWhatOnlyTheCodeCallsIt()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        await station.SignedOff();
        using var administrator = await web.Browse(Role.Administrator);
        await administrator.Open("/account/authenticator");
        await administrator.Open("/admin/trail");
        Assert.Contains("second step of signing in", administrator.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain(administrator.Texts("td"), t => t.Contains('`') || t.Contains("identity", StringComparison.Ordinal));
    }
}
