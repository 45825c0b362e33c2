using Wardwise.Domain.Accounts;
using Xunit.Abstractions;

namespace Wardwise.Browser.Tests.Journeys;

/// <summary>
/// Y1: the whole life of a problem record in a real browser, over a real server and database. F8: one record on SARA for all who
/// work on it. F9: one plan, with owners in two agencies, dates and evidence. F4: the council's person signs in to the same record
/// and settles their step. F2: it closes on a measured result. F1: its grade rises with the work and is moderated by a second
/// person. F14: it begins from the team's own patch.
/// </summary>
public sealed class MainJobTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>, IDisposable
{
    private readonly List<string> _faults = [];

    /// <summary>Said also when the job itself broke off.</summary>
    public void Dispose()
    {
        foreach (var fault in _faults.Distinct())
        {
            output.WriteLine(fault);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AProblem_GoesFromThePatch_ToAGradedRecordThatOthersFind(bool script)
    {
        await using var live = await LiveStation.Start();
        var ashmoor = new Ashmoor(live.Station);
        await ashmoor.Found();
        var job = new MainJob(() => Visitor.Arrive(chromium, live.Address, _faults, script), script);

        await job.RecordTheProblem();
        await job.LinkIncidents();
        await job.PlanWithTheCouncil();
        live.Station.Clock.Now = new(2026, 6, 22, 9, 0, 0, TimeSpan.Zero);
        await job.SettleTheCouncilsStep(ashmoor.Photo());
        live.Station.Clock.Now = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);
        await job.EndTheResponse();
        live.Station.Clock.Now = new(2027, 3, 10, 9, 0, 0, TimeSpan.Zero);
        await ashmoor.Import(new(2026, 6), new(2027, 1), onTheGreen: 7);
        await job.MeasureAndLearn();
        await job.SignOffAndClose();
        await job.ModerateTheGrade();
        await job.FindIt();

        Assert.Equal("", string.Join("\n", _faults.Distinct()));
    }

    /// <summary>Pages on the way that the job itself does not need.</summary>
    [Theory]
    [InlineData(
        Role.Officer,
        "/",
        "/my-day",
        "/account",
        "/problems",
        "/places",
        "/incidents",
        "/search?q=nothing+like+it",
        "/agreements",
        "/warnings",
        "/statistics/calibrate"
    )]
    [InlineData(Role.Partner, "/", "/my-day", "/problems", "/agreements")]
    [InlineData(
        Role.Coordinator,
        "/",
        "/imports",
        "/admin",
        "/admin/rules",
        "/admin/rules/problems",
        "/admin/rules/techniques/new",
        "/agreements/new"
    )]
    [InlineData(Role.Administrator, "/", "/admin", "/admin/accounts", "/admin/accounts/add", "/admin/agencies", "/admin/trail", "/imports")]
    public async Task EachRolesPages_AreAccessible_AndFitAPhone(Role role, params string[] pages)
    {
        await using var live = await LiveStation.Start();
        await new Ashmoor(live.Station).Found();
        var visitor = await Visitor.Arrive(chromium, live.Address, _faults, script: true);
        await visitor.SignIn(role);
        foreach (var page in pages)
        {
            await visitor.Open(page);
        }

        Assert.Equal("", string.Join("\n", _faults.Distinct()));
    }

    /// <summary>House rule: a slash goes to the search box, and the first thing that Tab reaches skips to the content.</summary>
    [Fact]
    public async Task TheKeyboard_ReachesTheSearchBox_AndSkipsToTheContent()
    {
        await using var live = await LiveStation.Start();
        var visitor = await Visitor.Arrive(chromium, live.Address, _faults, script: true);
        await visitor.SignIn(Role.Officer);
        await visitor.Open("/problems");
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to main content", await visitor.Focus("e => e.textContent.trim()"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await visitor.Focus("e => e.id"));

        await visitor.Page.Keyboard.PressAsync("/");
        Assert.Equal("top-search", await visitor.Focus("e => e.id"));
        await visitor.Page.Keyboard.TypeAsync("bikes and/or quads");
        await visitor.Land(() => visitor.Page.Keyboard.PressAsync("Enter"));
        Assert.EndsWith("/search?q=bikes+and%2For+quads", visitor.Page.Url, StringComparison.Ordinal);
        Assert.Empty(_faults);
    }
}
