using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Wardwise.Testing;

/// <summary>A browser without script: keeps cookies, follows redirects, sends the forms of the page it is on with their hidden
/// fields.</summary>
public sealed class Browsing : IDisposable
{
    private readonly HttpClient _client;
    private readonly CookieContainer _cookies = new();
    private readonly HtmlParser _parser = new();

    internal Browsing(HttpMessageHandler handler, Uri? address = null) =>
        _client = new HttpClient(new Cookies(_cookies, handler)) { BaseAddress = address ?? new("http://localhost") };

    /// <summary>A browser at a server that listens.</summary>
    public static Browsing At(Uri address) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, address);

    /// <summary>The page, after redirects.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    /// <summary>Path and query of the page.</summary>
    public string Address { get; private set; } = "";

    public string Heading => Text("h1");

    public IEnumerable<string> Errors =>
        Page.QuerySelectorAll(".govuk-error-summary__list a, .govuk-error-summary__list li").Select(e => e.TextContent.Trim()).Distinct();

    public string Text(string selector) => Squash(Page.QuerySelector(selector)?.TextContent ?? "");

    public IEnumerable<string> Texts(string selector) => Page.QuerySelectorAll(selector).Select(e => Squash(e.TextContent));

    public async Task<Browsing> Open(string path)
    {
        await Follow(await _client.GetAsync(new Uri(path, UriKind.Relative)));
        return this;
    }

    /// <summary>The answer itself, without following it.</summary>
    public Task<HttpResponseMessage> Raw(HttpMethod method, string path, HttpContent? content = null) =>
        _client.SendAsync(new HttpRequestMessage(method, path) { Content = content });

    /// <summary>The answer to a request made by hand.</summary>
    public Task<HttpResponseMessage> Raw(HttpRequestMessage request) => _client.SendAsync(request);

    /// <summary>Follows the link with this text.</summary>
    public Task<Browsing> Click(string text)
    {
        var link =
            Page.QuerySelectorAll("a[href]").FirstOrDefault(a => Squash(a.TextContent).Contains(text, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"There is no link '{text}' on {Address}.");
        return Open(Resolve(link.GetAttribute("href")!));
    }

    /// <summary>Fills in and sends a form: by its selector, else the one that has the first field, else the page's first in main.</summary>
    public async Task<Browsing> Send(Dictionary<string, string> values, string? form = null, string? button = null)
    {
        var forms = Page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().ToList();
        var sent = form is not null
            ? (IHtmlFormElement)(Page.QuerySelector(form) ?? throw new InvalidOperationException($"There is no form {form} on {Address}."))
            : forms.FirstOrDefault(f => values.Count > 0 && values.Keys.All(k => f.Elements.Any(e => e.GetAttribute("name") == k)))
                ?? forms.FirstOrDefault(f =>
                    values.Keys.FirstOrDefault() is { } first && f.Elements.Any(e => e.GetAttribute("name") == first)
                )
                ?? forms.FirstOrDefault()
                ?? throw new InvalidOperationException($"There is no form on {Address}.");
        var sentTo = sent.GetAttribute("action");
        var fields = Fields(sent).Where(f => !values.ContainsKey(f.Key)).Concat(values).ToList();
        if (button is not null)
        {
            var pressed = sent.QuerySelectorAll("button").First(b => Squash(b.TextContent).Contains(button, StringComparison.Ordinal));
            sentTo = pressed.GetAttribute("formaction") ?? sentTo;
            if (pressed.GetAttribute("name") is { Length: > 0 } name)
            {
                fields.Add(new(name, pressed.GetAttribute("value") ?? ""));
            }
        }

        var action = sentTo is { Length: > 0 } given ? Resolve(given) : Address;
        if (string.Equals(sent.Method, "get", StringComparison.OrdinalIgnoreCase))
        {
            return await Open(
                action.Split('?')[0]
                    + "?"
                    + string.Join('&', fields.Select(f => Uri.EscapeDataString(f.Key) + "=" + Uri.EscapeDataString(f.Value)))
            );
        }

        using HttpContent content = sent.Enctype == "multipart/form-data" ? Multipart(fields) : new FormUrlEncodedContent(fields);
        await Follow(await _client.PostAsync(new Uri(action, UriKind.Relative), content));
        return this;
    }

    /// <summary>Puts a cookie, such as "name=value", into the browser.</summary>
    public void Keep(string cookie) => _cookies.SetCookies(_client.BaseAddress!, cookie);

    public void Dispose() => _client.Dispose();

    /// <summary>Sends fields to an address without opening its page, as from a page that somebody kept open, or made.</summary>
    public async Task<Browsing> Post(
        string path,
        IReadOnlyDictionary<string, string> values,
        (string Field, string Name, byte[] Bytes)? file = null
    )
    {
        await Open("/my-day");
        if (Page.QuerySelector("input[name=__RequestVerificationToken]") is null)
        {
            await Open("/problems/new");
        }

        var token = Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = Multipart(values.Append(new("__RequestVerificationToken", token)));
        if (file is var (field, name, bytes))
        {
            content.Add(new ByteArrayContent(bytes), field, name);
        }

        await Follow(await _client.PostAsync(new Uri(path, UriKind.Relative), content));
        return this;
    }

    private static MultipartFormDataContent Multipart(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        return content;
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            var name = element.GetAttribute("name");
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                case IHtmlInputElement { Type: "submit" or "file" }:
                case IHtmlButtonElement:
                    break;
                case IHtmlInputElement input when name is not null:
                    yield return new(name, input.Value);
                    break;
                case IHtmlTextAreaElement area when name is not null:
                    yield return new(name, area.Value);
                    break;
                case IHtmlSelectElement select when name is not null:
                    yield return new(name, select.Value ?? "");
                    break;
            }
        }
    }

    private async Task Follow(HttpResponseMessage response)
    {
        for (var hops = 0; response.Headers.Location is { } to && hops < 10; hops++)
        {
            response.Dispose();
            response = await _client.GetAsync(to);
        }

        using (response)
        {
            Status = response.StatusCode;
            Address = response.RequestMessage!.RequestUri!.PathAndQuery;
            Page = _parser.ParseDocument(await response.Content.ReadAsStringAsync());
        }
    }

    private string Resolve(string href) => new Uri(new Uri("http://localhost" + Address), href).PathAndQuery;

    private static string Squash(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed class Cookies(CookieContainer jar, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (jar.GetCookieHeader(request.RequestUri!) is { Length: > 0 } cookies)
            {
                request.Headers.TryAddWithoutValidation("Cookie", cookies);
            }

            var response = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                jar.SetCookies(request.RequestUri!, cookie);
            }

            return response;
        }
    }
}
