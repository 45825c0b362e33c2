using Microsoft.Playwright;
using Wardwise.Testing;

namespace Wardwise.Browser.Tests;

/// <summary>One Chromium for a class of tests: the machine's own, or the one that CHROMIUM names.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Ends a test that hangs; how long anything takes on a busy machine is no test's affair.</summary>
    private const int Patience = 180_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The accessibility checks of axe-core, to be run in a page.</summary>
    public static string AxeFile => Checkout.File("node_modules", "axe-core", "axe.min.js");

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath =
                    Environment.GetEnvironmentVariable("CHROMIUM")
                    ?? Usual.FirstOrDefault(File.Exists)
                    ?? throw new FileNotFoundException(
                        "The browser tests need Chromium: install your system's package (apt-get install chromium), or name one in "
                            + "CHROMIUM."
                    ),
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A page of a new visitor. What the browser complains of is kept in <paramref name="complaints"/>.</summary>
    public async Task<IPage> Open(int width, List<string> complaints, bool script = true)
    {
        var context = await _browser!.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
                JavaScriptEnabled = script,
                Locale = "en-GB",
                TimezoneId = "Europe/London",
            }
        );
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        return page;
    }

    /// <summary>What axe says of govuk-frontend's own HTML and script, which its makers have tested with screen readers.</summary>
    private static readonly (string Rule, string Selector, string Reason)[] Upstream =
    [
        ("aria-allowed-attr", ".govuk-radios__input", "radios that show more questions say aria-expanded"),
        ("label-content-name-mismatch", ".govuk-file-upload-button", "the button's name repeats the label of the question"),
        ("label-content-name-mismatch", ".govuk-accordion__section-button", "the button's name ends with what it does"),
    ];

    /// <summary>What axe finds wrong on the page, a line each.</summary>
    public static async Task<string[]> Violations(IPage page)
    {
        // Through the debugger, so the page's own policy need not allow it.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(await File.ReadAllTextAsync(AxeFile));
        }

        return await page.EvaluateAsync<string[]>(
            """
            async upstream => (await axe.run()).violations.flatMap(v => v.nodes
              .filter(n => !upstream.some(([rule, selector]) => rule === v.id && document.querySelector(n.target[0])?.matches(selector)))
              .map(n => `${v.id}: ${n.target} ${n.failureSummary}`))
            """,
            Upstream.Select(u => new[] { u.Rule, u.Selector }).ToArray()
        );
    }

    /// <summary>How far the page is wider than the window.</summary>
    public static Task<int> Overflow(IPage page) =>
        page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>A picture, when somebody has said where they want pictures.</summary>
    public static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("WARDWISE_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
