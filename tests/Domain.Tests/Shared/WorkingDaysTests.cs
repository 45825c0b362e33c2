using Wardwise.Domain.Shared;

namespace Wardwise.Domain.Tests.Shared;

public sealed class WorkingDaysTests
{
    private static readonly WorkingDays England = WorkingDays.England;

    [Theory]
    [InlineData(2015, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData(2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27")]
    [InlineData(2017, "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26")]
    [InlineData(2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28")]
    [InlineData(2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28")]
    [InlineData(2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27")]
    [InlineData(2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26")]
    [InlineData(2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26")]
    [InlineData(2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    [InlineData(2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26")]
    [InlineData(2030, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26")]
    public void BankHolidaysOfEngland_AreThoseProclaimed(int year, string days) =>
        Assert.Equal(days, string.Join(' ', England.BankHolidays(year).Select(d => d.ToString("MM-dd", null))));

    [Theory]
    [InlineData("2026-09-14", 1, "2026-09-15")]
    [InlineData("2026-09-11", 1, "2026-09-14")]
    [InlineData("2026-12-24", 1, "2026-12-29")]
    [InlineData("2026-12-29", -1, "2026-12-24")]
    [InlineData("2026-09-12", 0, "2026-09-12")]
    [InlineData("2022-09-16", 1, "2022-09-20")]
    public void Add_LeavesOutWeekendsAndBankHolidays(string from, int days, string to) =>
        Assert.Equal(Day(to), England.Add(Day(from), days));

    [Theory]
    [InlineData("2026-09-14", "2026-09-14", 0)]
    [InlineData("2026-09-11", "2026-09-14", 1)]
    [InlineData("2026-09-12", "2026-09-13", 0)]
    [InlineData("2026-12-24", "2027-01-04", 4)]
    [InlineData("2026-09-15", "2026-09-14", -1)]
    public void Between_CountsTheDaysAfterTheFirst(string from, string to, int days) =>
        Assert.Equal(days, England.Between(Day(from), Day(to)));

    [Fact]
    public void AddAndBetween_AgreeForEveryDayOfAYear()
    {
        for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            Assert.Equal(10, England.Between(day, England.Add(day, 10)));
        }
    }

    [Fact]
    public void EveryYear_HasEightDaysOrMore_NoneOfThemAtAWeekend()
    {
        for (var year = 2015; year <= 2030; year++)
        {
            Assert.True(England.BankHolidays(year).Count >= 8);
            Assert.DoesNotContain(England.BankHolidays(year), d => d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}

public sealed class CodeTests
{
    private enum Colour
    {
        Red,
        DarkBlue,
    }

    [Fact]
    public void AValue_GoesToItsCodeAndBack()
    {
        Assert.Equal("dark-blue", EnumCode.Of(Colour.DarkBlue));
        Assert.Equal(Colour.DarkBlue, EnumCode.Read<Colour>("dark-blue"));
    }

    [Theory]
    [InlineData("DarkBlue")]
    [InlineData("1")]
    [InlineData(null)]
    public void WhatIsNoCode_IsNull(string? text) => Assert.Null(EnumCode.Read<Colour>(text));
}
