using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.Browser.Tests.Journeys;

/// <summary>
/// Somebody at a browser, who finds things by what they read: labels, buttons, links. Looks at every page they come to, once on a
/// desk and once on a phone, and keeps what is wrong with it.
/// </summary>
internal sealed class Visitor
{
    private const int Desk = 1280,
        Phone = 360;

    private readonly Uri _home;
    private readonly List<string> _faults;
    private readonly bool _script;
    private readonly HashSet<string> _seen = [];

    private Visitor(IPage page, Uri home, List<string> faults, bool script) =>
        (Page, _home, _faults, _script) = (page, home, faults, script);

    public IPage Page { get; }

    public ILocator Main => Page.Locator("main");

    /// <param name="chromium">The browser.</param>
    /// <param name="home">Where Wardwise is.</param>
    /// <param name="faults">Takes what is wrong with any page.</param>
    /// <param name="script">Whether pages may run script.</param>
    public static async Task<Visitor> Arrive(Chromium chromium, Uri home, List<string> faults, bool script)
    {
        var page = await chromium.Open(Desk, faults, script);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                faults.Add($"{response.Url} answered {response.Status}");
            }
        };
        return new(page, home, faults, script);
    }

    public async Task SignIn(Role role)
    {
        await Open("/sign-in");
        await Fill("E-mail address", Station.EmailOf(role));
        await Fill("Password", Station.Password);
        await Press("Sign in");
    }

    public Task Open(string path) => Land(() => Page.GotoAsync(new Uri(_home, path).ToString()));

    public Task Press(string button) => Land(() => Main.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync());

    public Task Follow(string link) => Land(() => Page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync());

    /// <summary>A step of the problem: Scanning, Analysis, Response or Assessment.</summary>
    public Task Tab(string step) =>
        Land(() =>
            Page.GetByRole(AriaRole.Navigation, new() { Name = "Steps of this problem" })
                .GetByRole(AriaRole.Link, new() { Name = step })
                .ClickAsync()
        );

    /// <summary>Asks the search box at the top of every page.</summary>
    public async Task Search(string words)
    {
        await Page.Locator("#top-search").FillAsync(words);
        await Land(() => Page.Locator(".ww-top__search button").ClickAsync());
    }

    /// <summary>What a function of script says of the thing that has the focus.</summary>
    public async Task<string> Focus(string says) =>
        (await (await Page.EvaluateHandleAsync("() => document.activeElement")).AsElement()!.EvaluateAsync<string>(says))!;

    public Task Fill(string label, string text) => Main.GetByLabel(label, new() { Exact = true }).FillAsync(text);

    public Task Select(string label, string option) =>
        Main.GetByLabel(label, new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = option });

    /// <summary>Ticks a box or a radio button, of the question with that legend where it is given.</summary>
    public Task Check(string label, string? legend = null) =>
        (legend is null ? Main : Main.GetByRole(AriaRole.Group, new() { Name = legend }))
            .GetByLabel(label, new() { Exact = true })
            .CheckAsync();

    public async Task Date(string legend, DateOnly day)
    {
        var group = Main.GetByRole(AriaRole.Group, new() { Name = legend });
        await group.GetByLabel("Day").FillAsync(day.Day.ToString(CultureInfo.InvariantCulture));
        await group.GetByLabel("Month").FillAsync(day.Month.ToString(CultureInfo.InvariantCulture));
        await group.GetByLabel("Year").FillAsync(day.Year.ToString(CultureInfo.InvariantCulture));
    }

    public Task Unfold(string summary) => Main.Locator("summary", new() { HasText = summary }).ClickAsync();

    /// <summary>Gives a file to the page's only question for one; script puts a button in front of the field, which keeps the
    /// label.</summary>
    public Task Attach(string file) => Main.Locator("input[type=file]").SetInputFilesAsync(file);

    /// <summary>What the page says, in one line.</summary>
    public async Task<string> Says() =>
        string.Join(' ', (await Main.InnerTextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public async Task Reads(string words)
    {
        var says = await Says();
        Assert.True(says.Contains(words, StringComparison.Ordinal), $"{Page.Url} does not say “{words}”: {says}");
    }

    /// <summary>Does what leads to another page, and waits until it is there.</summary>
    public async Task Land(Func<Task> act)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
        Page.Load += Loaded;
        try
        {
            await act();
            await loaded.Task;
        }
        finally
        {
            Page.Load -= Loaded;
        }

        await Look();
    }

    /// <summary>On how many sides of A4 the page prints.</summary>
    public async Task<int> PagesInPrint() =>
        Encoding.Latin1.GetString(await Page.PdfAsync(new() { Format = "A4" })).Split("/Type /Page\n").Length - 1;

    /// <summary>Looks at the page as it is now.</summary>
    /// <param name="state">What was done to it since it came, so that it is looked at once more.</param>
    public async Task Look(string state = "")
    {
        var where = $"{new Uri(Page.Url).PathAndQuery} {state}".Trim();
        foreach (var error in await Page.Locator(".govuk-error-summary__list li").AllInnerTextsAsync())
        {
            Assert.Fail($"{where} refused: {error}");
        }

        if (!_seen.Add(where))
        {
            return;
        }

        foreach (var width in (int[])[Phone, Desk])
        {
            await Page.SetViewportSizeAsync(width, 800);
            if (await Chromium.Overflow(Page) is > 0 and var over)
            {
                _faults.Add($"{where} is {over} pixels too wide for a window of {width}");
            }

            // Without script axe cannot run; the HTML is the same.
            if (_script)
            {
                _faults.AddRange((await Chromium.Violations(Page)).Select(v => $"{where} at {width}: {v}"));
            }

            await Chromium.Picture(Page, $"{where.Trim('/').Replace('/', '-').Replace('?', '-')}-{width}{(_script ? "" : "-no-script")}");
        }
    }
}
