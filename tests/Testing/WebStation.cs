using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Wardwise.App.Jobs;
using Wardwise.Domain.Accounts;
using Wardwise.Web;

namespace Wardwise.Testing;

/// <summary>The web application over a <see cref="Station"/>, without a network, and with no setting of this machine's environment. Jobs
/// run only when a test says so.</summary>
public sealed class WebStation : IAsyncDisposable
{
    private readonly bool _listens;

    private WebStation(Station station, WebApplication app, bool listens) => (Station, App, _listens) = (station, app, listens);

    public Station Station { get; }

    public WebApplication App { get; }

    /// <summary>Where it listens, when it does.</summary>
    public Uri Address => _listens ? new(App.Urls.First()) : new("http://localhost");

    public IEnumerable<RouteEndpoint> Endpoints => App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public static Task<WebStation> Create(Action<IServiceCollection>? configure = null) => Create(configure, listens: false);

    /// <summary>With the server that listens to the network, which refuses things of its own.</summary>
    public static Task<WebStation> Listening(Action<IServiceCollection>? configure = null) => Create(configure, listens: true);

    private static async Task<WebStation> Create(Action<IServiceCollection>? configure, bool listens)
    {
        Settings.Forget();
        var station = await Station.Create();
        var app = WebInstance.Build(
            station.Logins,
            station.Home,
            builder =>
            {
                if (listens)
                {
                    builder.WebHost.UseUrls("http://127.0.0.1:0");
                }
                else
                {
                    builder.WebHost.UseTestServer();
                }

                builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(station.Clock));
                builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1000);
                foreach (
                    var hosted in builder
                        .Services.Where(s =>
                            s.ServiceType == typeof(IHostedService) && s.ImplementationFactory?.Method.ReturnType == typeof(JobRunner)
                        )
                        .ToList()
                )
                {
                    builder.Services.Remove(hosted);
                }

                configure?.Invoke(builder.Services);
            }
        );
        await app.StartAsync();
        return new(station, app, listens);
    }

    /// <summary>A browser that nobody has signed in with.</summary>
    /// <param name="from">The address that the connection comes from.</param>
    public Browsing Browse(string? from = null) =>
        new(
            _listens
                ? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
                : App.GetTestServer().CreateHandler(http => http.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from)),
            Address
        );

    /// <summary>A browser signed in through the sign-in page.</summary>
    public async Task<Browsing> Browse(Role role)
    {
        var browsing = Browse();
        await browsing.Open("/sign-in");
        await browsing.Send(new() { ["Input.Email"] = Station.EmailOf(role), ["Input.Password"] = Station.Password });
        return browsing;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        await Station.DisposeAsync();
    }
}
