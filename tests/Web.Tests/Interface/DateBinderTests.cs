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
    [InlineData("", "3", "2026", "Enter the day too{0}, like 27 3 2026.", "day")]
    [InlineData("", "", "2026", "Enter the day and month too{0}, like 27 3 2026.", "day,month")]
    [InlineData("1", "3", "", "Enter the year too{0}, like 27 3 2026.", "year")]
    [InlineData("31", "2", "2026", "Enter a real date{0}, like 27 3 2026.", "")]
    [InlineData("29", "2", "2025", "Enter a real date{0}, like 27 3 2026.", "")]
    [InlineData("32", "13", "2026", "Enter a real date{0}, like 27 3 2026.", "day,month")]
    [InlineData("1", "x", "2026", "Enter a real date{0}, like 27 3 2026.", "month")]
    [InlineData("1", "3", "26", "Enter the year with 4 numbers{0}, like 27 3 2026.", "year")]
    [InlineData("-1", "3", "2026", "Enter a real date{0}, like 27 3 2026.", "day")]
    public void Date_ThatIsNone_NamesWhatIsWrongAndWhere(string day, string month, string year, string complaint, string where)
    {
        Assert.False(DateBinder.Read([day, month, year], out _, out var wrong, out var said));
        Assert.Equal(complaint, said);
        Assert.Equal(where, string.Join(',', wrong));
    }
}
