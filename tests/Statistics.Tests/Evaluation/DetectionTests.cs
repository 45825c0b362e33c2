using Wardwise.Statistics.Evaluation;

namespace Wardwise.Statistics.Tests;

public sealed class DetectionTests
{
    // R: uniroot of -ln(1-f) - (qnorm(.975) + qnorm(power)) sqrt(tau^2 + phi (1/b + 1/(e (1-f)) + 1/c0 + 1/c1)) to 1e-13.
    [Theory]
    [InlineData(120, 120, null, null, .25, 1, .8, 0.5688168449804)]
    [InlineData(1000, 1000, null, null, .25, 1, .8, 0.5119200706452)]
    [InlineData(50, 50, 200d, 200d, 0, 1, .8, 0.5297609353203)]
    [InlineData(200, 200, 1000d, 1000d, .2, 1.5, .8, 0.5128436071434)]
    [InlineData(100, 50, null, null, 0, 1, .8, 0.4538837575386)]
    [InlineData(80, 80, null, null, 0, 1, .9, 0.4571872408943)]
    public void SmallestFall_GivesWhatRGives(
        double before,
        double expected,
        double? comparisonBefore,
        double? comparisonAfter,
        double drift,
        double phi,
        double power,
        double fall
    ) => Known.Near(fall, Detection.SmallestFall(before, expected, comparisonBefore, comparisonAfter, drift, phi, power));

    // Oracle 02 mde_50, mde_200, roots found there to 1e-5; 76% at 20 and 36% at 100 are printed in the methods.
    [Theory]
    [InlineData(50, 0.49550896738502, 1e-5)]
    [InlineData(200, 0.26215893683462, 1e-5)]
    [InlineData(20, .76, .005)]
    [InlineData(100, .36, .005)]
    public void SmallestFall_OnCountingNoise_GivesTheYardsticks(double before, double fall, double tolerance) =>
        Known.Near(fall, Detection.SmallestFall(before, before), tolerance);

    // Methods, section 0: with a drift of .25 about 57% at 120 and 51% at 1,000, never under 50%.
    [Fact]
    public void Drift_SetsAFloorThatNoCountGetsUnder()
    {
        Known.Near(.57, Detection.SmallestFall(120, 120, drift: .25), .005);
        Known.Near(.51, Detection.SmallestFall(1000, 1000, drift: .25), .005);
        Assert.InRange(Detection.SmallestFall(1e9, 1e9, drift: .25).Value!.Value, .5, .505);
    }

    [Fact]
    public void SmallestFall_ShrinksAsCountsGrow_AndGrowsWithNoise()
    {
        double last = 1;
        for (var before = 8; before < 400; before += 7)
        {
            var fall = Detection.SmallestFall(before, before);
            Known.Sound(fall);
            Assert.True((fall.Value ?? 1) <= last);
            last = fall.Value ?? 1;
        }

        Assert.True(Detection.SmallestFall(100, 100, 300, 300).Value > Detection.SmallestFall(100, 100).Value);
        Assert.True(Detection.SmallestFall(100, 100, phi: 2).Value > Detection.SmallestFall(100, 100).Value);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(3, 3)]
    [InlineData(3, 0)]
    public void TooFew_CannotShowAnyFall(double before, double expected) => Known.None(Detection.SmallestFall(before, expected), "too few");

    [Fact]
    public void AComparisonOfNone_CannotShowAnyFall() => Assert.Null(Detection.SmallestFall(100, 100, 0, 5).Value);

    // R: phi (1/l + 1/(l (1-f)) + 2/lc) / ((ln(1-f) / (qnorm(.975) + qnorm(.8)))^2 - tau^2)
    [Theory]
    [InlineData(.2, 10, null, 0, 1, 35.4667596289)]
    [InlineData(.2, 10, 50d, 0, 1, 41.77196134071)]
    [InlineData(.5, 5, 40d, .2, 1, 30.64167259417)]
    [InlineData(.3, 20, 100d, 0, 2, 17.45137382156)]
    public void MonthsNeeded_GivesWhatRGives(double fall, double perMonth, double? comparison, double drift, double phi, double months) =>
        Known.Near(months, Detection.MonthsNeeded(fall, perMonth, comparison, drift: drift, phi: phi));

    [Fact]
    public void MonthsNeeded_AndSmallestFall_AreTheSameConditionTurnedRound()
    {
        var fall = Detection.SmallestFall(60, 60, 240, 240).Value!.Value;
        Known.Near(12, Detection.MonthsNeeded(fall, 5, 20), 1e-9);
        Known.Near(12, Detection.MonthsNeeded(fall, 5, 20, monthsBefore: 12), 1e-9);
    }

    [Fact]
    public void AFallSmallerThanTheDrift_NeedsMoreThanAnyNumberOfMonths()
    {
        Known.None(Detection.MonthsNeeded(.2, 100, drift: .25), "drift");
        Known.None(Detection.MonthsNeeded(.2, 1, monthsBefore: 3), "too few months before");
    }

    [Fact]
    public void Misuse_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Detection.SmallestFall(-1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Detection.SmallestFall(5, 5, phi: .5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Detection.MonthsNeeded(1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Detection.MonthsNeeded(.5, 0));
    }
}
