using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;

namespace Wardwise.Domain.Tests.Library;

/// <summary>When the digest goes out, and what a line of it says.</summary>
public sealed class DigestWeekTests
{
    [Theory]
    [InlineData("2026-06-22T05:59:59Z", "2026-06-15")]
    [InlineData("2026-06-22T06:00:00Z", "2026-06-22")]
    [InlineData("2026-06-28T23:30:00Z", "2026-06-22")]
    [InlineData("2026-11-16T06:59:59Z", "2026-11-09")]
    [InlineData("2026-11-16T07:00:00Z", "2026-11-16")]
    public void TheDigest_GoesOutAtSevenInLondon_InSummerAndInWinter(string now, string monday) =>
        Assert.Equal(
            monday,
            DigestWeek
                .At(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture))
                .Monday.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        );

    [Fact]
    public void ItTells_FromWhereTheLastOneEnded_ButOfFourWeeksAtMost()
    {
        var week = new DigestWeek(new(2026, 11, 16));

        Assert.Equal(new(2026, 11, 16, 0, 0, 0, TimeSpan.Zero), week.Until);
        Assert.Equal(new(2026, 11, 9, 0, 0, 0, TimeSpan.Zero), week.Since(null));
        Assert.Equal(new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), week.Since(new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new(2026, 10, 18, 23, 0, 0, TimeSpan.Zero), week.Since(new(2025, 1, 6, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void ALine_SaysWhatOthersLearnMostFromFirst_AndTheLatestOfSeveralMeasurements()
    {
        var day = new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero);
        News[] news =
        [
            new(NewsKind.Opened, day),
            new(NewsKind.Measured, day, Verdict.NoClearChange),
            new(NewsKind.MeasuredClear, day.AddDays(1), Verdict.ClearFall, -41),
            new(NewsKind.Grade, day, Grade: 5),
        ];

        Assert.Equal("Measured: fell 41 in 100, clear, grade now 5 and opened", News.Line(news));
        Assert.Equal(NewsKind.MeasuredClear, News.Weight(news).Kind);
    }
}
