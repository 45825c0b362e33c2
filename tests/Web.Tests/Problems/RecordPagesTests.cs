using System.Net;
using Wardwise.App.Problems;
using Wardwise.App.Search;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Problems;

/// <summary>The pages of one problem record, without script: closing, a second person, months to measure, the aim, saves from two sides,
/// locked records.</summary>
public sealed class RecordPagesTests
{
    [Fact]
    public async Task Closing_ListsTheStepsStillOpen_AndDropsThemWithOneReason()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.SignedOff();
        var club = station.Step(reference) with
        {
            What = "Start a riding club",
            AgencyId = web.Station.PoliceId,
            AccountId = station.Officer.Id,
        };
        ProblemStation.Done(await station.Get<AddStep>().Run(station.Officer, club, default));
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/close");
        Assert.Equal("Start a riding club, Officer of Ashmoor, due 30 June 2026", officer.Text("main form li"));
        await officer.Send([], button: "Close the problem");
        Assert.Equal(["A step of the plan is still open. Settle it, or enter why it will not be done."], officer.Errors);
        await officer.Send(new() { ["Input.StepsDropped"] = "No track was found" });
        Assert.Equal("Closed", officer.Text(".ww-identity .govuk-tag"));
        await officer.Open($"/problems/{reference}?tab=response");
        Assert.Equal(
            ["1 of 2 steps done. In the order of the plan; cost in all £2,400.", "Not done", "No track was found"],
            [officer.Text(".ww-range"), officer.Texts(".ww-plan .govuk-tag").Last(), officer.Texts(".ww-plan tr:last-child td").Last()]
        );
        await officer.Open("/my-day");
        Assert.Contains("Nothing is due", officer.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStepThatWasCopied_IsTakenOutAgain_WhileNobodyTouchedIt()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        await station.CarriedOut();
        var reference = await station.Opened("Quad bikes on the meadow", "Quad bikes churn up the meadow each weekend");
        await station.Get<Indexer>().Drain(100, null, default);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}?tab=response");
        await officer.Send([], form: "form.ww-others", button: "Copy into the plan");
        Assert.Equal("Copied just now: Fit a barrier at the gap", officer.Text(".ww-take-out p"));
        var justCopied = officer.Address;

        await officer.Send([], form: "form.ww-take-out", button: "Take it out again");
        Assert.Equal(["Withdrawn"], officer.Texts(".ww-plan .govuk-tag"));
        Assert.NotNull(
            officer.Page.QuerySelector(
                "table.ww-plan[role=table] > tbody[role=rowgroup] > tr[role=row] > td[role=cell][data-column=Technique]"
            )
        );
        await officer.Open(justCopied);
        Assert.Null(officer.Page.QuerySelector(".ww-take-out"));

