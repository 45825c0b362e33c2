using System.Globalization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Wardwise.App;
using Wardwise.App.Data;
using Wardwise.App.Jobs;
using Wardwise.App.Notices;
using Wardwise.App.Records;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web;

/// <summary>The web application over one instance.</summary>
internal static class WebInstance
{
    /// <summary>What requests that run get to finish when the server is told to stop.</summary>
    public static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(30);

    public static WebApplication Build(Logins logins, string home, Action<WebApplicationBuilder>? configure = null)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(WebInstance).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets();
        builder
            .Logging.ClearProviders()
            .AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning)
            // The keys lie in the instance's home, closed to others.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        var kept = new InstanceHome(home);
        builder.Services.AddWardwise(logins, kept);
        AddKeys(builder.Services, kept);
        AddDoor(builder);
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(SessionCookie.Configure);
        builder.Services.AddScoped<CurrentActor>();
        builder.Services.AddSingleton<SentOnce>();
        builder.Services.AddRazorPages().AddMvcOptions(o => o.Filters.AddService<SentOnce>());
        builder.Services.AddWardwiseInterface();
        builder.Services.AddHostedService(s => s.GetRequiredService<JobRunner>());
        if (MailServer.FromEnvironment() is { } mail)
        {
            builder.Services.AddSingleton(mail);
        }

        builder.Services.AddScoped<WaitingCounts>(services =>
            async (actor, cancel) =>
                (await services.GetRequiredService<CountWaiting>().Run(actor, cancel)) is { Done: true, Value: var waiting }
                    ? waiting
                    : new(0, 0)
        );
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseWardwiseInterface();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<Gate>();
        app.UseMiddleware<ReadableForm>();
        app.MapGroup("").WithMetadata(new NeedsAttribute(Wardwise.App.Access.Act.Enter)).MapStaticAssets();
        app.MapRazorPages();
        return app;
    }

    /// <summary>The keys of cookies and links, sealed where a certificate is given.</summary>
    private static void AddKeys(IServiceCollection services, InstanceHome home)
    {
        var certificate = SealingCertificate.FromEnvironment();
        services.AddSingleton(certificate);
        var keys = services.AddDataProtection().SetApplicationName("Wardwise").PersistKeysToFileSystem(new DirectoryInfo(home.Keys));
        if (certificate.IsGiven)
        {
            keys.ProtectKeysWithCertificate(certificate.All[0]).UnprotectKeysWithAnyCertificate([.. certificate.All]);
        }
    }

    /// <summary>What the server reads, whom it believes, and how it ends.</summary>
    private static void AddDoor(WebApplicationBuilder builder)
    {
        var address = PublicAddress.FromEnvironment();
        builder.Services.AddSingleton(address);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestLineSize = ReadableRequest.LongestTargetRead;
            server.Limits.MaxRequestHeadersTotalSize = ReadableRequest.LongestHeadersRead;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeToFinish);
        builder
            .Services.AddOptions<ForwardedHeadersOptions>()
            .PostConfigure<PublicAddress>(
                (forwarded, named) =>
                {
                    // Without a list of proxies the middleware would believe everybody.
                    forwarded.ForwardedHeaders =
                        named.Proxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
                    forwarded.ForwardLimit = null;
                    forwarded.KnownProxies.Clear();
                    forwarded.KnownIPNetworks.Clear();
                    foreach (var proxy in named.Proxies)
                    {
                        forwarded.KnownIPNetworks.Add(proxy);
                    }
                }
            );
    }
}
