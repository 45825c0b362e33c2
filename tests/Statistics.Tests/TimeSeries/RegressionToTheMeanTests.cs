using Wardwise.Statistics.TimeSeries;

namespace Wardwise.Statistics.Tests;

public sealed class RegressionToTheMeanTests
{
    // R: h = dnorm(z) / pnorm(z, lower = FALSE); sd (1 - rho) h. Oracle 04 for the first two.
    [Theory]
    [InlineData(60, 15, .7, 80, 1.333333333333, 86.972023042053, 8.091606912616, 78.880416129437, 9.303689427465)]
    [InlineData(10, 4, .6, 15, 1.25, 16.915266509324, 2.76610660373, 14.149159905595, 16.352722566948)]
    [InlineData(20, 6, .5, 20, 0, 24.78730736482, 2.393653682409, 22.39365368241, 9.65677169843)]
    [InlineData(20, 6, .5, 14, -1, 21.72559982564, 0.8627999128175, 20.86279991282, 3.971351399925)]
    [InlineData(50, 10, .8, 150, 10, 150.9809323396, 20.19618646793, 130.7847458717, 13.37664707388)]
    public void AboveCut_GivesWhatRGives(
        double mean,
        double deviation,
        double correlation,
        double cut,
        double z,
        double first,
        double fall,
        double second,
        double percent
    )
    {
        var found = RegressionToTheMean.AboveCut(mean, deviation, correlation, cut);
        Known.Near(z, found.Z);
        Known.Near(first, found.ExpectedFirst);
        Known.Near(fall, found.Fall);
        Known.Near(second, found.ExpectedSecond);
        Known.Near(percent, found.FallPercent);
    }

    // Methods, section 4: a chance fall of 8.09.
    [Fact]
    public void TheHigherTheCut_TheLargerTheChanceFall_HoweverHigh()
    {
        double last = 0;
        for (var cut = 0.0; cut < 2000; cut += 13)
        {
            var fall = RegressionToTheMean.AboveCut(60, 15, .7, cut).Fall.Value!.Value;
            Assert.True(fall >= last);
            last = fall;
        }

        Known.Near(8.09, RegressionToTheMean.AboveCut(60, 15, .7, 80).Fall, .005);
        Known.Near(0, RegressionToTheMean.AboveCut(60, 15, 1, 80).Fall);
        Known.None(RegressionToTheMean.AboveCut(-60, 1, .5, -60).FallPercent, "not above 0");
    }

    // Hauer 1997; oracle 04 eb_12_4_2 and eb_before_after.
    [Theory]
    [InlineData(12, 4, 2, 0.3333333333333, 9.333333333333, 6.222222222222)]
    [InlineData(20, 8, 3, 0.2727272727273, 16.727272727273, 12.1652892562)]
    [InlineData(0, 4, 1, .2, .8, .64)]
    public void Shrink_IsThePosteriorMeanOfAGamma(long before, double mean, double size, double weight, double expected, double variance)
    {
        var found = RegressionToTheMean.Shrink(before, mean, size);
        Known.Near(weight, found.WeightOnAverage);
        Known.Near(expected, found.Expected);
        Known.Near(variance, found.Variance);
        Known.Near((size + before) / ((size / mean) + 1), found.Expected);
    }

    // R, from Hauer's formulas; the ratio of the first is oracle 04 eb_before_after.
    [Theory]
    [InlineData(20, 11, 8, 3, 1, 0.6302083333333, 0.2214011813497, 0.3072155437313, 1.292781408711)]
    [InlineData(0, 2, 4, 1, 1, 1.25, 0.7654655446197, 0.1133457625082, 13.78525288837)]
    [InlineData(30, 12, 10, 2.5, .5, 0.8955223880597, 0.2934693185485, 0.4619005438771, 1.736218669033)]
    public void Correct_GivesHauersTheta(
        long before,
        long after,
        double mean,
        double size,
        double times,
        double ratio,
        double error,
        double low,
        double high
    )
    {
        var found = RegressionToTheMean.Correct(before, after, mean, size, times);
        Known.Near(ratio, found.Ratio);
        Known.Near(100 * (ratio - 1), found.PercentChange);
        Known.Near(error, found.StandardError);
        Known.Near(low, high, found.RatioInterval);
    }

    // The sergeant's sentence: 20 drifts back to about 17, so the drop to 11 is worth about 37%, not 45%.
    [Fact]
    public void NaiveAndCorrected_StandTogether()
    {
        var found = RegressionToTheMean.Correct(20, 11, 8, 3);
        Known.Near(.55, found.NaiveRatio);
        Known.Near(-45, found.NaivePercentChange);
        Known.Near(-36.979166666667, found.PercentChange);
        Assert.Equal(17, Math.Round(found.Before.Expected));
    }

    [Fact]
    public void NoneBeforeOrAfter_SayWhy()
    {
        Known.None(RegressionToTheMean.Correct(0, 3, 8, 3).NaiveRatio, "none before");
        var none = RegressionToTheMean.Correct(5, 0, 8, 3);
        Assert.Equal(0, none.Ratio.Value);
        Known.None(none.RatioInterval.High, "none after");
    }

    [Fact]
    public void ACountIsDrawnTowardsTheMean_NeverPastIt()
    {
        for (var before = 0; before < 30; before++)
        {
            foreach (var size in new[] { .1, 1, 10, 1e6 })
            {
                var found = RegressionToTheMean.Shrink(before, 8, size);
                Assert.InRange(found.Expected, Math.Min(before, 8) - 1e-9, Math.Max(before, 8) + 1e-9);
                var change = RegressionToTheMean.Correct(before, before / 2, 8, size);
                Known.Sound(change.Ratio, change.PercentChange, change.StandardError, change.NaiveRatio);
                Known.Sound(change.RatioInterval);
            }
        }
    }

    [Fact]
    public void Misuse_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionToTheMean.AboveCut(1, 0, .5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionToTheMean.AboveCut(1, 1, 1.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionToTheMean.Shrink(1, 0, 1));
    }
}
