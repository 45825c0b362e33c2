using Wardwise.Web.GovUk.Tags;

namespace Wardwise.Web.Tests.Interface;

public sealed class DateBinderTests
{
    [Theory]
    [InlineData("1", "3", "2026")]
    [InlineData("01", "03", "2026")]
    [InlineData("1", "March", "2026")]
    [InlineData("1", "mar", "2026")]
    [InlineData("1", "Mar.", "2026")]
    public void Date_TypedInAnyUsualWay_IsRead(string day, string month, string year)
    {
        Assert.True(DateBinder.Read([day, month, year], out var date, out _, out _));
        Assert.Equal(new DateOnly(2026, 3, 1), date);
    }

    [Theory]
    [InlineData("", "3", "2026", "must include a day", "day")]
    [InlineData("", "", "2026", "must include a day and month", "day,month")]
    [InlineData("1", "3", "", "must include a year", "year")]
    [InlineData("31", "2", "2026", "must be a real date", "")]
    [InlineData("29", "2", "2025", "must be a real date", "")]
    [InlineData("32", "13", "2026", "must be a real date", "day,month")]
    [InlineData("1", "x", "2026", "must be a real date", "month")]
    [InlineData("1", "3", "26", "must have a year of 4 numbers", "year")]
    [InlineData("-1", "3", "2026", "must be a real date", "day")]
    public void Date_ThatIsNone_NamesWhatIsWrongAndWhere(string day, string month, string year, string complaint, string where)
    {
        Assert.False(DateBinder.Read([day, month, year], out _, out var wrong, out var said));
        Assert.Equal(complaint, said);
        Assert.Equal(where, string.Join(',', wrong));
    }
}
