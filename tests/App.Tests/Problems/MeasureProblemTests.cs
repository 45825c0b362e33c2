using Wardwise.App.Measuring;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Problems;

/// <summary>F2, F6: a problem's result is measured from the incidents of its aim, kept, and graded.</summary>
public sealed class MeasureProblemTests
{
    [Fact]
    public async Task ALook_IsKeptWithoutAVerdict()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded(new(2026, 1, 10));
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        Assert.Null((await station.File(reference)).Verdict);
    }

    [Fact]
    public async Task AProblemsResponse_IsMeasuredByItsAim_Kept_AndGraded()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        var aim = (await station.File(reference)).Aim;
        Assert.Equal((12, true), (aim.BaselineMonths, aim.DetectableFall is > 0.5 and < 0.65));
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        var view = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Equal(
            "Anti-social behaviour fell by 60 in 100 here, more than elsewhere and more than chance would give.",
            Assert.Single(view.Evaluations).Sentence
        );
        Assert.Equal(Verdict.ClearFall, view.File.Verdict);
        Assert.Equal(("clear-fall", -60.0), (view.Problem.Result, Math.Round(view.Problem.ResultPercent!.Value, 6)));
        Assert.Equal("Record whether the plan was carried out, and how, to reach 4", view.Problem.GradeNext);
    }

    [Fact]
    public async Task BeforeItIsMeasured_ItSaysWhichMonthsWouldBeCompared()
    {
        await using var station = await ProblemStation.Create();
        var months = await MonthsOf(station, new(2025, 5, 10));
        Assert.Equal(
            (new("2024-05", "2025-04", 12), new EvaluationResult.WindowPart("2025-06", "2026-05", 12)),
            (months.Before!, months.After!)
        );
        Assert.Equal("May 2025", months.Dropped!.Value.InWords());
        Assert.Empty(months.Missing);
    }

    [Fact]
    public async Task TooFewMonthsAfter_SaysWhenThereWillBeEnough()
    {
        await using var station = await ProblemStation.Create();
        var months = await MonthsOf(station, new(2026, 1, 10));
        Assert.Equal(
            [
                "A verdict needs six whole months after the start, and there are four. There will be enough when July 2026 is over "
                    + "and its incidents are imported.",
            ],
            months.Missing
        );
    }

    [Fact]
    public async Task TooFewMonthsBefore_SaysWhichWereNotImported_AndTheResultDoesNotBlameTheMonthsAfter()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded(new(2024, 3, 1));
        var months = (await station.Get<ShowMonthsToMeasure>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Equal(
            [
                "A verdict needs six whole months before the start, and there are two. Not imported: September 2023, October 2023, "
                    + "November 2023 and December 2023.",
            ],
            months.Missing
        );
        Assert.Null(months.Dropped);
        var measured = await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default);
        Assert.Equal(
            "Anti-social behaviour did not change here. A verdict needs six whole months before the start, and there are two.",
            measured.Value.Sentence
        );
    }

    [Fact]
    public async Task WithNoMonthOnOneSide_NothingIsMeasured()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded(new(2026, 5, 20));
        Assert.False(
            (await station.Get<ShowMonthsToMeasure>().Run(station.Officer, new() { Reference = reference }, default)).Value.CanBeCompared
        );
        Assert.Equal(
            "Anti-social behaviour cannot be compared here yet. A verdict needs six whole months after the start, and there are none.",
            ProblemStation.Refusal(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default))
        );
        Assert.False((await station.File(reference)).IsMeasured);
    }

    [Fact]
    public async Task MeasuringBeforeTheStart_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        Assert.Equal(
            "Set the aim first: draw the area that is measured, or choose its places.",
            ProblemStation.Refusal(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default))
        );
    }

    [Fact]
    public async Task TheProgressLine_ShowsWhatTheMonthsBeforeWouldExpect()
    {
        await using var station = await ProblemStation.Create();
        var progress = (
            await station
                .Get<ShowProblem>()
                .Run(station.Officer, new() { Reference = await station.Responded(), WithProgress = true }, default)
        )
            .Value
            .Progress!;
        Assert.Equal((10, 4), (progress.Months[0].Count, progress.Months[^1].Count));
        Assert.Equal((4m, 17m), (progress.Months[0].Low, progress.Months[0].High));
        Assert.Contains("\"kind\":\"area\"", progress.MapJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IncidentsOfTheArea_AreLinked_AndUnlinkedByHand()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded();
        var linked = await station
            .Get<LinkIncidents>()
            .Run(
                station.Officer,
                new()
                {
                    Reference = reference,
                    From = new(2026, 4, 1),
                    To = new(2026, 5, 31),
                },
                default
            );
        Assert.Equal(8, linked.Value);
        var shown = (await station.Get<ShowLinkedIncidents>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Equal((8, 2), (shown.Total, shown.ByMonth.Count));
        Assert.Equal(
            1,
            (
                await station
                    .Get<LinkIncidents>()
                    .Run(
                        station.Officer,
                        new()
                        {
                            Reference = reference,
                            IncidentIds = [shown.Lines[0].Id],
                            Unlink = true,
                            Why = "A fire, not bikes",
                        },
                        default
                    )
            ).Value
        );
        Assert.Equal(7, (await station.File(reference)).LinkedIncidents);
        Assert.Equal(
            "Enter days between 1900 and 2199.",
            ProblemStation.Refusal(
                await station
                    .Get<LinkIncidents>()
                    .Run(
                        station.Officer,
                        new()
                        {
                            Reference = reference,
                            From = new(2026, 1, 1),
                            To = DateOnly.MaxValue,
                        },
                        default
                    )
            )
        );
        Assert.Equal(
            "Choose at least one incident.",
            ProblemStation.Refusal(
                await station
                    .Get<LinkIncidents>()
                    .Run(
                        station.Officer,
                        new()
                        {
                            Reference = reference,
                            IncidentIds = [],
                            Why = "The same",
                        },
                        default
                    )
            )
        );
    }

    private static async Task<ShowMonthsToMeasure.Months> MonthsOf(ProblemStation station, DateOnly start) =>
        (
            await station.Get<ShowMonthsToMeasure>().Run(station.Officer, new() { Reference = await station.Responded(start) }, default)
        ).Value;
}
