namespace Wardwise.Statistics.Tests;

public sealed class SampleSizeTests
{
    /// <summary>R 4: power.prop.test(p1, p2, power, sig.level)$n; the third is the example of its help page.</summary>
    [Theory]
    [InlineData(0.4, 0.6, 0.8, 0.95, 96.9236429405)]
    [InlineData(0.45, 0.55, 0.8, 0.95, 391.262977603)]
    [InlineData(0.5, 0.75, 0.9, 0.95, 76.7069301141)]
    [InlineData(0.81, 0.85, 0.9, 0.99, 2621.87902425)]
    public void OfEach_GivesWhatRGives(double before, double after, double power, double confidence, double people) =>
        Assert.Equal(people, SampleSize.OfEach(before, after, power, confidence).Value!.Value, people * 1e-4);

    [Fact]
    public void AFall_NeedsAsManyAsARise() =>
        Assert.Equal(SampleSize.OfEach(0.3, 0.5).Value!.Value, SampleSize.OfEach(0.5, 0.3).Value!.Value, 9);

    [Fact]
    public void NoChange_HasNoNumber_AndSaysSo() => Assert.Equal("there is no change to see", SampleSize.OfEach(0.5, 0.5).Reason);

    [Theory]
    [InlineData(-0.1, 0.5, 0.8)]
    [InlineData(0.5, 1.1, 0.8)]
    [InlineData(double.NaN, 0.5, 0.8)]
    [InlineData(0.4, 0.5, 1)]
    public void WhatIsNoShare_IsRefused(double before, double after, double power) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleSize.OfEach(before, after, power));
}
