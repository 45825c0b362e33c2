namespace Wardwise.Statistics.Tests;

public sealed class RatesTests
{
    // R: poisson.test(c(after, before), c(t_after, t_before)); its two-sided p is the minimum-likelihood one.
    [Theory]
    [InlineData(
        50,
        30,
        12,
        12,
        0.6,
        -40,
        0.3683506487305,
        0.962149217066,
        0.03299261842648,
        0.3815703973879,
        0.9434694160356,
        -0.510825623766,
        0.2309401076759
    )]
    [InlineData(
        40,
        12,
        12,
        6,
        0.6,
        -40,
        0.2865403346426,
        1.16657501047,
        0.1409454421359,
        0.3147650641691,
        1.143710153953,
        -0.510825623766,
        0.3291402943022
    )]
    [InlineData(
        207,
        110,
        1,
        1,
        0.5314009661836,
        -46.859903381643,
        0.4177815583049,
        0.6728667012753,
        5.539228869716e-08,
        0.4216852357785,
        0.6696629687295,
        -0.632238427473,
        0.1179907918666
    )]
    public void Compare_GivesWhatRGives(
        long before,
        long after,
        double timeBefore,
        double timeAfter,
        double ratio,
        double percent,
        double low,
        double high,
        double p,
        double waldLow,
        double waldHigh,
        double log,
        double error
    )
    {
        var found = Rates.Compare(before, after, timeBefore, timeAfter);
        Close(ratio, found.Ratio);
        Close(percent, found.PercentChange);
        Close(low, found.Exact.Low);
        Close(high, found.Exact.High);
        Close(p, found.PValue);
        Close(waldLow, found.Wald.Low);
        Close(waldHigh, found.Wald.High);
        Close(log, found.LogRatio);
        Close(error, found.StandardError);
    }

    // R: qchisq(.025, 2k)/2, qchisq(.975, 2k+2)/2
    [Theory]
    [InlineData(0, 0, 3.688879454114)]
    [InlineData(3, 0.6186721228956, 8.767273069742)]
    [InlineData(25, 16.178681847829, 36.90493169753)]
    public void PoissonInterval_GivesWhatRGives(long count, double low, double high)
    {
        var interval = Rates.PoissonInterval(count);
        Close(low, interval.Low);
        Close(high, interval.High);
    }

    [Fact]
    public void PoissonInterval_WhereTheApproximationTakesOver_DoesNotJump()
    {
        var exact = Rates.PoissonInterval(50_000);
        var byar = Rates.PoissonInterval(50_001);
        Assert.InRange(byar.Low.Value!.Value - exact.Low.Value!.Value, .9, 1.1);
        Assert.InRange(byar.High.Value!.Value - exact.High.Value!.Value, .9, 1.1);
    }

    // The formula worked out elsewhere: exp(log(48/120) -+ 1.95996 sqrt(.25^2 + 1/120 + 1/48)); the last with a half added, over 12 and 6
    // months.
    [Theory]
    [InlineData(120, 48, 12, 12, 0.25, 0.22097641622886458, 0.724059167627592)]
    [InlineData(120, 48, 12, 12, 0, 0.2862131957770128, 0.5590238408317665)]
    [InlineData(0, 4, 12, 6, 0.25, 0.930370730139688, 348.24827297754064)]
    public void DriftingInterval_IsWiderByTheDrift(
        long before,
        long after,
        double timeBefore,
        double timeAfter,
        double drift,
        double low,
        double high
    )
    {
        var interval = Rates.DriftingInterval(before, after, timeBefore, timeAfter, drift);
        Assert.Equal(low, interval.Low.Value!.Value, 1e-9 * low);
        Assert.Equal(high, interval.High.Value!.Value, 1e-9 * high);
        Assert.Null(Rates.DriftingInterval(0, 0, 12, 12, drift).Low.Value);
    }

    [Theory]
    [InlineData(10, 0.5)]
    [InlineData(0.3, 0.2)]
    [InlineData(900, 0.1)]
    public void ExpectedRange_WithDrift_HoldsTheMiddleOfANegativeBinomial(double mean, double drift)
    {
        var (low, high) = Rates.ExpectedRange(mean, drift, 0.95);
        var size = 1 / (drift * drift);
        double Upto(int k) => MathNet.Numerics.SpecialFunctions.BetaRegularized(size, k + 1, size / (size + mean));
        Assert.True(Upto(low) >= 0.025 && (low == 0 || Upto(low - 1) < 0.025));
        Assert.True(Upto(high) >= 0.975 && (high == 0 || Upto(high - 1) < 0.975));
        var (lowest, highest) = Rates.ExpectedRange(mean, 0, 0.95);
        Assert.Equal(Rates.ExpectedRange(mean), (lowest, highest));
    }

    [Fact]
    public void NoneBefore_HasNoRatio_ButALowerLimit()
    {
        var found = Rates.Compare(0, 5, 12, 12);
        Assert.Null(found.Ratio.Value);
        Assert.Contains("none before", found.Ratio.Reason);
        Assert.True(found.Exact.Low.Value > 0);
        Assert.Null(found.Exact.High.Value);
        Assert.Equal(.0625, found.PValue.Value!.Value, 12);
    }

    [Fact]
    public void NoneAfter_IsAFallOfAHundredInAHundred_WithAnUpperLimit()
    {
        var found = Rates.Compare(5, 0, 12, 12);
        Assert.Equal(-100, found.PercentChange.Value);
        Assert.Equal(0, found.Exact.Low.Value);
        Assert.NotNull(found.Exact.High.Value);
        Assert.Null(found.Wald.Low.Value);
    }

    [Fact]
    public void NoneAtAll_IsUndefined_AndSaysWhy()
    {
        var found = Rates.Compare(0, 0, 12, 12);
        Assert.Null(found.PValue.Value);
        Assert.Equal("there were none before or after", found.Exact.High.Reason);
    }

    // Every pair of small counts and a few large ones: finite or null with its reason, and the interval holds the ratio.
    [Fact]
    public void Nothing_IsEverNaNOrInfinite()
    {
        long[] counts = [0, 1, 2, 5, 40, 1_000, 250_000];
        foreach (var before in counts)
        {
            foreach (var after in counts)
            {
                var found = Rates.Compare(before, after, 12, 6);
                foreach (
                    var figure in new[]
                    {
                        found.Ratio,
                        found.PercentChange,
                        found.Exact.Low,
                        found.Exact.High,
                        found.PValue,
                        found.Wald.Low,
                        found.Wald.High,
                        found.LogRatio,
                        found.StandardError,
                    }
                )
                {
                    Assert.True(figure.Value is null ? figure.Reason is not null : double.IsFinite(figure.Value.Value));
                }

                if (found.Ratio.Value is { } ratio)
                {
                    Assert.True(found.Exact.Low.Value <= ratio && (found.Exact.High.Value is null || found.Exact.High.Value >= ratio));
                }
            }
        }
    }

    private static void Close(double want, Figure got)
    {
        Assert.NotNull(got.Value);
        Assert.True(Math.Abs(got.Value.Value - want) <= Math.Max(1e-9, 1e-9 * Math.Abs(want)), $"{got.Value} is not {want}");
    }
}
