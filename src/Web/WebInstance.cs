using System.Globalization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Wardwise.App;
using Wardwise.App.Jobs;
using Wardwise.App.Problems;
using Wardwise.App.Records;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web;

/// <summary>The web application over one instance.</summary>
internal static class WebInstance
{
    public static WebApplication Build(string connectionString, string home, Action<WebApplicationBuilder>? configure = null)
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
        builder.Services.AddWardwise(connectionString, kept);
        builder.Services.AddDataProtection().SetApplicationName("Wardwise").PersistKeysToFileSystem(new DirectoryInfo(kept.Keys));
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
        app.UseWardwiseInterface();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<Gate>();
        app.MapGroup("").WithMetadata(new NeedsAttribute(Wardwise.App.Access.Act.Enter)).MapStaticAssets();
        app.MapRazorPages();
        return app;
    }
}
