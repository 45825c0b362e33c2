using System.CommandLine;
using Wardwise.App;
using Wardwise.App.Data;
using Wardwise.App.Records;

namespace Wardwise.Web.Commands;

internal sealed class ServeVerb : IVerb
{
    internal static readonly Option<int> Port = new("--port")
    {
        Description = "The port on this machine.",
        DefaultValueFactory = _ => 5080,
    };

    public Command Build()
    {
        var serve = new Command("serve", "Serve the pages until stopped.") { Port };
        serve.SetAction((parsed, cancel) => Serve(parsed.GetValue(Port), cancel));
        return serve;
    }

    internal static async Task<int> Serve(int port, CancellationToken cancel)
    {
        await using var instance = await WardwiseInstance.Open(InstanceOptions.FromEnvironment(), cancel);
        await Migrator.Run(instance.OwnerConnectionString, cancel);
        // Files on their way in name people too: they wait in the home, closed to others, and not in /tmp.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", new InstanceHome(instance.Home).Uploads);
        await using var app = WebInstance.Build(
            instance.Logins,
            instance.Home,
            // Any free port is asked for by number: a name may have two addresses.
            builder => builder.WebHost.UseUrls(port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{port}")
        );
        instance.Restarted += app.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().Clear;
        instance.Restarted += app.Services.GetRequiredService<Upkeep>().Clear;
        ActivatorUtilities.CreateInstance<SweepUploads>(app.Services).Sweep();
        app.Lifetime.ApplicationStopping.Register(() =>
            Console.Error.WriteLine(
                $"Stopping. What runs is finished first, for {WebInstance.TimeToFinish.TotalSeconds:F0} seconds at most."
            )
        );
        await app.StartAsync(cancel);
        await Console.Error.WriteLineAsync($"Wardwise is at {app.Urls.First()} (Ctrl+C stops it).");
        await app.WaitForShutdownAsync(cancel);
        return CommandLine.Done;
    }
}
