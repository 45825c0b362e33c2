using System.Net;
using Wardwise.App.Problems;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Problems;

/// <summary>The pages of a plan's steps, without script: what each link is about, how far a step is, saves from two sides.</summary>
public sealed class StepPagesTests
{
    [Fact]
    public async Task AStaleStep_ShowsBothVersions_AndKeepsWhatWasTyped()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        var step = (await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default)).Value;
        ProblemStation.Done(
            await station.Get<AddStep>().Run(station.Officer, station.Step(reference) with { What = "Start a riding club" }, default)
        );
        using var officer = await web.Browse(Role.Officer);
        using var sergeant = await web.Browse(Role.Supervisor);
        await officer.Open($"/problems/{reference}/steps/{step}");
        await sergeant.Open($"/problems/{reference}/steps/{step}");
        await sergeant.Send(new() { ["Input.What"] = "Fit two barriers", ["Input.CostPounds"] = "2400" });
        await officer.Send(new() { ["Input.What"] = "Fit a gate", ["Input.DueOn.day"] = "29" });
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.StartsWith(
            "Supervisor of Ashmoor saved this today 10:00, after you opened it.",
            officer.Errors.Single(),
            StringComparison.Ordinal
        );
        Assert.Equal(["What is to be done", "By when", "Cost"], officer.Texts(".ww-both tbody th"));
        Assert.Equal(["Fit two barriers", "Fit a gate", "30 June 2026", "29 June 2026", "£2,400", "£1,200"], officer.Texts(".ww-both td"));
        Assert.Equal("Fit a gate", officer.Page.QuerySelector("#Input-What")!.GetAttribute("value"));
        await officer.Send([]);
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        Assert.Contains("Fit a gate", officer.Text(".ww-plan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllThatIsWrongWithAForm_IsSaidAtOnce_AndNothingIsKept()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/steps/new");
        var late = new Dictionary<string, string>
        {
            ["Input.What"] = "",
            ["Input.DueOn.day"] = "31",
            ["Input.DueOn.month"] = "2",
            ["Input.DueOn.year"] = "2026",
        };
        await officer.Send(late);
        Assert.Equal(
            [
                "Enter what is to be done.",
                "Choose the technique.",
                "Choose the agency that does it.",
                "Enter a real date for “By when?”, like 27 3 2026.",
            ],
            officer.Errors
        );
        Assert.All(
            officer.Page.QuerySelectorAll(".govuk-error-summary__list li"),
            e => Assert.NotNull(officer.Page.GetElementById(e.QuerySelector("a")!.GetAttribute("href")![1..]))
        );
        late["Input.What"] = "Fit a gate";
        late["Input.Technique"] = "control-access";
        late["Input.AgencyId"] = web.Station.PoliceId.ToString();
        await officer.Send(late);
        Assert.Equal(["Enter a real date for “By when?”, like 27 3 2026."], officer.Errors);
        await officer.Open($"/problems/{reference}?tab=response");
        Assert.Empty(officer.Page.QuerySelectorAll(".ww-plan"));

        // Not the file that came with it either.
        var step = (await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default)).Value;
        var unread = new Dictionary<string, string>
        {
            ["Input.Status"] = "Done",
            ["Input.Evidence"] = "Seen in place",
            ["Input.DoneOn.day"] = "31",
            ["Input.DoneOn.month"] = "2",
            ["Input.DoneOn.year"] = "2026",
            ["Version"] = "1",
        };
        await officer.Post($"/problems/{reference}/steps/{step}/settle", unread, ("Input.File", "seen.txt", "The gate"u8.ToArray()));
        Assert.Contains("Choose seen.txt again: it was not kept.", officer.Errors);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(web.Station.Home, "attachments"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AResponseWithoutAnAreaOrAStep_StartsAfterACaution_AndMeasuringLeadsToWhereItIsPutRight()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        var aim = new SetAim.Input
        {
            Reference = reference,
            Version = 1,
            Measure = AimMeasure.Incidents,
            Categories = ["asb"],
            Percent = 40,
            ByWhen = new(2027, 3, 1),
        };
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, aim, default));
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/start");
        Assert.Equal(["Draw the area or choose its places", "Add a step"], officer.Texts(".govuk-inset-text a"));
        await officer.Send(
            new()
            {
                ["Input.StartedOn.day"] = "10",
                ["Input.StartedOn.month"] = "5",
                ["Input.StartedOn.year"] = "2025",
            }
        );
        Assert.Contains("The response has started.", officer.Text("body"), StringComparison.Ordinal);
        Assert.DoesNotContain("in this place", officer.Text(".ww-aim"), StringComparison.Ordinal);
        Assert.Equal("Add the first step of the plan", officer.Text(".ww-main > .ww-next--desk .govuk-button"));
        await officer.Open($"/problems/{reference}?tab=scanning");
        // Nothing is missing there: what the record lacks next.
        Assert.Equal("Say who it hurts", officer.Text(".ww-main > .ww-next--desk .govuk-button"));
        await officer.Open($"/problems/{reference}/measure");
        Assert.EndsWith("/aim", officer.Page.QuerySelector("main a.govuk-button")!.GetAttribute("href"));
    }

    [Fact]
    public async Task AfterALookForStepsLikeIt_TheStepIsSaved_WithoutScriptToo()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/steps/new");
        var typed = new Dictionary<string, string>
        {
            ["Input.What"] = "Fit a gate",
            ["Input.Technique"] = "control-access",
            ["Input.AgencyId"] = web.Station.PoliceId.ToString(),
            ["Input.DueOn.day"] = "30",
            ["Input.DueOn.month"] = "6",
            ["Input.DueOn.year"] = "2026",
        };
        await officer.Send(typed, button: "Look for steps");
        await officer.Send(typed);
        Assert.Empty(officer.Errors);
        Assert.Contains("Fit a gate", officer.Text(".ww-plan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HowFarAStepIs_IsAsked_NeverTakenAsDone()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        var step = (await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default)).Value;
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/steps/{step}/settle");
        Assert.Empty(officer.Page.QuerySelectorAll("input[name='Input.Status'][checked]"));
        Assert.Equal("", officer.Page.QuerySelector("#Input-CostPounds")!.GetAttribute("value") ?? "");
        Assert.Contains("The plan says £1,200. Leave it empty to keep that.", officer.Text("main"), StringComparison.Ordinal);
        await officer.Send(new() { ["Input.Evidence"] = "Seen in place" });
        Assert.Equal(["Choose how far it is."], officer.Errors);
        Assert.Equal("Seen in place", officer.Text("#Input-Evidence"));
    }

    [Fact]
    public async Task AStepSettledByTwo_ShowsBothVersions_AndKeepsWhatWasTyped()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        var step = (await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default)).Value;
        using var officer = await web.Browse(Role.Officer);
        using var sergeant = await web.Browse(Role.Supervisor);
        await officer.Open($"/problems/{reference}/steps/{step}/settle");
        await sergeant.Open($"/problems/{reference}/steps/{step}/settle");
        await sergeant.Send(new() { ["Input.Status"] = "NotDone", ["Input.Evidence"] = "The money went elsewhere" });
        await officer.Send(new() { ["Input.Status"] = "Done", ["Input.Evidence"] = "Seen in place" });
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.StartsWith("Supervisor of Ashmoor saved this today 10:00", officer.Errors.Single(), StringComparison.Ordinal);
        Assert.Equal(["Not done", "Done", "The money went elsewhere", "Seen in place"], officer.Texts(".ww-both td"));
        Assert.Equal("Seen in place", officer.Text("#Input-Evidence"));
        await officer.Send([]);
        Assert.Equal("Done", officer.Text(".ww-plan .govuk-tag"));
    }

    [Fact]
    public async Task OnThePlan_EachLinkSaysWhichStepItIsAbout()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Scanned();
        ProblemStation.Done(await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default));
        ProblemStation.Done(
            await station
                .Get<AddStep>()
                .Run(station.Officer, station.Step(reference) with { What = "Start a riding club", DueOn = new(2026, 6, 1) }, default)
        );
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}?tab=response");
        var names = officer.Texts(".ww-plan a").ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.Contains("does not see this record: Ashmoor Council, for Start a riding club", names);
        Assert.StartsWith("0 of 2 steps done, 1 overdue.", officer.Text(".ww-range"), StringComparison.Ordinal);
        Assert.Equal(
            ["Agreed by", "Agreed on", "Victims are told", "The public is told", "Response started", "Response ended"],
            officer.Texts(".ww-main .govuk-summary-list__key")
        );
    }
}
