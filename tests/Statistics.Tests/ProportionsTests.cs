namespace Wardwise.Statistics.Tests;

public sealed class ProportionsTests
{
    // R: binom::binom.wilson(810, 1000); binom::binom.wilson(81, 263)
    [Theory]
    [InlineData(810, 1000, .784517, .833111)]
    [InlineData(81, 263, .255289, .366210)]
    public void Wilson_GivesWhatRGives(long found, long of, double low, double high)
    {
        var interval = Proportions.Wilson(found, of);
        Assert.Equal(low, interval.Low.Value!.Value, 6);
        Assert.Equal(high, interval.High.Value!.Value, 6);
    }

    // By hand: with none of n found the upper limit is 1 - (alpha/2)^(1/n); with one of one, alpha/2 is the lower.
    [Fact]
    public void ClopperPearson_AtTheEnds_IsTheClosedForm()
    {
        var none = Proportions.ClopperPearson(0, 10);
        Assert.Equal(0, none.Low.Value);
        Assert.Equal(1 - Math.Pow(.025, .1), none.High.Value!.Value, 12);
        var all = Proportions.ClopperPearson(1, 1);
        Assert.Equal(.025, all.Low.Value!.Value, 12);
        Assert.Equal(1, all.High.Value);
    }

    // R: binom.test(7, 20)$conf.int
    [Fact]
    public void ClopperPearson_GivesWhatRGives()
    {
        var interval = Proportions.ClopperPearson(7, 20);
        Assert.Equal(.1539092, interval.Low.Value!.Value, 7);
        Assert.Equal(.5921885, interval.High.Value!.Value, 7);
    }

    [Fact]
    public void AShareOfNothing_IsUndefined_AndSaysWhy()
    {
        Assert.Null(Proportions.Wilson(0, 0).Low.Value);
        Assert.Equal("nothing was counted", Proportions.ClopperPearson(0, 0).High.Reason);
    }

    [Fact]
    public void MoreFoundThanLookedAt_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Proportions.Wilson(3, 2));
}
