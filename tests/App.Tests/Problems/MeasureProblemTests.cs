using Wardwise.Testing;
using System.Text.Json;
using System.Text.Json.Serialization;
using Wardwise.App.Problems;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Tests.Problems;

/// <summary>F2, F6: the result is measured from the incidents, by whole months, with an exact interval.</summary>
public sealed class MeasureProblemTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    [Fact]
    public async Task AFallFromTenToFourAMonth_IsAClearFall_WithTheExactInterval()
    {
        await using var station = await ProblemStation.Create();
        var result = (await Evaluate(station, new() { PlaceCode = "N1", Categories = ["asb"], ResponseStart = new(2025, 5, 10) })).Value;
        Assert.Equal((new("2024-05", "2025-04", 12), new EvaluationResult.WindowPart("2025-06", "2026-05", 12)), (result.Before!, result.After!));
        Assert.Equal((120, 48), (result.Counts.Area.Before, result.Counts.Area.After));
        Assert.Equal(new EvaluationResult.ComparisonPair(240, 240, 1), result.Counts.Comparison);
        Assert.Equal(-60, result.Change.Percent!.Value, 6);
        // R 4.3: poisson.test(c(48, 120)) gives 0.2802 to 0.5624 for the ratio of the rates.
        Assert.InRange(result.Change.Low!.Value, -72.5, -71.5);
        Assert.InRange(result.Change.High!.Value, -44.5, -43);
        Assert.Equal(Verdict.ClearFall, result.Verdict);
        Assert.Equal("Anti-social behaviour fell by 60 in 100 here, more than chance would give.", result.Sentence);
        Assert.Equal([Cautions.NoComparison, Cautions.NoTrend, Cautions.UsualLevel], result.Cautions);
        Assert.InRange(result.SmallestDetectableFall!.Value, 0.28, 0.36);
        Assert.InRange(result.Area.Km2, 140, 165);
    }

    [Fact]
    public async Task ADrawnArea_CountsTheSame_AsItsNeighbourhood()
    {
        await using var station = await ProblemStation.Create();
        var result = (await Evaluate(station, new() { AreaGeoJson = Ground.FairlandsDrawn, Categories = ["asb"], ResponseStart = new(2025, 5, 10) })).Value;
        Assert.Equal((120, 48), (result.Counts.Area.Before, result.Counts.Area.After));
        Assert.Equal((240, 240), (result.Counts.Comparison!.Before, result.Counts.Comparison.After));
    }

    [Fact]
    public async Task TheRing_CountsWhatLiesWithinIt_AndNothingOfTheArea()
    {
        await using var station = await ProblemStation.Create();
        // The Oval's incidents lie 0.05 degrees of longitude from Fairlands' line: 3.43 km.
        EvaluateArea.Input Within(int metres) => new() { PlaceCode = "N1", Categories = ["asb"], ResponseStart = new(2025, 5, 10), Buffer = metres };
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
        var reference = await Responded(station, new(2026, 1, 10));
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        Assert.Null((await station.File(reference)).Verdict);
    }

    [Fact]
    public async Task AStartOnTheFirst_DropsNoMonth()
    {
        await using var station = await ProblemStation.Create();
        var result = (await Evaluate(station, new() { PlaceCode = "N1", Categories = ["asb"], ResponseStart = new(2025, 6, 1), After = 6 })).Value;
        Assert.Equal(("2025-05", "2025-06"), (result.Before!.To, result.After!.From));
    }

    [Fact]
    public async Task UnderSixMonthsAfter_GivesNumbersAndNoVerdict()
    {
        await using var station = await ProblemStation.Create();
        var result = (await Evaluate(station, new() { PlaceCode = "N1", Categories = ["asb"], ResponseStart = new(2026, 1, 10) })).Value;
        Assert.Equal((4, Verdict.TooFew, true), (result.After!.Months, result.Verdict, result.IsLook));
        Assert.Contains(Cautions.ShortSeries, result.Cautions);
        Assert.Contains(Cautions.DifferentSeasons, result.Cautions);
    }

    [Fact]
    public async Task AMonthThatWasNotImported_EndsTheWindow()
    {
        await using var station = await ProblemStation.Create();
        var result = (await Evaluate(station, new() { PlaceCode = "N1", Categories = ["asb"], ResponseStart = new(2024, 9, 15) })).Value;
        Assert.Equal(new EvaluationResult.WindowPart("2024-01", "2024-08", 8), result.Before);
    }

    [Fact]
    public async Task NothingImported_IsRefused_NotZero()
    {
        await using var station = await ProblemStation.Create();
        var refused = await Evaluate(station, new() { PlaceCode = "N1", Categories = ["asb"], ResponseStart = new(2015, 1, 10) });
        Assert.Equal("No incidents have been imported for the months around January 2015. Import them, then measure.", ProblemStation.Refusal(refused));
    }

    [Theory]
    [InlineData("N9", "asb", "There is no place with the code N9.")]
    [InlineData("N1", "noise", "There is no category noise.")]
    public async Task WhatIsNotThere_IsSaid(string place, string category, string sentence)
    {
        await using var station = await ProblemStation.Create();
        var refused = await Evaluate(station, new() { PlaceCode = place, Categories = [category], ResponseStart = new(2025, 1, 10) });
        Assert.StartsWith(sentence, ProblemStation.Refusal(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheJson_HasEveryPartOfTheContract()
    {
        await using var station = await ProblemStation.Create();
        var result = (await Evaluate(station, new() { PlaceCode = "N1", Categories = ["asb"], ResponseStart = new(2025, 5, 10) })).Value;
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(result, Json));
        Assert.Equal(
            ["area", "measure", "before", "after", "counts", "change", "relative", "series", "regressionToMean", "placebo", "displacement", "smallestDetectableFall", "verdict", "sentence", "cautions"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("clear-fall", json.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(["area", "comparison", "buffer"], json.RootElement.GetProperty("counts").EnumerateObject().Select(p => p.Name));
        Assert.Equal("2024-05", json.RootElement.GetProperty("before").GetProperty("from").GetString());
    }

    [Fact]
    public async Task AProblemsResponse_IsMeasuredByItsAim_Kept_AndGraded()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Responded(station);
        var aim = (await station.File(reference)).Aim;
        Assert.Equal((12, true), (aim.BaselineMonths, aim.DetectableFall is > 0.2 and < 0.5));
        ProblemStation.Done(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default));
        var view = (await station.Get<ShowProblem>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Equal("Anti-social behaviour fell by 60 in 100 here, more than chance would give.", Assert.Single(view.Evaluations).Sentence);
        Assert.Equal(Verdict.ClearFall, view.File.Verdict);
        Assert.Equal(("clear-fall", -60.0), (view.Problem.Result, Math.Round(view.Problem.ResultPercent!.Value, 6)));
        Assert.Equal("Record whether the plan was carried out, and how, to reach 4", view.Problem.GradeNext);
    }

    [Fact]
    public async Task MeasuringBeforeTheStart_IsRefused()
    {
        await using var station = await ProblemStation.Create();
        var reference = await station.Scanned();
        Assert.Equal("Set the aim first: draw the area that is measured, or choose its places.",
            ProblemStation.Refusal(await station.Get<MeasureProblem>().Run(station.Officer, new() { Reference = reference }, default)));
    }

    [Fact]
    public async Task TheProgressLine_ShowsWhatTheMonthsBeforeWouldExpect()
    {
        await using var station = await ProblemStation.Create();
        var progress = (await station.Get<ShowProgress>().Run(station.Officer, new() { Reference = await Responded(station) }, default)).Value;
        Assert.Equal((10, 4), (progress.Months[0].Count, progress.Months[^1].Count));
        Assert.Equal((4m, 17m), (progress.Months[0].Low, progress.Months[0].High));
        Assert.Contains("\"kind\":\"area\"", progress.MapJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IncidentsOfTheArea_AreLinked_AndUnlinkedByHand()
    {
        await using var station = await ProblemStation.Create();
        var reference = await Responded(station);
        var linked = await station.Get<LinkIncidents>().Run(station.Officer, new() { Reference = reference, From = new(2026, 4, 1), To = new(2026, 5, 31) }, default);
        Assert.Equal(8, linked.Value);
        var shown = (await station.Get<ShowLinkedIncidents>().Run(station.Officer, new() { Reference = reference }, default)).Value;
        Assert.Equal((8, 2), (shown.Total, shown.ByMonth.Count));
        Assert.Equal(1, (await station.Get<LinkIncidents>().Run(station.Officer, new() { Reference = reference, IncidentIds = [shown.Lines[0].Id], Unlink = true }, default)).Value);
        Assert.Equal(7, (await station.File(reference)).LinkedIncidents);
        Assert.Equal("Choose at least one incident.", ProblemStation.Refusal(await station.Get<LinkIncidents>().Run(station.Officer, new() { Reference = reference, IncidentIds = [] }, default)));
    }

    private static async Task<string> Responded(ProblemStation station, DateOnly? from = null)
    {
        var reference = await station.Scanned();
        ProblemStation.Done(await station.Get<SaveAnalysis>().Run(station.Officer, ProblemStation.Analysis(reference), default));
        ProblemStation.Done(await station.Get<SetAim>().Run(station.Officer, new()
        {
            Reference = reference,
            Version = 1,
            Measure = AimMeasure.Incidents,
            Categories = ["asb"],
            PlaceCodes = ["N1"],
            Percent = 40,
            ByWhen = new(2026, 12, 31),
        }, default));
        var step = await station.Get<AddStep>().Run(station.Officer, station.Step(reference), default);
        ProblemStation.Done(await station.Get<SettleStep>().Run(station.Officer, new()
        {
            Reference = reference,
            StepId = step.Value,
            Version = 1,
            Status = Wardwise.Domain.Records.TaskingStatus.Done,
            Evidence = "Seen in place",
        }, default));
        ProblemStation.Done(await station.Get<StartResponse>().Run(station.Officer, new() { Reference = reference, StartedOn = from ?? new(2025, 5, 10) }, default));
        ProblemStation.Done(await station.Get<EndResponse>().Run(station.Officer, new() { Reference = reference, EndedOn = (from ?? new(2025, 5, 10)).AddMonths(4) }, default));
        return reference;
    }

    private static Task<Outcome<EvaluationResult>> Evaluate(ProblemStation station, EvaluateArea.Input input) => station.Get<EvaluateArea>().Run(station.Officer, input, default);
}
