using MathNet.Numerics.Distributions;

namespace Wardwise.Statistics.Tests;

public sealed class TailsTests
{
    // The trap: R pchisq(152, 12, lower = FALSE) is 2.2e-26, where one less the distribution is 0.
    [Fact]
    public void TheUpperTail_HasDigits_WhereOneLessTheDistributionIsNought()
    {
        Assert.True(1 - ChiSquared.CDF(12, 152) < 1e-15);
        Relative(2.226605028075e-26, Tails.ChiSquared(152, 12));
    }

    // R: pchisq(x, df, lower.tail = FALSE)
    [Theory]
    [InlineData(3.84, 1, 0.05004352124871)]
    [InlineData(800, 50, 9.241451756333e-136)]
    [InlineData(152.233008082373, 12, 1.996764590846e-26)]
    public void ChiSquared_GivesWhatRGives(double x, double freedom, double p) => Relative(p, Tails.ChiSquared(x, freedom));

    // R: 2 * pt(-abs(t), df)
    [Theory]
    [InlineData(-12, 3, 0.001245015800789)]
    [InlineData(2.5, 44, 0.01622037273236)]
    [InlineData(1e-3, 5, 0.9992407867722)]
    public void Student_GivesWhatRGives(double t, double freedom, double p) => Relative(p, Tails.TwoSidedStudent(t, freedom));

    // R: pnorm(-10), pnorm(-1.96)
    [Theory]
    [InlineData(10, 7.619853024161e-24)]
    [InlineData(1.959963984540054, 0.025)]
    public void Normal_GivesWhatRGives(double z, double p) => Relative(p, Tails.Normal(z));

    // R: ppois(99, 20, lower = FALSE), ppois(2, .001, lower = FALSE)
    [Theory]
    [InlineData(100, 20, 3.48887866969e-37)]
    [InlineData(3, 0.001, 1.665417166528e-10)]
    public void PoissonAtLeast_GivesWhatRGives(long count, double mean, double p) => Relative(p, Tails.PoissonAtLeast(count, mean));

    // R: ppois(20000, 20300)
    [Fact]
    public void PoissonAtMost_HoldsForLargeMeans() => Known.Near(0.01759756533988, Tails.PoissonAtMost(20_000, 20_300), 1e-11);

    [Fact]
    public void PoissonChances_AddUp()
    {
        foreach (var mean in new[] { 0, .3, 1, 7.5, 60 })
        {
            for (var count = 0; count < 30; count++)
            {
                Known.Near(1, Tails.PoissonAtMost(count, mean) + Tails.PoissonAtLeast(count + 1, mean), 1e-12);
                Known.Near(
                    Tails.PoissonExactly(count, mean),
                    Tails.PoissonAtLeast(count, mean) - Tails.PoissonAtLeast(count + 1, mean),
                    1e-12
                );
            }
        }
    }

    [Fact]
    public void AMeanThatIsNegative_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Tails.PoissonAtLeast(1, -1));

    private static void Relative(double want, double got) => Assert.True(Math.Abs(got - want) <= 1e-10 * want, $"{got:R} is not {want:R}");
}
