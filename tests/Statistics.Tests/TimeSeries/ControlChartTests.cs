using Wardwise.Statistics.TimeSeries;

namespace Wardwise.Statistics.Tests;

public sealed class ControlChartTests
{
    // NIST/SEMATECH e-Handbook 6.3.3.1: mean 16, limits 28 and 4. The third count is 28, on the limit, and no signal.
    [Fact]
    public void CChart_IsThatOfTheHandbook()
    {
        var chart = ControlLimits.CChart([
            16,
            14,
            28,
            16,
            12,
            20,
            10,
            12,
            10,
            17,
            19,
            17,
            14,
            16,
            15,
            13,
            14,
            16,
            11,
            20,
            11,
            19,
            16,
            31,
            13,
        ])!;
        Known.Near(16, chart.Center);
        Known.Near(28, chart.Upper);
        Known.Near(4, chart.Lower);
        Assert.Equal([23], chart.Signals);
    }

    [Fact]
    public void CChart_OfNothing_IsNothing()
    {
        Assert.Null(ControlLimits.CChart([]));
        Assert.Empty(ControlLimits.CChart([0, 0, 0])!.Signals);
    }

    // R: qpois(.99865, mu), qpois(.00135, mu), ppois(u, mu, lower = FALSE); oracle 04 for 4 and 16.
    [Theory]
    [InlineData(4, 0, 11, 0.00091522914727, 10, 0.002839766120514)]
    [InlineData(16, 5, 29, 0.001131195357155, 28, 0.002188570182821)]
    [InlineData(.5, 0, 4, 0.0001721156299558, 2, 0.01438767796697)]
    [InlineData(2, 0, 7, 0.001096718967859, 6, 0.004533805526249)]
    [InlineData(9, 2, 19, 0.001055953684359, 18, 0.002426402187981)]
    [InlineData(50, 30, 72, 0.001343276120151, 71, 0.002010267676679)]
    [InlineData(200, 159, 244, 0.001140482128243, 242, 0.001757898756436)]
    public void ProbabilityLimits_GiveWhatRGives(double mean, long lower, long upper, double above, long sigma, double aboveSigma)
    {
        var limits = ControlLimits.Probability(mean);
        Assert.Equal(lower, limits.Lower);
        Assert.Equal(upper, limits.Upper);
        Known.Near(above, limits.ChanceAbove);
        Assert.Equal(sigma, limits.ThreeSigmaUpper);
        Known.Near(aboveSigma, limits.ChanceAboveThreeSigma);
    }

    // The trap, section 4: at a mean of 2 three sigma fires 3.4 times as often as intended.
    [Fact]
    public void ThreeSigma_AlarmsTooOftenForSmallMeans() =>
        Known.Near(3.4, ControlLimits.Probability(2).ChanceAboveThreeSigma / ControlLimits.ThreeSigmaTail, .05);

    [Fact]
    public void LimitsHoldWhatTheySay_ForEveryMean()
    {
        long last = 0;
        for (var mean = 0.0; mean < 40; mean += .37)
        {
            var limits = ControlLimits.Probability(mean);
            Assert.True(limits.ChanceAbove <= ControlLimits.ThreeSigmaTail && limits.ChanceBelow <= ControlLimits.ThreeSigmaTail);
            Assert.True(limits.Upper >= last);
            last = limits.Upper;
        }
    }

    // R: 1 - ppois(x - 1, mu), less half of dpois(x, mu); oracle 04. Nine against four: once in 47 months (methods, section 4).
    [Theory]
    [InlineData(6, 2, 0.01656360848061, 0.01054870700343)]
    [InlineData(3, .5, 0.01438767796697, 0.008069650261631)]
    [InlineData(9, 4, 0.02136343448798, 0.01474783864246)]
    public void Exceedance_GivesWhatRGives(long observed, double expected, double p, double mid)
    {
        var found = ControlLimits.Exceedance(observed, expected);
        Known.Near(p, found.PValue);
        Known.Near(mid, found.MidPValue);
    }

    [Fact]
    public void NineAgainstFour_IsOnceInFortySevenMonths() =>
        Assert.Equal(47, Math.Round(ControlLimits.Exceedance(9, 4).OnceIn.Value!.Value));

    [Fact]
    public void AnyCountAgainstNoneExpected_SaysThatLuckNeverDoesIt()
    {
        Known.None(ControlLimits.Exceedance(1, 0).OnceIn, "never");
        Assert.Equal(1, ControlLimits.Exceedance(0, 0).PValue);
    }

