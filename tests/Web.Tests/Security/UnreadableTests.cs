using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Parser;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Web.Tests.Security;

/// <summary>What cannot be read or kept is answered with a page and a sentence, by the server that people really reach.</summary>
public sealed class UnreadableTests(UnreadableTests.Shared shared) : IClassFixture<UnreadableTests.Shared>
{
    public sealed class Shared : IAsyncLifetime
    {
        public WebStation Web { get; private set; } = null!;

        public Browsing Stranger { get; private set; } = null!;

        public Browsing Officer { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Web = await WebStation.Listening();
            Stranger = Web.Browse();
            Officer = await Web.Browse(Role.Officer);
        }

        public async Task DisposeAsync()
        {
            Stranger.Dispose();
            Officer.Dispose();
            await Web.DisposeAsync();
        }
    }

    public static TheoryData<string, string, int> Forms =>
        new()
        {
            { "a file of 31 MB", "multipart/form-data; boundary=b", 413 },
            { "1,100 fields", "application/x-www-form-urlencoded", 400 },
            { "another boundary", "multipart/form-data; boundary=b", 400 },
            { "no boundary", "multipart/form-data", 400 },
            { "cut off", "multipart/form-data; boundary=b", 400 },
            { "a zero in an answer", "application/x-www-form-urlencoded", 400 },
            { "a zero in a name", "application/x-www-form-urlencoded", 400 },
            { "a zero in a part", "multipart/form-data; boundary=b", 400 },
            { "a zero in a file's name", "multipart/form-data; boundary=b", 400 },
            { "a line without end", "multipart/form-data; boundary=b", 400 },
            { "a name without end", "application/x-www-form-urlencoded", 400 },
            { "bytes that are no letters", "application/x-www-form-urlencoded; charset=utf-7", 400 },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AFormThatCannotBeRead_IsAnsweredWithAPage_SignedInOrNot(string form, string type, int status)
    {
        foreach (
            var (browser, path) in new[] { (shared.Stranger, "/sign-in"), (shared.Officer, "/problems/new"), (shared.Officer, "/nowhere") }
        )
        {
            using var content = new ByteArrayContent(Body(form));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await browser.Raw(HttpMethod.Post, path, content);
            await HasPage(answer, status, $"{form} at {path}");
        }
    }

    [Fact]
    public async Task AFileFromSomebodyWhoseSessionHasEnded_LeadsToSignIn()
    {
        using var content = new ByteArrayContent(Body("a file of 31 MB"));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using var answer = await shared.Stranger.Raw(HttpMethod.Post, "/problems/new", content);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task ALargeFormFromAStranger_IsNotKept()
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("Input.Email=" + new string('x', 2_000_000)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var answer = await shared.Stranger.Raw(HttpMethod.Post, "/sign-in", content);
        await HasPage(answer, 413, "2 MB from a stranger");
    }

    [Theory]
    [InlineData("/search?q=", 9_000)]
    [InlineData("/search?q=", 60_000)]
    [InlineData("/problems/", 9_000)]
    [InlineData("/sign-in?returnUrl=/", 150_000)]
    [InlineData("/search?q=", 900_000)]
    public async Task AnAddressThatIsTooLong_IsAnsweredWithAPage(string path, int letters)
    {
        foreach (var browser in new[] { shared.Stranger, shared.Officer })
        {
            using var answer = await browser.Raw(HttpMethod.Get, path + new string('x', letters));
            await HasPage(answer, 414, $"{path} and {letters} letters");
        }
    }

    [Fact]
    public async Task EightThousandLettersInTheSearchBox_AreAnsweredWithAPage()
    {
        foreach (var question in new[] { new string('x', 8_000), string.Concat(Enumerable.Repeat("quad bikes é ", 615)) })
        {
            using var answer = await shared.Officer.Raw(HttpMethod.Get, "/search?q=" + Uri.EscapeDataString(question));
            await HasPage(answer, 414, "8,000 letters");
        }
    }

    [Fact]
    public async Task HeadersThatAreTooLong_AreAnsweredWithAPage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        foreach (var n in Enumerable.Range(0, 10))
        {
            request.Headers.Add("Cookie", $"other{n}={new string('x', 4_000)}");
        }

        using var answer = await shared.Stranger.Raw(request);
        await HasPage(answer, 431, "40 KB of cookies");
    }

    [Theory]
    [InlineData("/incidents?location=%00")]
    [InlineData("/search?q=x&kind=%00")]
    [InlineData("/search?%00=x")]
    [InlineData("/sign-in?returnUrl=%00")]
    public async Task TextThatCannotBeKept_InAnAddress_IsTurnedAway(string path)
    {
        using var answer = await shared.Officer.Raw(HttpMethod.Get, path);
        await HasPage(answer, 400, path);
    }

    [Fact]
    public async Task ACookieThatCannotBeKept_LocksNobodyOut()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
        request.Headers.Add("Cookie", "other=%00; another=a%00b");
        using var answer = await shared.Officer.Raw(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/my-day?x=é")]
    [InlineData("/problems/Äpfel")]
    public async Task AWayBackWithAccents_LeadsBack(string back)
    {
        using var browser = shared.Web.Browse();
        await browser.Open("/sign-in?returnUrl=" + Uri.EscapeDataString(back));
        await browser.Send(new() { ["Input.Email"] = Station.EmailOf(Role.Officer), ["Input.Password"] = Station.Password });
        Assert.Equal(back, Uri.UnescapeDataString(browser.Address));
    }

    private static byte[] Body(string form)
    {
        const string Field = "--b\r\nContent-Disposition: form-data; name=\"x\"";
        return form switch
        {
            "a file of 31 MB" =>
            [
                .. Encoding.ASCII.GetBytes($"{Field}; filename=\"x.bin\"\r\n\r\n"),
                .. new byte[31_000_000],
                .. "\r\n--b--\r\n"u8,
            ],
            "bytes that are no letters" => [.. "x=a%00&y="u8, 0xFF, 0xFE, 0xC0, 0x80],
            _ => Encoding.UTF8.GetBytes(
                form switch
                {
                    "1,100 fields" => string.Join('&', Enumerable.Range(0, 1_100).Select(n => $"f{n}=x")),
                    "another boundary" => "--c\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--c--\r\n",
                    "no boundary" or "cut off" => $"{Field}\r\n\r\nhalf of what was ty",
                    "a zero in an answer" => "x=a%00b",
                    "a zero in a name" => "a%00b=x",
                    "a zero in a part" => $"{Field}\r\n\r\na\0b\r\n--b--\r\n",
                    "a zero in a file's name" => $"{Field}; filename*=utf-8''a%00b.txt\r\n\r\ntext\r\n--b--\r\n",
                    "a line without end" => $"--b\r\n{new string('x', 40_000)}\r\n\r\ny\r\n--b--\r\n",
                    "a name without end" => new string('x', 40_000) + "=1",
                    _ => throw new ArgumentException(form),
                }
            ),
        };
    }

    private static async Task HasPage(HttpResponseMessage answer, int status, string what)
    {
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.True((int)answer.StatusCode == status, $"{what}: {(int)answer.StatusCode}, not {status}");
        Assert.True(page.QuerySelector("main h1")?.TextContent.Length > 5, $"{what}: no heading");
        Assert.True(page.QuerySelector("main p.govuk-body")?.TextContent.Length > 20, $"{what}: no sentence");
    }
}
