using System.CommandLine;
using Wardwise.App.Data;

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
        await using var app = WebInstance.Build(
            instance.Logins,
            instance.Home,
            builder => builder.WebHost.UseUrls($"http://localhost:{port}")
        );
        instance.Restarted += app.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().Clear;
        instance.Restarted += app.Services.GetRequiredService<Upkeep>().Clear;
        await app.StartAsync(cancel);
        await Console.Error.WriteLineAsync($"Wardwise is at http://localhost:{port} (Ctrl+C stops it).");
        await app.WaitForShutdownAsync(cancel);
        return CommandLine.Done;
    }
}
