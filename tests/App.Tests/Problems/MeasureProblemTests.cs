using System.Text.Json;
using System.Text.Json.Serialization;
using Wardwise.App.Measuring;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Problems;

/// <summary>F2, F6: the result is measured from the incidents, by whole months, with an exact interval.</summary>
public sealed class MeasureProblemTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    [Fact]
    public async Task AFallFromTenToFourAMonth_IsAClearFall_WithTheExactInterval()
    {
        await using var station = await ProblemStation.Create();
        var result = (
            await Evaluate(
                station,
                new()
                {
                    PlaceCode = "N1",
                    Categories = ["asb"],
                    ResponseStart = new(2025, 5, 10),
                }
            )
        ).Value;
        Assert.Equal(
            (new("2024-05", "2025-04", 12), new EvaluationResult.WindowPart("2025-06", "2026-05", 12)),
            (result.Before!, result.After!)
        );
        Assert.Equal((120, 48), (result.Counts.Area.Before, result.Counts.Area.After));
        Assert.Equal(new EvaluationResult.ComparisonPair(240, 240, 1), result.Counts.Comparison);
        Assert.Equal(-60, result.Change.Percent!.Value, 6);
        // R 4.3: poisson.test(c(48, 120)) gives 0.2802 to 0.5624 for the ratio of the rates.
        Assert.InRange(result.Change.Low!.Value, -72.5, -71.5);
        Assert.InRange(result.Change.High!.Value, -44.5, -43);
        Assert.Equal(Verdict.ClearFall, result.Verdict);
        Assert.Equal("Anti-social behaviour fell by 60 in 100 here, more than elsewhere and more than chance would give.", result.Sentence);
        Assert.Equal(
            [
                Cautions.FewPlaces,
                Cautions.UsualDrift,
                Cautions.UnlikePlaces,
                Cautions.UsualLevel,
                Cautions.FewForDisplacement,
                Cautions.NoSeries,
            ],
            result.Cautions
        );
        // The variance is 0.25^2 + 1/120 + 1/48 + 1/240 + 1/240, by hand: 0.1, and its root 0.3162.
        Assert.Equal(0.4, result.Relative!.Rirr, 12);
        Assert.Equal(
            (0.0625, 0.4 * Math.Exp(-1.959964 * Math.Sqrt(0.1))),
            (result.Relative.Tau2, result.Relative.Low!.Value),
            (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-6
        );
        Assert.Equal(72, result.Relative.Prevented!.Value, 9);
        // The drift of places is in it: on counting noise alone it would be about a third.
        Assert.InRange(result.SmallestDetectableFall!.Value, 0.55, 0.62);
        Assert.InRange(result.Area.Km2, 140, 165);
    }

    [Fact]
    public async Task ADrawnArea_CountsTheSame_AsItsNeighbourhood()
    {
        await using var station = await ProblemStation.Create();
        var result = (
            await Evaluate(
                station,
                new()
                {
                    AreaGeoJson = Ground.FairlandsDrawn,
                    Categories = ["asb"],
                    ResponseStart = new(2025, 5, 10),
                }
            )
        ).Value;
        Assert.Equal((120, 48), (result.Counts.Area.Before, result.Counts.Area.After));
        Assert.Equal((240, 240), (result.Counts.Comparison!.Before, result.Counts.Comparison.After));
    }

    [Fact]
    public async Task TheRing_CountsWhatLiesWithinIt_AndNothingOfTheArea()
    {
        await using var station = await ProblemStation.Create();
        // The Oval's incidents lie 0.05 degrees of longitude from Fairlands' line: 3.43 km.
        EvaluateArea.Input Within(int metres) =>
            new()
            {
                PlaceCode = "N1",
                Categories = ["asb"],
                ResponseStart = new(2025, 5, 10),
                Buffer = metres,
            };
        Assert.Equal(new(0, 0), (await Evaluate(station, Within(3_400))).Value.Counts.Buffer);
        Assert.Equal(new(240, 240), (await Evaluate(station, Within(3_460))).Value.Counts.Buffer);
        var none = (await Evaluate(station, Within(0))).Value;
        Assert.Null(none.Counts.Buffer);
        Assert.Contains(Cautions.NoBuffer, none.Cautions);
    }

    [Fact]
    public async Task ALook_IsKeptWithoutAVerdict()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Responded(new(2026, 1, 10));
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        Assert.Null((await station.File(reference)).Verdict);
    }

    [Fact]
    public async Task AStartOnTheFirst_DropsNoMonth()
    {
        await using var station = await ProblemStation.Create();
        var result = (
            await Evaluate(
                station,
                new()
                {
                    PlaceCode = "N1",
                    Categories = ["asb"],
                    ResponseStart = new(2025, 6, 1),
                    After = 6,
                }
            )
        ).Value;
        Assert.Equal(("2025-05", "2025-06"), (result.Before!.To, result.After!.From));
    }

    [Fact]
    public async Task UnderSixMonthsAfter_GivesNumbersAndNoVerdict()
    {
        await using var station = await ProblemStation.Create();
        var result = (
            await Evaluate(
                station,
                new()
                {
                    PlaceCode = "N1",
                    Categories = ["asb"],
                    ResponseStart = new(2026, 1, 10),
                }
            )
        ).Value;
        Assert.Equal((4, Verdict.TooFew, true), (result.After!.Months, result.Verdict, result.IsLook));
        Assert.Contains(Cautions.ShortSeries, result.Cautions);
        Assert.Contains(Cautions.DifferentSeasons, result.Cautions);
    }

    [Fact]
    public async Task AMonthThatWasNotImported_EndsTheWindow()
    {
        await using var station = await ProblemStation.Create();
        var result = (
            await Evaluate(
                station,
                new()
                {
                    PlaceCode = "N1",
                    Categories = ["asb"],
                    ResponseStart = new(2024, 9, 15),
                }
            )
        ).Value;
        Assert.Equal(new EvaluationResult.WindowPart("2024-01", "2024-08", 8), result.Before);
    }

    [Fact]
    public async Task NothingImported_IsRefused_NotZero()
    {
        await using var station = await ProblemStation.Create();
        var refused = await Evaluate(
            station,
            new()
            {
                PlaceCode = "N1",
                Categories = ["asb"],
                ResponseStart = new(2015, 1, 10),
            }
        );
        Assert.Equal(
            "No incidents have been imported for the months around January 2015. Import them, then measure.",
            ProblemStation.Refusal(refused)
        );
    }

    [Theory]
    [InlineData("N9", "asb", "There is no place with the code N9.")]
    [InlineData("N1", "noise", "There is no category noise.")]
    public async Task WhatIsNotThere_IsSaid(string place, string category, string sentence)
    {
        await using var station = await ProblemStation.Create();
        var refused = await Evaluate(
            station,
            new()
            {
                PlaceCode = place,
                Categories = [category],
                ResponseStart = new(2025, 1, 10),
            }
        );
        Assert.StartsWith(sentence, ProblemStation.Refusal(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheJson_HasEveryPartOfTheContract()
    {
        await using var station = await ProblemStation.Create();
        var result = (
            await Evaluate(
                station,
                new()
                {
                    PlaceCode = "N1",
                    Categories = ["asb"],
                    ResponseStart = new(2025, 5, 10),
                }
            )
        ).Value;
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(result, Json));
        Assert.Equal(
            [
                "area",
                "measure",
                "before",
                "after",
                "counts",
                "change",
                "relative",
                "series",
                "regressionToMean",
                "placebo",
                "displacement",
                "smallestDetectableFall",
                "verdict",
                "sentence",
                "cautions",
            ],
            json.RootElement.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal("clear-fall", json.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(["area", "comparison", "buffer"], json.RootElement.GetProperty("counts").EnumerateObject().Select(p => p.Name));
        Assert.Equal("2024-05", json.RootElement.GetProperty("before").GetProperty("from").GetString());
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
                "A verdict needs six whole months after the start, and there are four. There will be enough when July 2026 is over and its incidents are imported.",
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
                "A verdict needs six whole months before the start, and there are two. Not imported: September 2023, October 2023, November 2023 and December 2023.",
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
                await station.Get<LinkIncidents>().Run(station.Officer, new() { Reference = reference, IncidentIds = [] }, default)
            )
        );
    }

    private static async Task<ShowMonthsToMeasure.Months> MonthsOf(ProblemStation station, DateOnly start) =>
        (
            await station.Get<ShowMonthsToMeasure>().Run(station.Officer, new() { Reference = await station.Responded(start) }, default)
        ).Value;

    private static Task<Outcome<EvaluationResult>> Evaluate(ProblemStation station, EvaluateArea.Input input) =>
        station.Get<EvaluateArea>().Run(station.Officer, input, default);
}
