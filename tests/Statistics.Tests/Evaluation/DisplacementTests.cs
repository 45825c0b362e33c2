using Wardwise.Statistics.Evaluation;

namespace Wardwise.Statistics.Tests;

public sealed class DisplacementTests
{
    // Oracle 03: Guerette 2009 appendices B and C; the bands also printed in the methods (-0.5; 80, 130 -> -1.25; 80, 20 -> +1.5; 110 after
    // -> none).
    [Theory]
    [InlineData(
        207,
        110,
        178,
        157,
        308,
        318,
        97,
        0.3261659723924,
        -0.08421138609818,
        0.2581856883491,
        130.5,
        103.720779220779,
        26.779220779221,
        DisplacementBand.Diffusion
    )]
    [InlineData(100, 60, 80, 100, 400, 400, 40, .1, .05, -.5, 20, 40, -20, DisplacementBand.DisplacementBelowBenefit)]
    [InlineData(100, 60, 80, 60, 400, 400, 40, .1, -.05, .5, 60, 40, 20, DisplacementBand.Diffusion)]
    [InlineData(100, 110, 80, 70, 400, 400, -10, -.025, -.025, null, 0, -10, 10, DisplacementBand.NoBenefitToDisplace)]
    [InlineData(100, 60, 80, 120, 400, 400, 40, .1, .1, -1d, 0, 40, -40, DisplacementBand.DisplacementEqualsBenefit)]
    [InlineData(100, 60, 80, 130, 400, 400, 40, .1, .125, -1.25, -10, 40, -50, DisplacementBand.DisplacementAboveBenefit)]
    [InlineData(100, 60, 80, 20, 400, 400, 40, .1, -.15, 1.5, 100, 40, 60, DisplacementBand.DiffusionAboveBenefit)]
    [InlineData(100, 60, 80, 80, 400, 400, 40, .1, 0, 0d, 40, 40, 0, DisplacementBand.Neither)]
    public void TheMeasures_AreThoseOfTheGuide(
        long rb,
        long ra,
        long db,
        long da,
        long cb,
        long ca,
        double gross,
        double net,
        double buffer,
        double? quotient,
        double total,
        double direct,
        double ring,
        DisplacementBand band
    )
    {
        var found = Displacement.Measure(new(rb, ra, db, da, cb, ca));
        Known.Near(gross, found.GrossEffect);
        Known.Near(net, found.NetEffect);
        Known.Near(-net, found.Success);
        Known.Near(buffer, found.Buffer);
        Known.Near(total, found.TotalNetEffect);
        Known.Near(direct, found.DirectNetEffect);
        Known.Near(ring, found.BufferNetEffect);
        Assert.Equal(band, found.Band);
        if (quotient is { } wanted)
        {
            Known.Near(wanted, found.Quotient);
        }
        else
        {
            // Oracle 03 gives -1 as the bare quotient: it would read as "cancels".
            Known.None(found.Quotient, "no benefit to displace");
            Known.Near(-1, found.Buffer.Value!.Value / found.Success.Value!.Value);
        }
    }

    // Oracle 03 tne_se, checked there by Monte Carlo.
    [Fact]
    public void TheTotal_HasAnError()
    {
        var found = Displacement.Measure(new(207, 110, 178, 157, 308, 318));
        Known.Near(41.076613167965, found.TotalNetEffectError);
        Known.Near(49.991317583905, 211.008682416095, found.TotalNetEffectInterval);
    }

    // The trap: with success >= 0 the quotient would be -1, "cancels", and means nothing of the kind.
    [Fact]
    public void APlaceThatWentAsTheComparison_HasNoQuotient()
    {
        var found = Displacement.Measure(new(100, 100, 80, 40, 200, 200));
        Assert.Equal(DisplacementBand.NoBenefitToDisplace, found.Band);
        Assert.Null(found.Quotient.Value);
        Known.Near(40, found.TotalNetEffect);
    }

    [Theory]
    [InlineData(0, "is 0")]
    [InlineData(19, "under 20")]
    public void ASmallCell_IsNotJudged(long after, string words)
    {
        var found = Displacement.Measure(new(100, after, 80, 60, 400, 400));
        Assert.Equal(DisplacementBand.NotAssessed, found.Band);
        Known.None(found.Quotient, words);
        Known.None(found.TotalNetEffect, words);
        Known.Near(100 - after, found.GrossEffect);
        Known.Sound(found.NetEffect);
    }

