using System.Net;
using Microsoft.AspNetCore.Builder;
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

/// <summary>The web application over a <see cref="Station"/>, without a network. Jobs run only when a test says so.</summary>
public sealed class WebStation : IAsyncDisposable
{
    private WebStation(Station station, WebApplication app) => (Station, App) = (station, app);

    public Station Station { get; }

    public WebApplication App { get; }

    public IEnumerable<RouteEndpoint> Endpoints => App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public static async Task<WebStation> Create(Action<IServiceCollection>? configure = null)
    {
        var station = await Station.Create();
        var app = WebInstance.Build(
            station.AppConnectionString,
            station.Home,
            builder =>
            {
                builder.WebHost.UseTestServer();
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
        return new(station, app);
    }

    /// <summary>A browser that nobody has signed in with.</summary>
    /// <param name="from">The address that the connection comes from.</param>
    public Browsing Browse(string? from = null) =>
        new(App.GetTestServer().CreateHandler(http => http.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from)));

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
