using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Interface;

public sealed class DesignPageTests : IAsyncLifetime
{
    private DesignHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await DesignHost.Start();
        _client = new HttpClient { BaseAddress = _host.Address };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Page_RunsNothingInline_AndSaysSoInItsPolicy()
    {
        var answer = await _client.GetAsync("/design");
        var page = await Parse(answer);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy);
        Assert.Contains("frame-ancestors 'none'; base-uri 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Empty(page.QuerySelectorAll("[style], style"));
        Assert.Empty(page.QuerySelectorAll("script:not([src]):not([type='application/json'])"));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Assets_AreServed_ToABrowserThatTakesGzip()
    {
        using var gzip = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.GZip })
        {
            BaseAddress = _host.Address,
        };
        foreach (var file in new[] { "/app.css", "/app.js", "/map.js", "/mark.svg" })
        {
            Assert.True((await gzip.GetStringAsync(file)).Length > 200, file);
        }
    }

    [Fact]
    public async Task Forms_LeaveChecksToTheServer()
    {
        var page = await Parse(await _client.GetAsync("/design"));

        Assert.Empty(page.QuerySelectorAll("[required]"));
        Assert.Empty(page.QuerySelectorAll("form:not([novalidate])"));
    }

    [Fact]
    public async Task Send_WithNothing_ListsEachErrorAsALinkToItsField()
    {
        var page = await Parse(await Send([]));

        Assert.Equal("Error: Components – Wardwise", page.Title);
        var links = page.QuerySelectorAll(".govuk-error-summary__list a").ToDictionary(a => a.TextContent, a => a.GetAttribute("href")!);
        Assert.Equal(["Enter a title", "Enter the date the response started", "Select a kind"], links.Keys);
        Assert.Equal("#Input-Title", links["Enter a title"]);
        Assert.Equal("#Input-Started-day", links["Enter the date the response started"]);
        Assert.Equal("#Input-Kind", links["Select a kind"]);
        Assert.All(links.Values, href => Assert.NotNull(page.QuerySelector(href)));
        Assert.Equal("Error: Enter a title", page.QuerySelector("#Input-Title-error")!.TextContent.Trim());
        Assert.Contains("Input-Title-error", page.QuerySelector("#Input-Title")!.GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task Send_WithADateLackingItsYear_PointsAtTheYear_AndKeepsWhatWasTyped()
    {
        var page = await Parse(
            await Send(
                new()
                {
                    ["Input.Title"] = "Bikes <b>",
                    ["Input.Kind"] = "bikes",
                    ["Input.Started.day"] = "27",
                    ["Input.Started.month"] = "3",
                }
            )
        );

        var link = page.QuerySelector(".govuk-error-summary__list a")!;
        Assert.Equal("Enter the year too for “When did the response start?”, like 27 3 2026.", link.TextContent);
        Assert.Equal("#Input-Started-year", link.GetAttribute("href"));
        Assert.Equal("27", page.QuerySelector("#Input-Started-day")!.GetAttribute("value"));
        Assert.DoesNotContain("govuk-input--error", page.QuerySelector("#Input-Started-day")!.ClassName!);
        Assert.Contains("govuk-input--error", page.QuerySelector("#Input-Started-year")!.ClassName!);
        Assert.Equal("Bikes <b>", page.QuerySelector("#Input-Title")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("[name='Input.Kind'][value='bikes']")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Send_WithWordsForANumber_SaysWhichFieldMustBeANumber()
    {
        var page = await Parse(
            await Send(
                new()
                {
                    ["Input.Title"] = "Bikes",
                    ["Input.Kind"] = "bikes",
                    ["Input.Started"] = "2026-03-27",
                    ["Input.People"] = "many",
                }
            )
        );

        Assert.Equal(
            "Number of people must be a number or one of the answers shown",
            page.QuerySelector(".govuk-error-summary__list")!.TextContent.Trim()
        );
        Assert.Equal("many", page.QuerySelector("#Input-People")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Send_WithEverything_SaysWhatWasDone_Once()
    {
        var page = await Parse(
            await Send(
                new()
                {
                    ["Input.Title"] = "Bikes",
                    ["Input.Kind"] = "bikes",
                    ["Input.Started.day"] = "1",
                    ["Input.Started.month"] = "March",
                    ["Input.Started.year"] = "2026",
                }
            )
        );
        Assert.Empty(page.QuerySelectorAll(".govuk-error-summary").Select(e => e.TextContent));
        Assert.Equal(
            "The answers were read.",
            page.QuerySelector(".govuk-notification-banner--success .govuk-notification-banner__heading")!.TextContent.Trim()
        );

        var again = await Parse(await _client.GetAsync("/design"));
        Assert.Null(again.QuerySelector(".govuk-notification-banner"));
    }

    [Fact]
    public async Task AddressThatIsNot_IsAnsweredInWords()
    {
        var answer = await _client.GetAsync("/nothing-here");
        var page = await Parse(answer);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Page not found", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Fault_ShowsAReference_AndNothingOfTheFault()
    {
        var answer = await _client.GetAsync("/fault");
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Matches("[0-9A-F]{8}", new HtmlParser().ParseDocument(html).QuerySelector(".ww-reference")!.TextContent);
        Assert.DoesNotContain("secret", html);
        Assert.DoesNotContain("Exception", html);
    }

    [Fact]
    public async Task SortLinks_TurnTheOrderRound_AndForgetThePage()
    {
        var page = await Parse(await _client.GetAsync("/design?sort=when&page=2&kind=noise"));

        var header = page.QuerySelector("th[aria-sort='ascending']")!;
        Assert.Equal("When", header.TextContent);
        Assert.Equal("/design?kind=noise&sort=-when", header.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(2, page.QuerySelectorAll("th[aria-sort='none']").Length);
    }

    private async Task<HttpResponseMessage> Send(Dictionary<string, string> fields)
    {
        var form = await Parse(await _client.GetAsync("/design"));
        fields["__RequestVerificationToken"] = form.QuerySelector("[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        return await _client.PostAsync("/design", new FormUrlEncodedContent(fields));
    }

    private static async Task<IDocument> Parse(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
}
