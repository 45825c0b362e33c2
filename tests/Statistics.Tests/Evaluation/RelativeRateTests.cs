using Wardwise.Statistics.Evaluation;

namespace Wardwise.Statistics.Tests;

public sealed class RelativeRateTests
{
    // A. Wheeler prints 0.6545455 and -0.4238142; R: glm(n ~ area * period, poisson). Oracle 02 rirr_wheeler.
    [Fact]
    public void TheRatio_IsThePublishedOne()
    {
        var found = RelativeRate.Compare(new(50, 30, 60, 55));
        Known.Near(1.527777777778, found.EffectSize);
        Known.Near(0.6545454545455, found.Ratio);
        Known.Near(-0.4238142467764, found.LogRatio);
        Known.Near(0.08818181818182, found.Variance);
        Known.Near(0.2969542358375, found.StandardError);
        Known.Near(-1.427203911004, found.Z);
        Known.Near(0.1535211275214, found.PValue);
        Known.Near(0.3657395342162, 1.171406730706, found.RatioInterval);
        Known.Near(0.8536744529352, 2.734186234865, found.EffectSizeInterval);
        Known.Near(45.833333333333, found.Expected);
        Known.Near(15.833333333333, found.Prevented);
        Known.Near(-7.856141824019, 29.070271348423, found.PreventedInterval);
        Known.Near(-40, found.AreaPercentChange);
        Known.Near(-8.333333333333, found.ComparisonPercentChange);
        Known.Near(-34.545454545455, found.NetPercentChange);
        Assert.False(found.ZeroCell);
    }

    // Oracle 02 rirr_207_110_308_318_phi2 and rirr_120_90_400_380_phi2.5; its variance is the one before phi.
    [Theory]
    [InlineData(
        207,
        110,
        308,
        318,
        2,
        1.942916174734,
        0.5146902439765,
        -0.6641900272796,
        0.02031323430011,
        -3.295245788725,
        0.0009833562937894,
        0.3467190302325,
        0.7640366525801,
        1.308837732618,
        2.884179732879,
        213.720779220779,
        103.720779220779,
        50.430270478131,
        139.61971790882,
        3.246753246753
    )]
    [InlineData(
        120,
        90,
        400,
        380,
        2.5,
        1.266666666667,
        0.7894736842105,
        -0.2363887780642,
        0.02457602339181,
        -0.9536764218393,
        0.34024745868,
        0.4856791234109,
        1.283293162127,
        0.7792451713392,
        2.058972584568,
        114,
        24,
        -32.295420482459,
        58.632579931159,
        -5
    )]
    public void Overdispersion_WidensAndMovesNothing(
        long t0,
        long t1,
        long c0,
        long c1,
        double phi,
        double res,
        double ratio,
        double log,
        double variance,
        double z,
        double p,
        double low,
        double high,
        double resLow,
        double resHigh,
        double expected,
        double prevented,
        double preventedLow,
        double preventedHigh,
        double comparison
    )
    {
        var found = RelativeRate.Compare(new(t0, t1, c0, c1), phi);
        Known.Near(res, found.EffectSize);
        Known.Near(ratio, found.Ratio);
        Known.Near(log, found.LogRatio);
        var plain = RelativeRate.Compare(new(t0, t1, c0, c1));
        Known.Near(variance, plain.Variance);
        Known.Near(phi * variance, found.Variance);
        Known.Near(z, found.Z);
        Known.Near(p, found.PValue);
        Known.Near(low, high, found.RatioInterval);
        Known.Near(resLow, resHigh, found.EffectSizeInterval);
        Known.Near(expected, found.Expected);
        Known.Near(prevented, found.Prevented);
        Known.Near(preventedLow, preventedHigh, found.PreventedInterval);
        Known.Near(comparison, found.ComparisonPercentChange);
        Known.Near(100 * (ratio - 1), found.NetPercentChange, 1e-7);
        Known.Near(Math.Sqrt(phi * variance), found.StandardError, 1e-7);
    }

    // R: coef(summary(glm(y ~ a * p, poisson)))["a:p", ] and exp(b +/- qnorm(.975) se)
    [Theory]
    [InlineData(5, 2, 7, 9, -1.167605160155, 0.9767129844372, -1.195443470866, 0.231913809978, 0.04587075858087, 2.11006153923)]
    [InlineData(
        1000,
        800,
        40000,
        41000,
        -0.2478361639046,
        0.04795195766496,
        -5.168426399526,
        2.360732202239e-07,
        0.7104758842836,
        0.857398860452
    )]
    [InlineData(300, 450, 1000, 900, 0.510825623766, 0.08755950357709, 5.834039743227, 5.410122590929e-09, 1.403841138873, 1.97869808831)]
    public void TheRatio_IsTheInteractionOfAPoissonRegression(
        long t0,
        long t1,
        long c0,
        long c1,
        double log,
        double error,
        double z,
        double p,
        double low,
        double high
    )
    {
        var found = RelativeRate.Compare(new(t0, t1, c0, c1));
        Known.Near(log, found.LogRatio);
        Known.Near(error, found.StandardError);
        Known.Near(z, found.Z);
        Known.Near(p, found.PValue);
        Known.Near(low, high, found.RatioInterval);
    }

