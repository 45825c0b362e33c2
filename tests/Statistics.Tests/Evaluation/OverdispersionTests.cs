using Wardwise.Statistics.Evaluation;

namespace Wardwise.Statistics.Tests;

public sealed class OverdispersionTests
{
    private static readonly int[] AreaBefore = [2, 16, 17, 9, 5, 1, 4, 9, 3, 8, 2, 9];
    private static readonly int[] AreaAfter = [5, 6, 5, 2, 3, 6, 2, 1, 8, 7, 0, 7];
    private static readonly int[] ComparisonBefore = [14, 14, 22, 14, 15, 4, 23, 18, 34, 21, 17, 11];
    private static readonly int[] ComparisonAfter = [16, 14, 8, 10, 10, 12, 15, 24, 23, 20, 21, 9];

    // Oracle 02 quasi_monthly. R: glm(n ~ area * period, quasipoisson), whose iterations leave phi right to the seventh digit.
    [Fact]
    public void TheMonths_TurnAFallOfThirtyIntoAGuess()
    {
        var found = Overdispersion.Monthly(AreaBefore, AreaAfter, ComparisonBefore, ComparisonAfter);
        Known.Near(-0.3626954317203, found.LogRatio, 1e-5);
        Known.Near(2.713725745906, found.Estimated, 1e-5);
        Known.Near(2.713725745906, found.Phi, 1e-5);
        Known.Near(0.3348635284133, found.StandardError, 1e-5);
        Known.Near(-1.083114167252, found.T, 1e-5);
        Assert.Equal(44, found.DegreesOfFreedom);
        Known.Near(0.2846576759981, found.PValue, 1e-5);
        Known.Near(0.6957983193277, found.Ratio, 1e-5);
        Known.Near(0.3543151425254, 1.366397432886, found.RatioInterval, 1e-5);
        Assert.Equal(new FourCounts(85, 52, 207, 182), found.Totals);
    }

    [Fact]
    public void MonthsSteadierThanChance_NarrowNothing()
    {
        int[] five = [5, 5, 5, 5];
        var found = Overdispersion.Monthly(five, five, five, five);
        Known.Near(0, found.Estimated);
        Known.Near(1, found.Phi);
        Known.Near(Math.Sqrt(4 / 20.0), found.StandardError);
    }

    [Fact]
    public void TooFewMonths_OrNoneInThePlace_SayWhy()
    {
        Known.None(Overdispersion.Monthly([5], [4], [6], [7]).Ratio, "at least three months");
        Known.None(Overdispersion.Monthly([], [1, 2, 3], [], [1, 2, 3]).Ratio, "at least three months");
        Known.None(Overdispersion.Monthly([0, 0], [0, 0], [6, 1], [7, 1]).Ratio, "none in the place");
    }

    [Fact]
    public void MonthsThatDiffer_Throw() => Assert.Throws<ArgumentOutOfRangeException>(() => Overdispersion.Monthly([1, 2], [1], [1], [1]));

    // By hand: three places of 100 before, and 100 e^d, 100, 100 e^-d after.
    [Fact]
    public void Drift_IsTheSpreadBeyondCounting()
    {
        Pair[] apart = [new(1000, 2000), new(1000, 1000), new(1000, 500)];
        var logs = new[] { Math.Log(2) - Math.Log(.75), -Math.Log(1.25), Math.Log(.5) - Math.Log(1.5) };
        var mean = logs.Average();
        var counting = ((1 / 1000.0) + (1 / 2000.0) + (2 / 1000.0) + (1 / 1000.0) + (1 / 500.0)) / 3;
        Known.Near(Math.Sqrt((logs.Sum(log => (log - mean) * (log - mean)) / 2) - counting), Drift.Between(apart), 1e-12);
    }

    [Fact]
    public void PlacesThatMoveTogether_HaveNoDrift()
    {
        Pair[] alike = [new(100, 50), new(200, 100), new(40, 20), new(60, 30)];
        Assert.Equal(0, Drift.Between(alike).Value);
        Known.None(Drift.Between([new(5, 5), new(6, 6), new(0, 4)]), "at least three");
    }

    [Fact]
    public void ThePlacebo_CountsThePlaceItself()
    {
        var found = Placebo.Test(-2, [.5, 2.5, -2, 1, -.1, 0, 1.9, 1, 1]);
        Assert.Equal(2, found.AsExtreme);
        Known.Near(.3, found.PValue);
        Assert.False(found.CanReachFivePercent);
        Assert.True(Placebo.Test(3, new double[19]).CanReachFivePercent);
        Known.Near(.05, Placebo.Test(3, new double[19]).PValue);
        Known.None(Placebo.Test(3, []).PValue, "no place");
    }
}