    [Fact]
    public void ARun_OfEightOnOneSide_SkipsTies()
    {
        Assert.Equal([7, 8], ControlLimits.Runs([6, 6, 7, 8, 6, 9, 6, 7, 8, 1], 5));
        Assert.Equal([8], ControlLimits.Runs([6, 6, 7, 8, 5, 6, 9, 6, 7], 5));
        Assert.Empty(ControlLimits.Runs([6, 6, 7, 8, 4, 6, 9, 6, 7], 5));
        Assert.Empty(ControlLimits.Runs([]));
        Assert.Equal([7, 15], ControlLimits.Runs([1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9]));
    }

    // NIST/SEMATECH e-Handbook 6.3.2.3: the last high sum 19.04, the first signal at 14.
    [Fact]
    public void Cusum_IsThatOfTheHandbook()
    {
        var found = Cusum.Tabular(
            [
                324.925,
                324.675,
                324.725,
                324.35,
                325.35,
                325.225,
                324.125,
                324.525,
                325.225,
                324.6,
                324.625,
                325.15,
                328.325,
                327.25,
                327.825,
                328.5,
                326.675,
                327.775,
                326.875,
                328.35,
            ],
            325,
            .3175,
            4.1959
        );
        Known.Near([0, 0, 0, 0, 0.0325, 0, 0, 0, 0, 0, 0, 0, 3.0075, 4.94, 7.4475, 10.63, 11.9875, 14.445, 16.0025, 19.035], found.High);
        Known.Near([0, 0.0075, 0, 0.3325, 0, 0, 0.5575, 0.715, 0.1725, 0.255, 0.3125, 0, 0, 0, 0, 0, 0, 0, 0, 0], found.Low);
        Assert.Equal(13, found.FirstSignal);
    }

    // Montgomery & Runger, Applied Statistics, table 16-8.
    [Fact]
    public void Cusum_IsThatOfTheTextbook()
    {
        var found = Cusum.Tabular(
            [102, 94.8, 98.3, 98.4, 102, 98.5, 99, 97.7, 100, 98.1, 101.3, 98.7, 101.1, 98.4, 97, 96.7, 100.3, 101.4, 97.2, 101],
            99,
            1,
            10
        );
        Known.Near([2, 0, 0, 0, 2, .5, 0, 0, 0, 0, 1.3, 0, 1.1, 0, 0, 0, .3, 1.7, 0, 1], found.High);
        Known.Near([0, 3.2, 2.9, 2.5, 0, 0, 0, .3, 0, 0, 0, 0, 0, 0, 1, 2.3, 0, 0, .8, 0], found.Low);
        Assert.Null(found.FirstSignal);
    }

    // By hand: target 100, slack 3, limit 12, sums begun at 6 (Lucas & Crosier 1982).
    [Fact]
    public void AFastStart_BeginsAtHalfTheLimit()
    {
        var found = Cusum.Tabular([102, 97, 104, 93, 100, 105, 96, 98, 105, 99], 100, 3, 12, fastStart: true);
        Known.Near([5, 0, 1, 0, 0, 2, 0, 0, 2, 0], found.High);
        Known.Near([1, 1, 0, 4, 1, 0, 1, 0, 0, 0], found.Low);
        Assert.Equal(0, Cusum.Tabular([110], 100, 3, 12, fastStart: true).FirstSignal);
        Assert.Null(Cusum.Tabular([110], 100, 3, 12).FirstSignal);
        Assert.Equal([4.5, 4], PoissonCusum.Chart([6, 5], 5.5, 8, fastStart: true).High);
    }

    // NIST/SEMATECH e-Handbook 6.3.2.4: limits 52.5884 and 47.4115, the last value 51.99.
    [Fact]
    public void Ewma_IsThatOfTheHandbook()
    {
        var found = Cusum.Ewma(
            [52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1],
            50,
            2.0539 * 2.0539
        );
        Known.Near(52.5884, found.Upper, 2e-4);
        Known.Near(47.4115, found.Lower, 2e-4);
        Known.Near(
            [
                50.60,
                49.52,
                50.56,
                50.18,
                50.16,
                49.21,
                49.75,
                49.85,
                50.26,
                50.33,
                50.11,
                49.36,
                49.52,
                50.05,
                49.38,
                49.92,
                50.73,
                51.23,
                51.94,
                51.99,
            ],
            found.Smoothed,
            .0051
        );
        Assert.Empty(found.Signals);
    }