    // R: the same regression on 12.5, 0.5, 30.5, 25.5.
    [Fact]
    public void AZeroCell_AddsAHalfToAllFour()
    {
        var found = RelativeRate.Compare(new(12, 0, 30, 25));
        Known.Near(-3.039827593419, found.LogRatio);
        Known.Near(1.466970542145, found.StandardError);
        Known.Near(0.002698559889828, 0.8482175218787, found.RatioInterval);
        Assert.True(found.ZeroCell);
        Assert.Equal(-100, found.AreaPercentChange.Value);
    }

    // Oracle 02 rirr_unequal_periods.
    [Fact]
    public void LengthsOfTime_CancelInTheRatio_AndNotInThePlaceAlone()
    {
        var found = RelativeRate.Compare(new(40, 12, 100, 60), timeBefore: 12, timeAfter: 6);
        Known.Near(.5, found.Ratio);
        Known.Near(.5, RelativeRate.Compare(new(40, 12, 100, 60)).Ratio);
        Known.Near(-40, found.AreaPercentChange);
        var place = Rates.Compare(40, 12, 12, 6);
        Known.Near(12 / 6.0 / (40 / 12.0), place.Ratio);
        Known.Near(.6, place.Ratio);
    }

    // Recalled from the reviews: Burnley 1.27, Doncaster 1.42 are relative effect sizes, above 1 for a fall.
    [Fact]
    public void TheEffectSizeOfReviews_IsTheReciprocal()
    {
        var found = RelativeRate.Compare(new(120, 90, 400, 380));
        Known.Near(1, found.Ratio.Value!.Value * found.EffectSize.Value!.Value, 1e-15);
        Known.Near(1.27, found.EffectSize, .005);
    }

    [Fact]
    public void Drift_AddsToTheVariance()
    {
        var found = RelativeRate.Compare(new(50, 30, 60, 55), drift: .25);
        Known.Near(0.08818181818182 + .0625, found.Variance);
        Known.Near(-0.4238142467764, found.LogRatio);
    }

    [Theory]
    [InlineData(0, 0, 5, 6, "place")]
    [InlineData(5, 6, 0, 0, "comparison")]
    public void NoneAtAll_HasNoRatio_AndSaysWhere(long t0, long t1, long c0, long c1, string words)
    {
        var found = RelativeRate.Compare(new(t0, t1, c0, c1));
        Known.None(found.Ratio, words);
        Known.None(found.PreventedInterval.Low, words);
        Assert.False(RelativeRate.TryLog(new(t0, t1, c0, c1), out _, out _));
    }

    [Theory]
    [InlineData(.9)]
    [InlineData(double.NaN)]
    public void APhiUnderOne_Throws(double phi) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RelativeRate.Compare(new(5, 5, 5, 5), phi));

    [Fact]
    public void NoCounts_EverGiveNaNOrInfinity()
    {
        long[] counts = [0, 1, 2, 7, 3_000_000_000];
        foreach (var t0 in counts)
        {
            foreach (var t1 in counts)
            {
                foreach (var c0 in counts)
                {
                    foreach (var c1 in counts)
                    {
                        foreach (var phi in new[] { 1, 40, 1e12 })
                        {
                            var found = RelativeRate.Compare(new(t0, t1, c0, c1), phi);
                            Known.Sound(
                                found.Ratio,
                                found.EffectSize,
                                found.LogRatio,
                                found.Variance,
                                found.StandardError,
                                found.Z,
                                found.PValue,
                                found.Expected,
                                found.Prevented,
                                found.AreaPercentChange,
                                found.ComparisonPercentChange,
                                found.NetPercentChange
                            );
                            Known.Sound(found.RatioInterval);
                            Known.Sound(found.EffectSizeInterval);
                            Known.Sound(found.PreventedInterval);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void TheRatio_TurnsOver_WhenPlaceAndComparisonChangePlaces()
    {
        for (var a = 0; a < 6; a++)
        {
            for (var b = 1; b < 6; b++)
            {
                var one = RelativeRate.Compare(new(a, b, 4, 3));
                var other = RelativeRate.Compare(new(4, 3, a, b));
                Known.Near(-one.LogRatio.Value!.Value, other.LogRatio, 1e-12);
                Known.Near(one.PValue.Value!.Value, other.PValue, 1e-12);
            }
        }
    }

    [Fact]
    public void MoreAfter_IsAHigherRatio_AndLessPrevented()
    {
        for (var after = 1; after < 40; after++)
        {
            var less = RelativeRate.Compare(new(20, after, 50, 45));
            var more = RelativeRate.Compare(new(20, after + 1, 50, 45));
            Assert.True(more.Ratio.Value > less.Ratio.Value);
            Assert.True(more.Prevented.Value < less.Prevented.Value);
        }
    }
}
