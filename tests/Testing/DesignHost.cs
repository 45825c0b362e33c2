using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Wardwise.App.Access;
using Wardwise.Web;
using Wardwise.Web.Security;

namespace Wardwise.Testing;

/// <summary>The web application with its page of components, and no database behind it.</summary>
public sealed class DesignHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _home;

    private const string Nowhere = "Host=/nowhere;Username=nobody;Database=nothing";

    private DesignHost(WebApplication app, string home) => (_app, _home) = (app, home);

    public Uri Address => new(_app.Urls.First());

    public static async Task<DesignHost> Start()
    {
        var home = Directory.CreateTempSubdirectory("wardwise-design-").FullName;
        var app = WebInstance.Build(
            new(Nowhere, Nowhere, Nowhere),
            home,
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                // Jobs need a database.
                foreach (
                    var service in builder
                        .Services.Where(d => d.ServiceType == typeof(IHostedService) && d.ImplementationFactory is not null)
                        .ToList()
                )
                {
                    builder.Services.Remove(service);
                }
            }
        );
        app.MapGet("/fault", string (HttpContext http) => throw new InvalidOperationException($"secret of {http.Request.Path}"))
            .WithMetadata(new NeedsAttribute(Act.Enter));
        await app.StartAsync();
        return new(app, home);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }
}
