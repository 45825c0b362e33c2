using System.Net;
using Wardwise.App.Access;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;
using Wardwise.Web.Security;

namespace Wardwise.Web.Tests.House;

/// <summary>No page leads anybody to a door that is shut to them.</summary>
public sealed class LinkTests
{
    [Theory]
    [InlineData(Role.Officer)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Partner)]
    [InlineData(Role.Administrator)]
    public async Task EveryLinkAndFormOfEveryPage_OpensForWhoseItIs(Role role)
    {
        await using var web = await WebStation.Create();
        await (await ProblemStation.On(web.Station)).SignedOff();
        using var browser = await web.Browse(role);
        var (followed, faults) = (new HashSet<string>(), new List<string>());
        var pages = web
            .Endpoints.Where(e => e.RoutePattern.Parameters.Count == 0)
            .Select(e => (Path: "/" + e.RoutePattern.RawText!.Trim('/'), e.Metadata.GetMetadata<NeedsAttribute>()!.Act))
            .Where(p => p.Act is not Act.Enter && Policy.RolesFor(p.Act).Contains(role) && !p.Path.Contains('.'))
            .Select(p => p.Path)
            .Distinct()
            .Order()
            .ToList();
        Assert.Contains("/", pages);
        foreach (var page in pages)
        {
            await browser.Open(page);
            var leads = browser
                .Page.QuerySelectorAll("a[href^='/']")
                .Select(a => a.GetAttribute("href")!)
                .Concat(browser.Page.QuerySelectorAll("form[method=get][action^='/']").Select(f => f.GetAttribute("action")!))
                .Where(followed.Add)
                .ToList();
            foreach (var lead in leads)
            {
                using var answer = await browser.Raw(HttpMethod.Get, lead);
                if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.InternalServerError)
                {
                    faults.Add($"{page} leads to {lead}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(faults);
        Assert.True(followed.Count > 5);
    }
}
