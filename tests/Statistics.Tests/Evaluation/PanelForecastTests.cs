using MathNet.Numerics.Distributions;
using Wardwise.Statistics.Evaluation;

namespace Wardwise.Statistics.Tests.Evaluation;

/// <summary>Calibration by simulation: places with a level of their own, a drift of their own, and one common change. All draws come from
/// fixed seeds.</summary>
public sealed class PanelForecastTests
{
    [Theory]
    [InlineData(200, 6, 1)]
    [InlineData(60, 12, 2)]
    [InlineData(25, 6, 3)]
    public void WhereNothingWasDone_OneInTwentyIsBelowFivePercent(int places, int months, int seed)
    {
        var random = new Random(seed);
        var (draws, flagged) = (0, 0);
        for (var round = 0; round < 4000 / places; round++)
        {
            var panel = Panel(random, places, months);
            foreach (var own in panel.Take(20))
            {
                draws++;
                flagged += PanelForecast.Learn([.. panel.Where(p => p != own)])!.Test(own).PValue < 0.05 ? 1 : 0;
            }
        }

        Assert.InRange((double)flagged / draws, 0.02, 0.08);
    }

    [Fact]
    public void AFallToAThird_InALargePlace_IsTold_AndItsSizeWithIt()
    {
        var panel = Panel(new Random(4), 150, 12);
        var own = new PlaceCounts([.. Enumerable.Repeat(20, 12)], 80);
        var test = PanelForecast.Learn(panel)!.Test(own);
        Assert.True(test.PValue < 0.02);
        Assert.InRange(test.Ratio, test.RatioInterval.Low, test.RatioInterval.High);
        Assert.InRange(test.RatioInterval.High, test.Ratio, 1);
        Assert.InRange(80, 0, test.ExpectedRange.Low);
        Assert.InRange(test.Expected, test.ExpectedRange.Low, test.ExpectedRange.High);
        Assert.Equal(1.0 / 151, PanelForecast.Learn(panel)!.Test(own with { After = 0 }).Placebo.PValue.Value!.Value, 1e-12);
    }

    [Fact]
    public void APlaceAtItsWorst_IsExpectedToFallBack()
    {
        var panel = Panel(new Random(5), 300, 6);
        var usual = new PlaceCounts([4, 4, 4, 4, 4, 4], 24);
        var worst = new PlaceCounts([4, 4, 4, 4, 4, 16], 24);
        var forecast = PanelForecast.Learn(panel)!;
        var (steady, high) = (forecast.Test(usual).Expected, forecast.Test(worst).Expected);
        Assert.InRange(high, steady, steady * 36 / 24);
    }

    [Fact]
    public void WhatIsCommonToAllPlaces_IsNobodysChange()
    {
        var random = new Random(6);
        var halved = Panel(random, 150, 12).Select(p => p with { After = p.After / 2 }).ToList();
        var own = new PlaceCounts([.. Enumerable.Repeat(20, 12)], 120);
        Assert.True(PanelForecast.Learn(halved)!.Test(own).PValue > 0.2);
    }

    [Fact]
    public void TheSmallestFall_IsLargerInSmallPlaces_AndNeverLessThanWhatDriftHides()
    {
        var forecast = PanelForecast.Learn(Panel(new Random(7), 200, 6))!;
        var (small, large) = (forecast.Test(new([2, 2, 2, 2, 2, 2], 12)), forecast.Test(new([200, 200, 200, 200, 200, 200], 1200)));
        Assert.InRange(small.SmallestFall, large.SmallestFall, 1);
        Assert.InRange(large.SmallestFall, 0.3, 0.7);
    }

    [Fact]
    public void ASmallPlace_MustStrayFartherThanALargeOne_AndTheRangesSayWhatTheWeightedPSays()
    {
        var forecast = PanelForecast.Learn(Panel(new Random(11), 300, 6))!;
        var large = forecast.Test(new([80, 80, 80, 80, 80, 80], 300));
        Assert.Equal(large.PValue, large.WeightedPValue);
        foreach (var after in Enumerable.Range(0, 60))
        {
            var small = forecast.Test(new([1, 1, 1, 1, 1, 1], after), 0.955);
            Assert.True(small.WeightedPValue > Math.Min(0.999, small.PValue));
            Assert.Equal(small.WeightedPValue < 0.045, small.RatioInterval.Low > 1 || small.RatioInterval.High < 1);
        }
    }

