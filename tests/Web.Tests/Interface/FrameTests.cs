using System.Net;
using AngleSharp.Html.Parser;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Interface;

public sealed class FrameTests
{
    [Fact]
    public async Task Top_OfferedToAnOfficer_LeadsOnlyThroughOpenDoors_AndSignsOut()
    {
        await using var web = await WebStation.Create();
        using var browser = await web.Browse(Role.Officer);
        using var home = await browser.Raw(HttpMethod.Get, "/account");
        var page = new HtmlParser().ParseDocument(await home.Content.ReadAsStringAsync());

        Assert.DoesNotContain("/admin", page.QuerySelectorAll(".ww-navigation a").Select(a => a.GetAttribute("href")));
        foreach (var href in page.QuerySelectorAll("header a, .ww-navigation a").Select(a => a.GetAttribute("href")!))
        {
            using var answer = await browser.Raw(HttpMethod.Get, href);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{href}: {answer.StatusCode}");
        }

        var form = page.QuerySelector("form[action='/sign-out']")!;
        var token = form.QuerySelector("[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        using var left = await browser.Raw(
            HttpMethod.Post,
            "/sign-out",
            new FormUrlEncodedContent([new("__RequestVerificationToken", token)])
        );
        Assert.Equal("/sign-in", left.Headers.Location?.OriginalString);
    }
}