        // Offered again, since it is out of the plan.
        await officer.Send([], form: "form.ww-others", button: "Copy into the plan");
        var step = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value.Steps[^1].Step;
        ProblemStation.Done(
            await station
                .Get<ChangeStep>()
                .Run(
                    station.Officer,
                    new()
                    {
                        StepId = step.Id,
                        Version = 1,
                        Step = station.Step(reference),
                    },
                    default
                )
        );
        await officer.Send([], form: "form.ww-take-out", button: "Take it out again");
        Assert.StartsWith("This step has been worked on since it was copied", Assert.Single(officer.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverSignedItOff_IsToldThatSomebodyElseModerates()
    {
        await using var web = await WebStation.Create();
        var reference = await (await ProblemStation.On(web.Station)).SignedOff();
        using var sergeant = await web.Browse(Role.Supervisor);
        await sergeant.Open($"/problems/{reference}/moderate");
        Assert.Equal("Somebody else has to moderate it: you signed it off.", sergeant.Text("main .govuk-inset-text"));
        Assert.Null(sergeant.Page.QuerySelector("main form"));
        using var coordinator = await web.Browse(Role.Coordinator);
        await coordinator.Open($"/problems/{reference}/moderate");
        await coordinator.Send(new() { ["Input.Reason"] = "Costs and conditions are plain" });
        Assert.Equal("6 of 6, moderated by Coordinator of Ashmoor", coordinator.Text(".ww-aside .ww-figure"));
    }

    [Fact]
    public async Task BeforeMeasuring_ThePageSaysWhichMonthsItWouldCompare_AndWhatLacks()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await Aimed(station);
        ProblemStation.Done(
            await station.Get<StartResponse>().Run(station.Officer, new() { Reference = reference, StartedOn = new(2024, 3, 10) }, default)
        );
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/measure");
        Assert.Equal(
            ["January 2024 to February 2024 (2 months)", "April 2024 to March 2025 (12 months)"],
            officer.Texts("main .govuk-summary-list__value")
        );
        Assert.Equal(
            "A verdict needs six whole months before the start, and there are two. Not imported: September 2023, October 2023, "
                + "November 2023 and December 2023.",
            officer.Text("main .govuk-inset-text")
        );
        Assert.Contains(
            "March 2024, in which the response started, counts on neither side.",
            officer.Text("main"),
            StringComparison.Ordinal
        );
        await officer.Send([]);
        Assert.Equal(
            "Anti-social behaviour did not change here. A verdict needs six whole months before the start, and there are two.",
            officer.Heading
        );
    }

    [Fact]
    public async Task AnAimInThePast_IsRefused_AndOneTooSmallToBeSeen_IsSavedWithAWarningThatStays()
    {
        await using var web = await WebStation.Create();
        var reference = await Aimed(await ProblemStation.On(web.Station));
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/aim");
        await officer.Send(
            new()
            {
                ["Input.ByWhen.day"] = "14",
                ["Input.ByWhen.month"] = "6",
                ["Input.ByWhen.year"] = "2026",
            }
        );
        Assert.Equal(["The date by when it is to change must be in the future."], officer.Errors);
        await officer.Open($"/problems/{reference}/aim");
        await officer.Send(new() { ["Input.Percent"] = "10" });
        const string Warning = "With about 4 a month, a fall under 66% could not be told from chance in 12 months.";
        Assert.Contains("The aim is saved. " + Warning, officer.Text("body"), StringComparison.Ordinal);
        await officer.Open($"/problems/{reference}?tab=analysis");
        Assert.Equal(Warning, officer.Text(".ww-main .govuk-inset-text"));
        Assert.Contains(
            "The measure counts all anti-social behaviour here, not vehicle nuisance alone.",
            officer.Text(".ww-main"),
            StringComparison.Ordinal
        );
        await officer.Open($"/problems/{reference}/aim");
        await officer.Send(new() { ["Input.Percent"] = "70" });
        Assert.DoesNotContain("could not be told", officer.Text("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheNextThing_StandsInTheHeadForAPhone_AndBelowTheSectionForADesk()
    {
        await using var web = await WebStation.Create();
        var reference = await (await ProblemStation.On(web.Station)).Opened();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}");
        Assert.Equal("Say who says so, or link incidents Grade 0 of 6", officer.Text(".ww-head .ww-next--phone"));
        Assert.Equal("Say who says so, or link incidents", officer.Text(".ww-main > .ww-next--desk"));
    }

    [Fact]
    public async Task AClosedRecord_ShowsEverything_OffersOnlyToReopen_AndRefusesEveryChange()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.SignedOff();
        ProblemStation.Done(await station.Get<CloseProblem>().Run(station.Officer, new() { Reference = reference }, default));
        using var officer = await web.Browse(Role.Officer);
        foreach (var tab in new[] { "scanning", "analysis", "response", "assessment" })
        {
            await officer.Open($"/problems/{reference}?tab={tab}");
            Assert.DoesNotContain(
                officer.Texts(".ww-main a"),
                a => a.StartsWith("Change", StringComparison.Ordinal) || a.StartsWith("Add", StringComparison.Ordinal)
            );
            Assert.Empty(officer.Page.QuerySelectorAll(".ww-next .govuk-button"));
        }

        foreach (var day in new[] { "15 September 2026:", "15 December 2026:", "15 June 2027:" })
        {
            Assert.Contains(day, officer.Text(".ww-main"), StringComparison.Ordinal);
        }

        Assert.Contains("Reopen it", officer.Texts(".ww-aside a"));
        foreach (var page in new[] { "scanning", "analysis", "aim", "plan", "steps/new", "start", "end", "assessment", "close" })
        {
            await officer.Open($"/problems/{reference}/{page}");
            Assert.Equal($"/problems/{reference}".ToUpperInvariant(), officer.Address.ToUpperInvariant());
            Assert.Contains("This problem is closed. Reopen it to change it.", officer.Text("body"), StringComparison.Ordinal);
        }

        await officer.Open($"/problems/{reference}/reopen");
        await officer.Send(new() { ["Input.Reason"] = "The riders are back" });
        Assert.Equal("Reopened", officer.Text(".ww-identity .govuk-tag"));
    }

    [Fact]
    public async Task ARecordEnteredInError_SaysSoFirst_IsLocked_IsInNoList_AndCanBeTakenBack()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.CarriedOut();
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/error");
        await officer.Send(new() { ["Input.Reason"] = "" });
        Assert.Equal(["Enter the reason why it was entered in error."], officer.Errors);
        await officer.Send(new() { ["Input.Reason"] = "Recorded twice." });
        Assert.Contains(
            "Entered in error: Recorded twice. It counts in no statistic.",
            officer.Text(".ww-head .govuk-warning-text"),
            StringComparison.Ordinal
        );
        Assert.Equal(["0 of 6", "Entered in error"], [officer.Text(".ww-aside .ww-figure"), officer.Text(".ww-identity .govuk-tag")]);
        Assert.Empty(officer.Page.QuerySelectorAll(".ww-next .govuk-button"));
        await officer.Open($"/problems/{reference}/scanning");
        Assert.Contains(
            "This record is marked as entered in error. Take the mark back to change it.",
            officer.Text("body"),
            StringComparison.Ordinal
        );
        await officer.Open($"/problems/{reference}/measure");
        Assert.Null(officer.Page.QuerySelector("main form"));
        await officer.Open("/problems");
        Assert.DoesNotContain(reference, officer.Text("main"), StringComparison.Ordinal);

        await officer.Open($"/problems/{reference}/error");
        Assert.Equal("Take back the mark as entered in error", officer.Heading);
        await officer.Send(new() { ["Input.Reason"] = "It was not" });
        Assert.Equal(["3 of 6", "Monitoring"], [officer.Text(".ww-aside .ww-figure"), officer.Text(".ww-identity .govuk-tag")]);
    }

    [Fact]
    public async Task TheListAsAFile_HasEveryRow_AndNoFormula()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.CarriedOut();
        var formula = await station.Opened("=HYPERLINK(\"http://example.org\")");
        using var sergeant = await web.Browse(Role.Supervisor);
        using var answer = await sergeant.Raw(HttpMethod.Get, "/problems.csv");
        Assert.Equal(
            ("text/csv", "problems.csv"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName)
        );
        var lines = (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').TrimEnd().Split("\r\n");
        Assert.Equal(
            string.Join(
                "\n",
                [
                    "reference,title,place,state,category,kind,grade,result,owner,agency,opened,steps done,steps in all",
                    $"{reference},Off-road bikes on the green,Fairlands,Monitoring,Nuisance,vehicle nuisance,3,no result recorded,"
                        + "Officer of Ashmoor,Wealdshire Police,2026-06-15,1,1",
                    $"{formula},\"'=HYPERLINK(\"\"http://example.org\"\")\",Fairlands,Open,Nuisance,vehicle nuisance,0,no result "
                        + "recorded,Officer of Ashmoor,Wealdshire Police,2026-06-15,0,0",
                ]
            ),
            string.Join("\n", lines.Take(1).Concat(lines.Skip(1).Order(StringComparer.Ordinal)))
        );
    }

    [Theory]
    [InlineData(Role.Supervisor, HttpStatusCode.OK)]
    [InlineData(Role.Coordinator, HttpStatusCode.OK)]
    [InlineData(Role.Officer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Partner, HttpStatusCode.Forbidden)]
    public async Task TheListAsAFile_IsForWhoMayTakeDataAway(Role role, HttpStatusCode status)
    {
        await using var web = await WebStation.Create();
        using var browsing = await web.Browse(role);
        using var answer = await browsing.Raw(HttpMethod.Get, "/problems.csv");
        Assert.Equal(status, answer.StatusCode);
    }

    /// <summary>With an aim to cut what is reported in Fairlands, and no response yet.</summary>
    private static async Task<string> Aimed(ProblemStation station)
    {
        var reference = await station.Scanned();
        ProblemStation.Done(
            await station
                .Get<SetAim>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        Version = 1,
                        Measure = AimMeasure.Incidents,
                        Categories = ["asb"],
                        PlaceCodes = ["N1"],
                        Percent = 60,
                        ByWhen = new(2027, 3, 31),
                    },
                    default
                )
        );
        return reference;
    }
}
