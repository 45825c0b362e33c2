using System.Text.Json;
using Wardwise.Testing;

namespace Wardwise.Browser.Tests;

public sealed class ComponentsTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private readonly List<string> _complaints = [];
    private DesignHost _host = null!;

    public async Task InitializeAsync() => _host = await DesignHost.Start();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(360, true)]
    [InlineData(1280, true)]
    [InlineData(360, false)]
    [InlineData(1280, false)]
    public async Task Components_AreAccessible_AndFitTheWindow(int width, bool script)
    {
        var page = await chromium.Open(width, _complaints, script);
        await page.GotoAsync(new Uri(_host.Address, "/design").ToString());
        if (script)
        {
            await page.Locator(".leaflet-container").First.WaitForAsync();
        }

        await Chromium.Picture(page, $"design-{width}{(script ? "" : "-no-script")}");

        Assert.Equal(0, await Chromium.Overflow(page));
        // Without script axe cannot run; the HTML is the same.
        if (script)
        {
            Assert.Equal("", string.Join("\n", await Chromium.Violations(page)));
        }

        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Errors_AreAccessible_AndTakeTheFocus()
    {
        var page = await chromium.Open(360, _complaints);
        await page.GotoAsync(new Uri(_host.Address, "/design").ToString());
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.Locator(".govuk-error-summary").WaitForAsync();
        await Chromium.Picture(page, "design-errors-360");

        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.classList.contains('govuk-error-summary')"));
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Enter the date the response started" }).ClickAsync();
        Assert.Equal("Input-Started-day", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        Assert.Empty(await Chromium.Violations(page));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Area_DrawnByKeyboard_IsWrittenDown()
    {
        var page = await chromium.Open(1280, _complaints);
        await page.GotoAsync(new Uri(_host.Address, "/design").ToString());
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Draw an area" }).ClickAsync();
        foreach (var way in new[] { "ArrowRight", "ArrowDown", "ArrowLeft" })
        {
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync(way);
            // The map glides, and says so while it does.
            await page.WaitForFunctionAsync("() => !document.querySelector('.leaflet-pan-anim')");
        }

        var area = JsonDocument.Parse(await page.Locator("#Input-Area").InputValueAsync()).RootElement;
        Assert.Equal("Polygon", area.GetProperty("type").GetString());
        var ring = area.GetProperty("coordinates")[0];
        Assert.Equal(4, ring.GetArrayLength());
        Assert.Equal(ring[0].ToString(), ring[3].ToString());
        Assert.True(ring[1][0].GetDouble() > ring[0][0].GetDouble());
        await page.Locator("[data-draw-into]").ScrollIntoViewIfNeededAsync();
        await Chromium.Picture(page, "design-drawn");

        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        Assert.Equal("", await page.Locator("#Input-Area").InputValueAsync());
        Assert.Empty(_complaints);
    }

    [Theory]
    [InlineData("/nothing-here", "not-found")]
    [InlineData("/fault", "fault")]
    public async Task ErrorPages_AreAccessible(string path, string name)
    {
        var page = await chromium.Open(1280, _complaints);
        await page.GotoAsync(new Uri(_host.Address, path).ToString());
        await Chromium.Picture(page, name);

        Assert.Empty(await Chromium.Violations(page));
    }
}
