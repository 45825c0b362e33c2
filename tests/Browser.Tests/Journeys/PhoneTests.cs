using Wardwise.App.Access;
using Wardwise.App.Problems;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;
using Wardwise.Web.Security;

namespace Wardwise.Browser.Tests.Journeys;

/// <summary>On a phone no page is wider than the window: what is wide stands as cards, or scrolls within itself.</summary>
public sealed class PhoneTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Phone = 390;

    /// <summary>The pages of a problem with everything on it, after its address.</summary>
    private static readonly string[] OfAProblem =
    [
        "?tab=scanning",
        "?tab=analysis",
        "?tab=response",
        "?tab=assessment",
        "/scanning",
        "/analysis",
        "/aim",
        "/plan",
        "/assessment",
        "/steps/new",
        "/incidents",
        "/incidents/link",
        "/measure",
        "/sign-off",
        "/close",
        "/error",
    ];

    [Theory]
    [InlineData(Role.Officer)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Partner)]
    [InlineData(Role.Administrator)]
    public async Task NoPageScrollsSideways(Role role)
    {
        await using var live = await LiveStation.Start();
        var station = await ProblemStation.On(live.Station);
        var reference = await station.SignedOff();
        ProblemStation.Done(
            await station
                .Get<AddStep>()
                .Run(station.Officer, station.Step(reference) with { What = "Write to " + new string('m', 150) }, default)
        );
        await station.Share(reference, takesPart: true);
        var complaints = new List<string>();
        var page = await chromium.Open(Phone, complaints);
        await page.GotoAsync(new Uri(live.Address, "/sign-in").ToString());
        await page.Locator("[name='Input.Email']").FillAsync(Station.EmailOf(role));
        await page.Locator("[name='Input.Password']").FillAsync(Station.Password);
        var there = page.WaitForURLAsync(live.Address.ToString());
        await page.Locator("main button[type=submit]").ClickAsync();
        await there;
        var faults = new List<string>();
        foreach (var path in Pages(live, role).Concat(Of(role, reference)))
        {
            await page.GotoAsync(new Uri(live.Address, path).ToString());
            await Chromium.Picture(page, $"phone-{role}{path.Replace('/', '-').Replace('?', '-')}");
            if (await Chromium.Overflow(page) is > 0 and var over)
            {
                faults.Add($"{path} is {over} pixels too wide");
            }
        }

        Assert.Empty(faults);
    }

    private static IEnumerable<string> Pages(LiveStation live, Role role) =>
        live
            .Endpoints.Where(e => e.RoutePattern.Parameters.Count == 0)
            .Select(e => (Path: "/" + e.RoutePattern.RawText!.Trim('/'), e.Metadata.GetMetadata<NeedsAttribute>()!.Act))
            .Where(p => p.Act is not Act.Enter && Policy.RolesFor(p.Act).Contains(role) && !p.Path.Contains('.'))
            .Select(p => p.Path)
            .Distinct()
            .Order();

    private static IEnumerable<string> Of(Role role, string reference) =>
        role is Role.Administrator
            ? []
            : OfAProblem
                .Select(p => $"/problems/{reference}{p}")
                .Concat([$"/records/{reference}/history", $"/records/{reference}/sharing", $"/records/{reference}/notes/new"]);
}
