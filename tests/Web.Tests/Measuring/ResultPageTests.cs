using Wardwise.App.Measuring;
using Wardwise.App.Problems;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Measuring;

/// <summary>F2, F6, L14: the page of a result, without script: sentence, pictures with their tables, every number or why it cannot be had,
/// how it was worked out.</summary>
public sealed class ResultPageTests
{
    [Fact]
    public async Task AMeasurementOfTwoPlaces_SaysWhatCannotBeHad_AndWhy()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Responded();
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/measure");
        Assert.StartsWith("Anti-social behaviour fell by 60 in 100 here", officer.Heading, StringComparison.Ordinal);
        Assert.Equal("Fairlands, by month incidents a month", officer.Text("figure .ww-chart__title"));
        Assert.Equal(["Before", "After"], officer.Texts(".ww-chart__part-name"));
        Assert.Contains("Left out: the response began in it", officer.Texts(".ww-chart__numbers td"));
        Assert.Contains("Cannot be had: The trend before was not fitted", officer.Text(".ww-result__numbers"), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", officer.Text("main"), StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"area\"", officer.Page.QuerySelector(".ww-map script")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Clear fall. Measured by Officer of Ashmoor", officer.Text(".ww-aside"), StringComparison.Ordinal);
        await officer.Open($"/problems/{reference}?tab=assessment");
        Assert.Contains("Clear fall. Measured by Officer of Ashmoor", officer.Text(".ww-main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AResultAmongManyPlaces_ShowsThePlaceOnTheStrip_WithATable()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Responded();
        await Keep(station, reference, AResult.Measured, AResult.Behind);
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/measure");
        Assert.Equal(
            "Of 61 places like it where nothing was done, 2 changed as much. About 31 reports prevented (12 to 44).",
            officer.Text(".ww-result__first")
        );
        Assert.Equal(
            (60, 1),
            (officer.Page.QuerySelectorAll(".ww-strip__place").Length, officer.Page.QuerySelectorAll(".ww-strip__own").Length)
        );
        Assert.Equal(
            "Each tick is a place like it where nothing was done: 60 places. 1 fell farther from what was expected than this "
                + "place, for its size.",
            officer.Text("#strip-about")
        );
        var strip = officer
            .Page.QuerySelector("#strip-title")!
            .Closest("figure")!
            .QuerySelectorAll("tbody tr")
            .Select(r => string.Join(' ', r.Children.Select(c => c.TextContent)))
            .ToList();
        Assert.Equal(
            ("Place 2 50 48 −2.6", "This place: Fairlands 68 37 −2.6", "Place 1 50 48 not known"),
            (strip[0], strip[1], strip[^1])
        );
        Assert.Contains(
            "Shaded: the neighbourhoods compared with, 61 of which 2 have a boundary here",
            officer.Text(".ww-map > p"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ALook_SaysThatItIsOne_AndGivesNoVerdict()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Responded(new(2026, 1, 10));
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/measure");
        Assert.StartsWith(
            "This is a look, not a verdict. There can be one when July 2026 is over and its incidents are imported.",
            officer.Text(".ww-result__first"),
            StringComparison.Ordinal
        );
        Assert.Contains("A look, without a verdict", officer.Text(".ww-aside"), StringComparison.Ordinal);
        Assert.DoesNotContain("prevented", officer.Text(".ww-result__first"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFollowUp_DoesNotTakeTheResultsPlace()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Responded();
        await Keep(station, reference, AResult.Measured, AResult.Behind);
        var followUp = await Keep(
            station,
            reference,
            AResult.Measured with
            {
                Sentence = "Vehicle nuisance did not change here.",
            },
            AResult.Behind,
            EvaluationOccasion.FollowUp
        );
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/measure");
        Assert.Equal(AResult.Measured.Sentence, officer.Heading);
        await officer.Open($"/problems/{reference}/measure?of={followUp}");
        Assert.Equal("Vehicle nuisance did not change here.", officer.Heading);
        Assert.Contains("This is a follow-up", officer.Text(".ww-main"), StringComparison.Ordinal);
        await officer.Click("The result itself");
        Assert.Equal(AResult.Measured.Sentence, officer.Heading);
    }

    [Fact]
    public async Task AnAimChangedAfterTheStart_IsShownOnTheResult()
    {
        await using var web = await WebStation.Create();
        var station = await ProblemStation.On(web.Station);
        var reference = await station.Responded();
        var aim = (await station.File(reference)).Aim;
        ProblemStation.Done(
            await station
                .Get<SetAim>()
                .Run(
                    station.Officer,
                    new()
                    {
                        Reference = reference,
                        Version = aim.Version,
                        Measure = AimMeasure.Incidents,
                        Categories = ["asb", "drugs"],
                        PlaceCodes = ["N1"],
                        Percent = 40,
                        ByWhen = new(2026, 12, 31),
                        Reason = "Drugs are part of it",
                    },
                    default
                )
        );
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        using var officer = await web.Browse(Role.Officer);
        await officer.Open($"/problems/{reference}/measure");
        var said = Assert.Single(officer.Texts(".ww-main > ul li"), l => l.StartsWith("The aim was fixed on ", StringComparison.Ordinal));
        Assert.Contains("Changed after the start: ", said, StringComparison.Ordinal);
        Assert.Contains("Changed after that 1 time", officer.Text(".ww-result__steps"), StringComparison.Ordinal);
    }

    private static async Task<Guid> Keep(
        ProblemStation station,
        string reference,
        EvaluationResult result,
        EvaluationWorking working,
        EvaluationOccasion occasion = EvaluationOccasion.MonthsCame
    )
    {
        await using var work = await station.Station.Database.Begin(station.Officer, default);
        var file = (await work.TakeOut(reference, default))!;
        var kept = MeasureProblem.Kept(
            work,
            file,
            new(result, working),
            occasion,
            occasion is EvaluationOccasion.FollowUp ? new(2026, 5, 1) : null
        );
        work.Db.Add(kept);
        Assert.Null(await work.PutBack(file, "measured the result", default));
        return kept.Id;
    }
}