    [Fact]
    public void AFewPlacesThatStrayFar_DoNotWidenWhatIsExpectedOfTheOthers()
    {
        var panel = Panel(new Random(12), 200, 6);
        var wild = panel.Select((p, i) => i % 25 == 0 ? p with { After = p.After * 6 } : p).ToList();
        var own = new PlaceCounts([20, 20, 20, 20, 20, 20], 120);
        var (calm, among) = (PanelForecast.Learn(panel)!.Test(own), PanelForecast.Learn(wild)!.Test(own));
        Assert.InRange(among.SmallestFall, calm.SmallestFall, calm.SmallestFall + 0.12);
    }

    [Fact]
    public void TooFewPlaces_OrAllAlike_TeachNothing()
    {
        Assert.Null(PanelForecast.Learn([.. Panel(new Random(8), 18, 6)]));
        Assert.Null(PanelForecast.Learn([]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void NoCount_GivesWhatIsNotANumber(int after)
    {
        foreach (
            var panel in new[]
            {
                Enumerable.Repeat(new PlaceCounts([0, 0, 0], 0), 30).ToList(),
                [.. Enumerable.Range(0, 30).Select(i => new PlaceCounts([i % 2, 0, 0], i % 3))],
                Panel(new Random(9), 45, 3),
            }
        )
        {
            foreach (var before in new int[][] { [0, 0, 0], [0, 0, 1], [500, 500, 500] })
            {
                if (PanelForecast.Learn(panel)?.Test(new(before, after)) is { } test)
                {
                    Assert.All(
                        [
                            test.Expected,
                            test.ExpectedRange.Low,
                            test.ExpectedRange.High,
                            test.Ratio,
                            test.RatioInterval.Low,
                            test.RatioInterval.High,
                            test.Z,
                            test.PValue,
                            test.SmallestFall,
                        ],
                        value => Assert.True(double.IsFinite(value))
                    );
                    Assert.InRange(test.PValue, 0, 1);
                }
            }
        }
    }

    [Fact]
    public void PlacesOverDifferentMonths_AreRefused()
    {
        var panel = Panel(new Random(10), 30, 6);
        Assert.Throws<ArgumentException>(() => PanelForecast.Learn([.. panel, new PlaceCounts([1, 2], 3)]));
        Assert.Throws<ArgumentException>(() => PanelForecast.Learn([.. panel, new PlaceCounts([1, 2, 3, 4, 5, -1], 3)]));
        Assert.Throws<ArgumentException>(() => PanelForecast.Learn(panel)!.Test(new([1, 2], 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelForecast.Learn(panel)!.Test(panel[0], 1));
    }

    // Independent draws: R: binom::binom.wilson(20, 400) gives 0.03262 to 0.07592.
    [Fact]
    public void AShareOfIndependentDraws_HasWilsonsInterval_AndOfDrawsThatHangTogetherAWiderOne()
    {
        var alone = FlaggedShare.Of([.. Enumerable.Range(0, 400).Select(i => ($"{i}", i < 20))]);
        Assert.Equal((400, 20, 0.05), (alone.Draws, alone.Flagged, alone.Share));
        Assert.Equal(0.03262, alone.Low, 1e-4);
        Assert.Equal(0.07592, alone.High, 1e-4);
        var together = FlaggedShare.Of([.. Enumerable.Range(0, 400).Select(i => ($"{i / 4}", i < 20))]);
        Assert.True(together.Low < alone.Low && together.High > alone.High);
        Assert.Equal(
            (0, 0.0, 0.0, 1.0),
            (FlaggedShare.Of([]).Flagged, FlaggedShare.Of([]).Share, FlaggedShare.Of([]).Low, FlaggedShare.Of([]).High)
        );
        Assert.Equal(0, FlaggedShare.Of([("a", false), ("b", false)]).Low);
    }

    [Fact]
    public void ThePlainComparison_TakesPlacesWithinAFactorOfTwo()
    {
        var own = new PlaceCounts([10, 10], 20);
        Assert.Equal(
            [20L, 80L],
            PlainTest
                .Like(own, [new([5, 5], 10), new([4, 4], 11), new([20, 20], 40), new([20, 20], 41)])
                .Select(p => p.TotalBefore + p.After)
        );
        Assert.Null(PlainTest.Compare(own, []));
    }

    private static List<PlaceCounts> Panel(Random random, int places, int months)
    {
        var level = new LogNormal(Math.Log(8), 0.8, random);
        var drift = new Normal(0, 0.25, random);
        return
        [
            .. Enumerable
                .Range(0, places)
                .Select(_ =>
                {
                    var (a_month, later) = (level.Sample(), Math.Exp(drift.Sample()));
                    return new PlaceCounts(
                        [.. Enumerable.Range(0, months).Select(_ => Poisson.Sample(random, a_month))],
                        Poisson.Sample(random, a_month * months * later)
                    );
                }),
        ];
    }
}
