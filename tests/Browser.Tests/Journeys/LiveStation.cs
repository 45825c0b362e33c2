using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Wardwise.App.Jobs;
using Wardwise.Testing;
using Wardwise.Web;

namespace Wardwise.Browser.Tests.Journeys;

/// <summary>The whole application over a <see cref="Testing.Station"/>, served on a port of this machine for a real browser.</summary>
public sealed class LiveStation : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveStation(Station station, WebApplication app) => (Station, _app) = (station, app);

    public Station Station { get; }

    public Uri Address => new(_app.Urls.First());

    public IEnumerable<RouteEndpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public static async Task<LiveStation> Start()
    {
        var station = await Station.Create();
        var app = WebInstance.Build(
            station.Logins,
            station.Home,
            builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(station.Clock));
                builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1000);
                // Jobs run by the clock, which stands still here.
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
            }
        );
        await app.StartAsync();
        return new(station, app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Station.DisposeAsync();
    }
}
