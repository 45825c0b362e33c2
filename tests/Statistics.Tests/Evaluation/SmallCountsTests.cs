using Wardwise.Statistics.Evaluation;

namespace Wardwise.Statistics.Tests;

public sealed class SmallCountsTests
{
    // Krishnamoorthy & Thomson 2004 print .1749 for (6, 2) and .0884 for (0, 3); the rest summed over all pairs up to 400 in R.
    [Theory]
    [InlineData(6, 2, 1, 1, 0.1748748209437)]
    [InlineData(0, 3, 1, 1, 0.08837900945484)]
    [InlineData(20, 10, 1, 1, 0.06883178210811)]
    [InlineData(50, 30, 1, 1, 0.02530215847786)]
    [InlineData(5, 12, 1, 1, 0.09677689192539)]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(0, 1, 1, 1, 0.4860554614185)]
    [InlineData(40, 12, 12, 6, 0.09043348644033)]
    [InlineData(7, 3, 2, 3, 0.09420308360856)]
    public void TheETest_GivesThePublishedAnswers(long first, long second, double timeFirst, double timeSecond, double p) =>
        Known.Near(p, SmallCounts.ETest(first, second, timeFirst, timeSecond));

    [Fact]
    public void TheETest_IsTheSameEitherWayRound_AndFallsAsCountsPart()
    {
        for (var a = 0; a <= 12; a++)
        {
            for (var b = 0; b <= 12; b++)
            {
                var p = SmallCounts.ETest(a, b);
                Known.Sound(p);
                Assert.Equal(p.Value ?? 0, SmallCounts.ETest(b, a).Value ?? 0, 12);
                Assert.InRange(p.Value ?? 0, 0, 1);
            }
        }

        Assert.True(SmallCounts.ETest(30, 10).Value < SmallCounts.ETest(30, 20).Value);
    }

    [Fact]
    public void TheETest_OfLargeCounts_IsTheNormal()
    {
        Known.Near(Tails.TwoSidedNormal(400 / Math.Sqrt(199_600)), SmallCounts.ETest(100_000, 99_600), 1e-3);
        Known.Near(SmallCounts.ETest(50_000_001, 50_010_000).Value!.Value, SmallCounts.ETest(49_990_000, 49_999_999), 1e-4);
        Known.Near(.5, SmallCounts.ProbabilityFell(1_000_000, 1_000_000), 1e-6);
    }

    [Fact]
    public void TheETest_OfNothing_SaysWhy() => Known.None(SmallCounts.ETest(0, 0), "none in either");

    // R: 1 - pbeta(tb / (tb + r * ta), b + .5, a + .5), r = 1 - by
    [Theory]
    [InlineData(50, 30, 1, 1, 0, 0.9876343827838)]
    [InlineData(50, 30, 1, 1, .2, 0.8949235112246)]
    [InlineData(12, 12, 12, 6, 0, 0.04465235254298)]
    [InlineData(12, 12, 12, 6, .2, 0.0128595996864)]
    [InlineData(0, 0, 1, 1, 0, .5)]
    [InlineData(5, 0, 1, 1, 0, 0.9931276966911)]
    [InlineData(0, 5, 1, 1, 0, 0.006872303308921)]
    [InlineData(100, 60, 12, 6, 0, 0.1322012056634)]
    [InlineData(100, 60, 12, 6, .2, 0.00723747220057)]
    [InlineData(3, 1, 12, 12, .5, 0.6119038737579)]
    public void ProbabilityFell_GivesTheClosedForm(
        long before,
        long after,
        double timeBefore,
        double timeAfter,
        double by,
        double chance
    ) => Known.Near(chance, SmallCounts.ProbabilityFell(before, after, timeBefore, timeAfter, by), 1e-11);

    [Fact]
    public void ProbabilityFell_RisesWithTheCountBefore_AndFallsWithTheSizeAskedFor()
    {
        for (var before = 0; before < 20; before++)
        {
            Assert.True(SmallCounts.ProbabilityFell(before + 1, 5) > SmallCounts.ProbabilityFell(before, 5));
            Assert.True(SmallCounts.ProbabilityFell(before, 5, by: .3) < SmallCounts.ProbabilityFell(before, 5, by: .1));
        }
    }

    [Fact]
    public void AFallOfAll_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => SmallCounts.ProbabilityFell(1, 1, by: 1));

    // Byar: oracle 02; R for 10 and for 100 at 90%.
    [Theory]
    [InlineData(0, .95, 0, 3.668011832174)]
    [InlineData(3, .95, 0.6029725709702, 8.765364396746)]
    [InlineData(25, .95, 16.174265921657, 36.906450692185)]
    [InlineData(10, .95, 4.787449913968, 18.39145860576)]
    [InlineData(100, .9, 84.13939608396, 118.0785129016)]
    public void Byar_GivesWhatRGives(long count, double confidence, double low, double high) =>
        Known.Near(low, high, Rates.ByarInterval(count, confidence));

    // Chinn 2000; Braga & Weisburd: d of -.184 is an odds ratio of .716. R for the others.
    [Theory]
    [InlineData(0.6545455, -0.2336610022525)]
    [InlineData(2, 0.3821520694228)]
    public void OddsRatioToD_AndBack(double ratio, double d)
    {
        Known.Near(d, EffectSizes.OddsRatioToD(ratio));
        Known.Near(ratio, EffectSizes.DToOddsRatio(d));
    }

    [Fact]
    public void DOfThePublishedReview_IsThePublishedOddsRatio() => Known.Near(0.716240637194, EffectSizes.DToOddsRatio(-.184));
}
