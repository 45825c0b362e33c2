using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Wardwise.Web.Parts;

namespace Wardwise.Web.Tests.Interface;

public sealed class DrawTests
{
    [Fact]
    public void IdentityBar_NamesTheRecord_AndWhoCanSeeIt()
    {
        var bar = Parse(
            Draw.IdentityBar(
                new()
                {
                    Reference = "P-2026-0142",
                    Title = "Bikes & riders",
                    State = "Response",
                    Owner = "PC Rowe",
                    SeenBy = "Police",
                    IsPageHeading = true,
                }
            )
        );

        Assert.Equal("Bikes & riders", bar.QuerySelector("h1.moj-identity-bar__title")!.TextContent);
        Assert.Equal("P-2026-0142 Response", bar.QuerySelector(".ww-identity__line")!.TextContent);
        Assert.Equal(["Owner", "Who can see it"], bar.QuerySelectorAll("dt").Select(d => d.TextContent));
    }

    [Fact]
    public void Timeline_GivesEachEventAHeadingAndATime()
    {
        var now = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
        var line = Parse(
            Draw.Timeline([
                new()
                {
                    Title = "Response started",
                    Byline = "PC Rowe",
                    When = Draw.Moment(now.AddDays(-1), now),
                },
            ])
        );

        Assert.Equal("Response started", line.QuerySelector(".moj-timeline__item h3")!.TextContent);
        Assert.Equal(" by PC Rowe", line.QuerySelector(".moj-timeline__byline")!.TextContent);
        var time = line.QuerySelector("time")!;
        Assert.Equal("yesterday 09:00", time.TextContent);
        Assert.Equal("2026-03-09T09:00:00Z", time.GetAttribute("datetime"));
        Assert.Equal("9 March 2026, 09:00", time.GetAttribute("title"));
    }

    [Theory]
    [InlineData(1, 12, "12 problems, newest first")]
    [InlineData(1, 312, "1 to 25 of 312 problems, newest first")]
    [InlineData(13, 1312, "301 to 325 of 1,312 problems, newest first")]
    public void Range_SaysWhichRows_AndTheirOrder(int page, int total, string sentence) =>
        Assert.Equal(sentence, Draw.Range(page, 25, total, "problems", "newest first"));

    [Theory]
    [InlineData(1, 312, "[1] 2 ⋯ 13")]
    [InlineData(2, 312, "1 [2] 3 ⋯ 13")]
    [InlineData(7, 312, "1 ⋯ 6 [7] 8 ⋯ 13")]
    [InlineData(13, 312, "1 ⋯ 12 [13]")]
    [InlineData(2, 60, "1 [2] 3")]
    public void Pages_ShowTheEnds_AndTheNeighbours(int page, int total, string expected)
    {
        var pages = Parse(Draw.Pages(page, 25, total, n => $"?page={n}")!);

        Assert.Equal(
            expected,
            string.Join(
                ' ',
                pages
                    .QuerySelectorAll("li")
                    .Select(li => li.QuerySelector("[aria-current]") is null ? li.TextContent : $"[{li.TextContent}]")
            )
        );
    }

    [Fact]
    public void Pages_OfOnePage_AreNotShown() => Assert.Null(Draw.Pages(1, 25, 25, n => $"?page={n}"));

    [Fact]
    public void Filter_IsSentByGet_AndKeepsTheOrder()
    {
        var form = Parse(Draw.Filter(new() { Action = "/problems", Keep = [new("sort", "-due")] })).QuerySelector("form")!;

        Assert.Equal("get", form.GetAttribute("method"));
        Assert.Equal("-due", form.QuerySelector("input[type=hidden][name=sort]")!.GetAttribute("value"));
    }

    [Fact]
    public void SubNavigation_MarksThePartShown()
    {
        var nav = Parse(
            Draw.SubNavigation(
                [
                    new()
                    {
                        Text = "Scanning",
                        Href = "/a",
                        Current = true,
                    },
                    new() { Text = "Analysis", Href = "/b" },
                ],
                "Parts"
            )
        );

        Assert.Equal("Scanning", nav.QuerySelector("[aria-current=page]")!.TextContent);
        Assert.Equal("Parts", nav.QuerySelector("nav")!.GetAttribute("aria-label"));
    }

    private static IElement Parse(Wardwise.Web.GovUk.Element element) => new HtmlParser().ParseDocument(element.ToString()).Body!;
}
