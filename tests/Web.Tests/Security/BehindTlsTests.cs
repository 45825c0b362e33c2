using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;
using Wardwise.Web.Security;
using Wardwise.Web.Tests.Accounts;

namespace Wardwise.Web.Tests.Security;

/// <summary>Behind a web server with a certificate, as docs/operations.md says.</summary>
public sealed class BehindTlsTests
{
    private const string Name = "wardwise.example.org";

    [Fact]
    public async Task WhereTheAddressIsHttps_CookiesAreSecure_AndTheBrowserIsToldToStayWithTls()
    {
        await using var web = await Listening("https://" + Name, proxies: null);
        using var browser = web.Browse();
        using var answer = await browser.Raw(Ask("/sign-in", Name));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), c => Assert.Contains("; secure", c, StringComparison.Ordinal));
        Assert.StartsWith("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSessionsCookie_IsSecureToo()
    {
        await using var web = await Listening("https://" + Name, proxies: null);
        using var browser = web.Browse();
        using var page = await browser.Raw(Ask("/sign-in", Name));
        var html = await page.Content.ReadAsStringAsync();
        using var send = Filled(page, html, Station.Password);
        using var answer = await browser.Raw(send);
        var session = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("wardwise-session=", StringComparison.Ordinal));
        Assert.Contains("; secure", session, StringComparison.Ordinal);
        Assert.Contains("; httponly", session, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData(null, false)]
    public async Task WhatAProxySays_IsBelieved_OfNamedOnesOnly(string? proxies, bool believed)
    {
        await using var web = await Listening("http://" + Name, proxies);
        using var browser = web.Browse();
        using var request = Ask("/sign-in", Name);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "192.0.2.7");
        using var answer = await browser.Raw(request);
        Assert.Equal(believed, answer.Headers.Contains("Strict-Transport-Security"));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), c => Assert.Equal(believed, c.Contains("; secure", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("127.0.0.1", "192.0.2.7")]
    [InlineData("10.0.0.1", "127.0.0.1")]
    [InlineData(null, "127.0.0.1")]
    public async Task WhoFailedToSignIn_IsKnownByTheAddress_ThatANamedProxySays(string? proxies, string from)
    {
        await using var web = await Listening("http://" + Name, proxies);
        using var browser = web.Browse();
        using var page = await browser.Raw(Ask("/sign-in", Name));
        using var send = Filled(page, await page.Content.ReadAsStringAsync(), "not the passphrase");
        send.Headers.Add("X-Forwarded-For", "192.0.2.7");
        using var answer = await browser.Raw(send);

        Assert.Equal(1, await Guesses.Number(web, $"select count(*) from trail where why = 'failed to sign in, from {from}'"));
    }

    [Theory]
    [InlineData(Name, HttpStatusCode.OK)]
    [InlineData("WARDWISE.example.org", HttpStatusCode.OK)]
    [InlineData("second.example.org", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("wardwise.example.org.evil.example", HttpStatusCode.BadRequest)]
    public async Task OnlyTheSitesOwnNames_AreAnswered(string host, HttpStatusCode status)
    {
        await using var web = await Listening("https://" + Name, proxies: null);
        using var browser = web.Browse();
        using var answer = await browser.Raw(Ask("/sign-in", host));
        Assert.Equal(status, answer.StatusCode);
        if (status != HttpStatusCode.OK)
        {
            Assert.Contains("This is not the address of Wardwise", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("wardwise", null, "WARDWISE_ADDRESS")]
    [InlineData("ftp://wardwise", null, "WARDWISE_ADDRESS")]
    [InlineData(null, "the proxy", "WARDWISE_PROXIES")]
    public void WhatCannotBeRead_IsSaidInOneSentence(string? address, string? proxies, string names) =>
        Assert.StartsWith(names, Assert.Throws<InstanceException>(() => PublicAddress.Read(address, null, proxies)).Message);

    private static Task<WebStation> Listening(string address, string? proxies) =>
        WebStation.Listening(services =>
            services.Replace(ServiceDescriptor.Singleton(PublicAddress.Read(address, "second.example.org", proxies)))
        );

    private static HttpRequestMessage Filled(HttpResponseMessage page, string html, string password)
    {
        var send = Ask("/sign-in", Name);
        send.Method = HttpMethod.Post;
        send.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        send.Content = new FormUrlEncodedContent([
            new("Input.Email", Station.EmailOf(Role.Officer)),
            new("Input.Password", password),
            new("__RequestVerificationToken", html.Split("__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0]),
        ]);
        return send;
    }

    private static HttpRequestMessage Ask(string path, string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        return request;
    }
}