    // R: surveillance::arlCusum(h, k, theta, distr = "poisson")$ARL and $FIR.ARL; oracle 04 for the first two.
    [Theory]
    [InlineData(8, 5.5, 4, 608.5215095083, 588.6251019344)]
    [InlineData(8, 5.5, 7, 5.868235267464, 3.806961208096)]
    [InlineData(5, 3, 2, 188.4913855145, 181.4496380363)]
    [InlineData(5, 3, 4, 5.202051326385, 3.842594840335)]
    [InlineData(6.5, 2.5, 1.5, 2186.956768798, 2154.804335355)]
    [InlineData(4, 1.5, 1, 121.95231614, 112.1861829953)]
    [InlineData(10, 6.2, 5, 392.9205489577, 374.0224374427)]
    [InlineData(3.3, 2.1, 1.2, 178.868475134, 168.7832087883)]
    [InlineData(12, 20.5, 18, 110.140288802, 102.0668148061)]
    public void AverageRunLength_GivesWhatRGives(double limit, double reference, double mean, double run, double fast)
    {
        Known.Near(run, PoissonCusum.AverageRunLength(mean, reference, limit));
        Known.Near(fast, PoissonCusum.AverageRunLength(mean, reference, limit, fastStart: true));
    }

    // R: the first h in steps of a half with an ARL of 40 or more is 4 (34.3 at 3.5, 51.7 at 4); 608 at 8.
    [Theory]
    [InlineData(40, 4)]
    [InlineData(600, 8)]
    [InlineData(17, 2.5)]
    public void LimitFor_IsTheSmallestWithSoFewFalseAlarms(double months, double limit) =>
        Known.Near(limit, PoissonCusum.LimitFor(4, 5.5, months));

    // (7-4)/ln(7/4) and 1/ln 2.
    [Theory]
    [InlineData(4, 7, 5.360820878674)]
    [InlineData(1, 2, 1.442695040889)]
    public void Reference_LiesBetweenTheMeans(double usual, double raised, double k) =>
        Known.Near(k, PoissonCusum.Reference(usual, raised));

    [Fact]
    public void ThePoissonCusum_SignalsAtItsLimit()
    {
        var found = PoissonCusum.Chart([4, 7, 9, 12, 2], 5.5, 11.5);
        Known.Near([0, 1.5, 5, 11.5, 8], found.High);
        Assert.Equal(3, found.FirstSignal);
    }

    [Fact]
    public void WhatTheStepsCannotTell_SaysWhy()
    {
        Known.None(PoissonCusum.AverageRunLength(.01, .03, 2), "longer periods");
        Known.None(PoissonCusum.AverageRunLength(.1, 2, 40), "never");
        Known.None(PoissonCusum.LimitFor(20, 20.1, 5000), "larger rise");
    }

    [Fact]
    public void ALongerLimit_MeansFewerAlarms_WhateverTheMean()
    {
        foreach (var mean in new[] { .2, 1, 3.7 })
        {
            double last = 0;
            for (var limit = .5; limit < 8; limit += .5)
            {
                var run = PoissonCusum.AverageRunLength(mean, mean + .9, limit);
                Known.Sound(run);
                Assert.True((run.Value ?? double.MaxValue) > last);
                last = run.Value ?? last;
            }
        }
    }

    // R: p.adjust(p, "BH"); the second is the diet study of McDonald's handbook.
    [Fact]
    public void BenjaminiHochberg_GivesWhatRGives()
    {
        Known.Near([.03, .06, .06, .03, .5, .24], FalseAlarms.BenjaminiHochberg([.01, .04, .03, .005, .5, .2]));
        Known.Near(
            [.025, .1, .21, .21, .21, .25, 0.2642857142857, 0.4910714285714],
            FalseAlarms.BenjaminiHochberg([
                .001,
                .008,
                .039,
                .041,
                .042,
                .06,
                .074,
                .205,
                .212,
                .216,
                .222,
                .251,
                .269,
                .275,
                .34,
                .341,
                .384,
                .569,
                .594,
                .696,
                .762,
                .94,
                .942,
                .975,
                .986,
            ])[..8]
        );
        Assert.Empty(FalseAlarms.BenjaminiHochberg([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarms.BenjaminiHochberg([1.1]));
    }

    [Fact]
    public void FalseAlarms_MultiplyWithWhatIsWatched() => Known.Near(100 * 5 * 12 * .00135, FalseAlarms.Expected(100, 5, 12, .00135));

    [Fact]
    public void Misuse_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlLimits.Probability(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cusum.Tabular([1], 0, -1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cusum.Ewma([1], 0, 1, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonCusum.Reference(4, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonCusum.AverageRunLength(4, 5, 101));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarms.Expected(-1, 1, 1, .5));
    }
}
