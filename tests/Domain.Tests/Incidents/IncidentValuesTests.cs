using Wardwise.Domain.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Tests.Incidents;

public sealed class IncidentValuesTests
{
    [Theory]
    [InlineData("2021-12", TimePrecision.Month, "December 2021", "2021-12-01T00:00")]
    [InlineData("2021-06-03", TimePrecision.Day, "3 June 2021", "2021-06-02T23:00")]
    [InlineData("2021-06-03T16:40", TimePrecision.Minute, "3 June 2021, 16:40", "2021-06-03T15:40")]
    [InlineData("2021-06-03 16:40:59", TimePrecision.Minute, "3 June 2021, 16:40", "2021-06-03T15:40")]
    [InlineData("2021-06-03T15:40Z", TimePrecision.Minute, "3 June 2021, 16:40", "2021-06-03T15:40")]
    [InlineData("03/06/2021", TimePrecision.Day, "3 June 2021", "2021-06-02T23:00")]
    [InlineData("3 Sept 2021 16:40", TimePrecision.Minute, "3 September 2021, 16:40", "2021-09-03T15:40")]
    [InlineData("03/06/2021 4:40 PM", TimePrecision.Minute, "3 June 2021, 16:40", "2021-06-03T15:40")]
    [InlineData("Dec-21", TimePrecision.Month, "December 2021", "2021-12-01T00:00")]
    [InlineData("2021-12-03T15:40+01:00", TimePrecision.Minute, "3 December 2021, 14:40", "2021-12-03T14:40")]
    public void ATime_KeepsItsPrecision(string text, TimePrecision precision, string words, string utc)
    {
        Assert.True(OccurredAt.TryParse(text, out var when, out _));
        Assert.Equal(precision, when.Precision);
        Assert.Equal(words, when.InWords());
        Assert.Equal(utc, when.Start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm"));
    }

    [Theory]
    [InlineData("2021-13")]
    [InlineData("2021-02-30")]
    [InlineData("03/06/21")]
    [InlineData("2021-03-28T01:30")] // the clocks went forward past it
    [InlineData("yesterday")]
    [InlineData("2021-06-03T25:00")]
    [InlineData("")]
    public void WhatIsNoTime_IsNotRead(string text) => Assert.False(OccurredAt.TryParse(text, out _, out _));

    [Fact]
    public void AMonth_IsTheSameMonth_InSummerToo()
    {
        Assert.True(YearMonth.TryParse("2021-06", out var june));
        Assert.Equal(june, OccurredAt.InMonth(june).Month);
        Assert.Equal("2021-05", june.Plus(-1).ToString());
        Assert.Equal("2022-01", june.Plus(7).ToString());
        Assert.Equal(12, june.To(june.Plus(11)).Count());
        Assert.Equal(new DateOnly(2021, 6, 30), june.LastDay);
    }

    [Fact]
    public void EveryList_HasEachNumberKeyAndNameOnce_AndIsFoundByThem()
    {
        foreach (
            var list in new[] { IncidentCodes.Categories, IncidentCodes.AsbCategories, IncidentCodes.AsbTypes, IncidentCodes.Outcomes }
        )
        {
            foreach (var code in list)
            {
                Assert.Same(code, list.ByNumber(code.Number));
                Assert.Same(code, list.Find(code.Key));
                Assert.Same(code, list.Find(code.Name.ToUpperInvariant()));
            }
        }

        Assert.Same(IncidentCodes.Asb, IncidentCodes.Categories.Find("anti-social-behaviour"));
        Assert.Null(IncidentCodes.Categories.Find("piracy"));
    }

    // The 13 types of the problem-solving rules, and "not known": never guessed.
    [Fact]
    public void AsbHasThirteenTypesAndThreeCategories_AndMayBeNotKnown()
    {
        Assert.Equal(14, IncidentCodes.AsbTypes.Count);
        Assert.Equal(4, IncidentCodes.AsbCategories.Count);
    }
}