    [Fact]
    public void NoCounts_EverGiveNaNOrInfinity()
    {
        long[] counts = [0, 1, 25, 4_000_000_000];
        foreach (var ra in counts)
        {
            foreach (var db in counts)
            {
                foreach (var cb in counts)
                {
                    foreach (var ca in counts)
                    {
                        var found = Displacement.Measure(new(25, ra, db, 30, cb, ca), 1);
                        Known.Sound(
                            found.GrossEffect,
                            found.NetEffect,
                            found.Success,
                            found.Buffer,
                            found.Quotient,
                            found.TotalNetEffect,
                            found.TotalNetEffectError,
                            found.DirectNetEffect,
                            found.BufferNetEffect
                        );
                        Known.Sound(found.TotalNetEffectInterval);
                    }
                }
            }
        }
    }

    // Wheeler & Ratcliffe 2018 print -118, sqrt(1568), z -2.98, -196 to -40; ptools' own test.
    [Fact]
    public void TheDifference_IsThePublishedOne()
    {
        var found = DisplacementDifference.Test(new(207, 110), new(308, 318), new(178, 157), new(150, 140));
        Known.Near(-118, found.Total);
        Known.Near(Math.Sqrt(1568), found.TotalError);
        Known.Near(39.598, found.TotalError, .0005);
        Known.Near(-2.98, found.Z, .005);
        Known.Near(-196, -40, found.TotalInterval, .5);
        Known.Near(-107, found.Local);
        Known.Near(-11, found.Displaced);
    }

    // Oracle 03 wdd_time_weights; Wheeler's blog prints -20 and sqrt(115).
    [Fact]
    public void LongerTimesBefore_AreWeighed()
    {
        var found = DisplacementDifference.Test(new(80, 20), new(100, 50), weights: new(TimeBefore: 2));
        Known.Near(-20, found.Local);
        Known.Near(10.723805294764, found.LocalError);
        Known.Near(-20, found.Total);
        Known.Near(10.723805294764, found.TotalError);
        Known.Near(-1.865009616481, found.Z);
    }

    // ptools' test "Area Weights": -99.69444444, 35.4280755, -2.813995483, -169.1321965, -30.25669241.
    [Fact]
    public void AreasOfDifferentSize_AreWeighed()
    {
        var found = DisplacementDifference.Test(
            new(207, 110),
            new(308, 318),
            new(178, 157),
            new(150, 140),
            new(Control: .9, Treated: 1.2, RingControl: 1.6, Ring: 1.5)
        );
        Known.Near(-99.69444444, found.Total, 1e-8);
        Known.Near(35.4280755, found.TotalError, 1e-7);
        Known.Near(-2.813995483, found.Z, 1e-8);
        Known.Near(-169.1321965, -30.25669241, found.TotalInterval, 1e-7);
    }

    // Oracle 03 wdd_small.
    [Fact]
    public void WithoutARing_TheDifferenceIsThatOfThePlace()
    {
        var found = DisplacementDifference.Test(new(50, 30), new(60, 55));
        Known.Near(-15, found.Local);
        Known.Near(13.964240043769, found.LocalError);
        Known.Near(0, found.Displaced);
        Known.Near(0, found.DisplacedError);
        Known.Near(-15, found.Total);
        Known.Near(-1.074172311059, found.Z);
        Known.Near(-42.369407557259, 12.369407557259, found.TotalInterval);
        Known.Near(0.2827454599328, found.PValue);
    }

    // ptools' tests: -10 in the place; -10 in the ring; -20 together.
    [Theory]
    [InlineData(10, 20, -10, 0)]
    [InlineData(20, 10, 0, -10)]
    [InlineData(10, 10, -10, -10)]
    public void PlaceAndRing_AddUp(long treatedAfter, long ringAfter, double local, double displaced)
    {
        var found = DisplacementDifference.Test(new(20, treatedAfter), new(20, 20), new(20, ringAfter), new(20, 20));
        Known.Near(local, found.Local);
        Known.Near(displaced, found.Displaced);
        Known.Near(local + displaced, found.Total);
    }

    // ptools' documentation: no counts before, 20 against 10 after; p about .068.
    [Fact]
    public void AfterOnly_IsANormalTestOfTwoCounts() => Known.Near(.068, DisplacementDifference.Test(new(0, 10), new(0, 20)).PValue, .0005);

    [Fact]
    public void NothingCounted_HasNoZ() => Known.None(DisplacementDifference.Test(default, default).Z, "nothing was counted");

    [Fact]
    public void AWeightOfNought_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DisplacementDifference.Test(new(1, 1), new(1, 1), weights: new(TimeBefore: 0)));
}
