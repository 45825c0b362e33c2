namespace Wardwise.Statistics.Tests;

/// <summary>Known answers from R 4: dnbinom, pnbinom and qnbinom with size and mu.</summary>
public sealed class NegativeBinomialTests
{
    [Theory]
    [InlineData(9, 4, 3, 0.0281248293129757, 0.0852456947728644, 0.9428791345401113)]
    [InlineData(0, 4, 3, 0.0787172011661807, 1, 0.0787172011661807)]
    [InlineData(3, 0.2, 0.5, 0.00616001643388132, 0.00823735414510810, 0.99792266228877324)]
    [InlineData(60, 40, 25, 0.006052960425440, 0.038048317426519, 0.968004642998921)]
    [InlineData(1, 0.02, 1, 0.0192233756247597, 0.0196078431372549, 0.9996155324875048)]
    [InlineData(400, 100, 8, 1.34905427896928e-08, 2.30582557969682e-07, 0.999999782907985)]
    public void Chances_AreThoseOfR(long count, double mean, double size, double exactly, double atLeast, double atMost)
    {
        Assert.Equal(1, NegativeBinomial.Exactly(count, mean, size) / exactly, 1e-9);
        Assert.Equal(1, NegativeBinomial.AtLeast(count, mean, size) / atLeast, 1e-9);
        Assert.Equal(1, NegativeBinomial.AtMost(count, mean, size) / atMost, 1e-9);
    }

    [Theory]
    [InlineData(4, 3, 0.00135, 18)]
    [InlineData(40, 25, 0.01, 67)]
    [InlineData(0.2, 0.5, 0.01, 2)]
    public void TheUpperLimit_IsThatOfR_AndTheCountOnItDoesNotSignal(double mean, double size, double tail, long limit)
    {
        Assert.Equal(limit, NegativeBinomial.UpperLimit(mean, size, tail));
        Assert.True(NegativeBinomial.AtLeast(limit, mean, size) > tail);
        Assert.True(NegativeBinomial.AtLeast(limit + 1, mean, size) <= tail);
    }

    [Fact]
    public void TheLowerLimit_IsTheSmallestCountThatDoesNotSignal()
    {
        var lower = NegativeBinomial.LowerLimit(40, 25, 0.01);
        Assert.True(NegativeBinomial.AtMost(lower, 40, 25) > 0.01);
        Assert.True(NegativeBinomial.AtMost(lower - 1, 40, 25) <= 0.01);
        Assert.Equal(0, NegativeBinomial.LowerLimit(1, 25, 0.01));
    }

    [Fact]
    public void WithoutEndOfSize_ItIsAPoisson()
    {
        Assert.Equal(Tails.PoissonAtLeast(9, 4), NegativeBinomial.AtLeast(9, 4, double.PositiveInfinity));
        Assert.Equal(Tails.PoissonAtLeast(9, 4), NegativeBinomial.AtLeast(9, 4, 1e6), 1e-6);
    }

    [Fact]
    public void WhatCannotBe_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NegativeBinomial.AtLeast(1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NegativeBinomial.AtLeast(1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NegativeBinomial.UpperLimit(1, 1, 1));
        Assert.Equal(
            (0.0, 1.0, 1.0),
            (NegativeBinomial.AtLeast(1, 0, 1), NegativeBinomial.AtMost(0, 0, 1), NegativeBinomial.Exactly(0, 0, 1))
        );
    }
}
