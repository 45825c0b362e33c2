using System.Net;
using Microsoft.AspNetCore.Routing;
using Wardwise.App.Access;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;
using Wardwise.Web.Security;

namespace Wardwise.Web.Tests.House;

/// <summary>Every door has a policy, and the matrix of doors and roles answers as it is written in <c>docs/access.md</c>.</summary>
public sealed class EndpointPolicyTests(EndpointPolicyTests.Shared shared) : IClassFixture<EndpointPolicyTests.Shared>
{
    private const string Absent = "P-2020-9999";

    public sealed class Shared : IAsyncLifetime
    {
        public WebStation Web { get; private set; } = null!;

        public async Task InitializeAsync() => Web = await WebStation.Create();

        public async Task DisposeAsync() => await Web.DisposeAsync();
    }

    [Fact]
    public void EveryEndpoint_NamesWhatItNeeds() => Assert.Empty(WithoutPolicy(shared.Web.Endpoints));

    [Fact]
    public void AnEndpointWithoutAPolicy_WouldBeFound()
    {
        var bare = new RouteEndpointBuilder(
            _ => Task.CompletedTask,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/open-door"),
            0
        ).Build();

        Assert.Equal(["/open-door"], WithoutPolicy([(RouteEndpoint)bare]));
    }

    [Fact]
    public async Task SomebodyNotSignedIn_IsSentToSignIn_AtEveryDoorButTheOpenOnes()
    {
        using var browser = shared.Web.Browse();
        foreach (var (path, act) in Doors().Where(d => d.Act != Act.Enter))
        {
            using var response = await browser.Raw(HttpMethod.Get, path);
            Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{path} ({act}) answered {response.StatusCode}");
            Assert.StartsWith("/sign-in?returnUrl=", response.Headers.Location!.OriginalString);
        }
    }

    [Theory]
    [InlineData(Role.Officer)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Partner)]
    [InlineData(Role.Administrator)]
    public async Task EachDoor_AnswersEachRole_AsTheMatrixSays(Role role)
    {
        using var browser = await shared.Web.Browse(role);
        foreach (var (path, act) in Doors().Where(d => d.Path is not "/sign-out"))
        {
            using var response = await browser.Raw(HttpMethod.Get, path);
            if (Policy.RolesFor(act).Contains(role))
            {
                Assert.True(
                    response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError),
                    $"{role} at {path} ({act}): {response.StatusCode}"
                );
            }
            else
            {
                Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{role} at {path} ({act}): {response.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task APostWithoutTheFormsToken_IsRefused_AtEveryDoor()
    {
        using var browser = await shared.Web.Browse(Role.Administrator);
        foreach (var (path, act) in Doors().Where(d => d.Act != Act.Enter && Policy.RolesFor(d.Act).Contains(Role.Administrator)))
        {
            using var response = await browser.Raw(HttpMethod.Post, path, new FormUrlEncodedContent([]));
            Assert.True(
                response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound,
                $"{path} ({act}): {response.StatusCode}"
            );
        }
    }

    [Fact]
    public void ThePublishedMatrix_IsTheOneInForce()
    {
        var page = Checkout.File("docs", "access.md");
        var published = File.ReadAllText(page);
        if (Environment.GetEnvironmentVariable("WARDWISE_PUBLISH") is not null)
        {
            File.WriteAllText(page, published[..published.IndexOf("| Door |", StringComparison.Ordinal)] + Matrix() + "\n");
            return;
        }

        Assert.Equal(Matrix(), published[published.IndexOf("| Door |", StringComparison.Ordinal)..].Trim());
    }

    private string Matrix()
    {
        var roles = Enum.GetValues<Role>();
        var lines = new List<string>
        {
            "| Door | Asks | " + string.Join(" | ", roles) + " |",
            "|---|---|" + string.Concat(roles.Select(_ => "---|")),
        };
        lines.AddRange(
            shared
                .Web.Endpoints.Where(e => !IsAsset(e))
                .Select(e => (Path: "/" + e.RoutePattern.RawText!.Trim('/'), e.Metadata.GetMetadata<NeedsAttribute>()!.Act))
                .Distinct()
                .OrderBy(d => d.Path, StringComparer.Ordinal)
                .Select(d =>
                    $"| {d.Path} | {d.Act} | "
                    + string.Join(" | ", roles.Select(r => Policy.RolesFor(d.Act).Contains(r) ? "yes" : "no"))
                    + " |"
                )
        );
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> WithoutPolicy(IEnumerable<RouteEndpoint> endpoints) =>
        endpoints.Where(e => e.Metadata.GetMetadata<NeedsAttribute>() is null).Select(e => e.RoutePattern.RawText!);

    /// <summary>Every door, with its parameters filled in by something that is not there.</summary>
    private IReadOnlyList<(string Path, Act Act)> Doors() =>
        [
            .. shared
                .Web.Endpoints.Where(e => !IsAsset(e))
                .Select(e => (Path: EveryDoor.Path(e.RoutePattern, Absent, Absent), e.Metadata.GetMetadata<NeedsAttribute>()!.Act))
                .Distinct()
                .OrderBy(d => d.Path),
        ];

    /// <summary>A style, a script, a picture: the same for everybody.</summary>
    private static bool IsAsset(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.Contains('.', StringComparison.Ordinal)
        && endpoint.Metadata.GetMetadata<NeedsAttribute>()!.Act is Act.Enter;
}
