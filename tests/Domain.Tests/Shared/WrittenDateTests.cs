using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Tests.Shared;

public sealed class WrittenDateTests
{
    [Theory]
    [InlineData("2019-09-04")]
    [InlineData("2019/9/4")]
    [InlineData("04/09/2019")]
    [InlineData("4.9.2019")]
    [InlineData("4-9-2019")]
    [InlineData("4 Sep 2019")]
    [InlineData("4 Sept 2019")]
    [InlineData("4 Sept. 2019")]
    [InlineData("4 SEPTEMBER 2019")]
    [InlineData("04-Sep-19")]
    [InlineData("4th September 2019")]
    [InlineData("Wed 4 Sep 2019")]
    [InlineData("Wednesday, 4 September 2019")]
    [InlineData("September 4, 2019")]
    public void ADay_IsReadAsPeopleWriteIt(string text)
    {
        Assert.True(WrittenDate.TryRead(text, out var day));
        Assert.Equal(new DateOnly(2019, 9, 4), day);
    }

    [Theory]
    [InlineData("")]
    [InlineData("31/02/2020")]
    [InlineData("2020-13-01")]
    [InlineData("09/31/2019")]
    [InlineData("04/09/19")]
    [InlineData("4 Se 2019")]
    [InlineData("the spring")]
    [InlineData("4 September 1819")]
    [InlineData("1-2-3-4")]
    [InlineData("0/0/0000")]
    [InlineData("4 Septembre 2019")]
    public void WhatIsNoDay_OrCouldBeTwo_IsNotRead(string text) => Assert.False(WrittenDate.TryRead(text, out _));

    [Fact]
    public void EachMonth_IsReadInItsLongAndShortForm()
    {
        for (var month = 1; month <= 12; month++)
        {
            var name = new DateOnly(2024, month, 1).ToString("MMMM", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(month, WrittenDate.MonthNamed(name));
            Assert.Equal(month, WrittenDate.MonthNamed(name[..3].ToLowerInvariant()));
            Assert.Equal(month, WrittenDate.MonthNamed(name[..3].ToUpperInvariant() + "."));
            Assert.True(WrittenDate.TryReadMonth($"{name[..3]}-24", out var read));
            Assert.Equal(new YearMonth(2024, month), read);
        }

        Assert.Equal(9, WrittenDate.MonthNamed("Sept"));
        Assert.Null(WrittenDate.MonthNamed("Ma"));
    }
}
