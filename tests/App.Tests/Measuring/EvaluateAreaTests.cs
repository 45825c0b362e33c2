using System.Text.Json;
using System.Text.Json.Serialization;
using Wardwise.App.Measuring;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Measuring;

/// <summary>F2, F6: an area's result is counted from the incidents, by whole months, with an exact interval.</summary>
public sealed class EvaluateAreaTests
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

    private static Task<Outcome<EvaluationResult>> Evaluate(ProblemStation station, EvaluateArea.Input input) =>
        station.Get<EvaluateArea>().Run(station.Officer, input, default);
}
