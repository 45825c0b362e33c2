using System.CommandLine;
using System.Globalization;
using Npgsql;
using Wardwise.App;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Demonstration;

namespace Wardwise.Web.Commands;

/// <summary>The demonstration county: made the first time, kept afterwards, served.</summary>
internal sealed class DemoVerb : IVerb
{
    private static readonly Option<bool> Fresh = new("--fresh")
    {
        Description = "Throw the demonstration away and make it again, as of today.",
    };
    private static readonly Option<bool> OnlyMake = new("--only-make") { Description = "Make it and stop, without serving." };

    public Command Build()
    {
        var demo = new Command("demo", "Make the demonstration county (the first time) and serve it.") { ServeVerb.Port, Fresh, OnlyMake };
        demo.SetAction((parsed, cancel) => Run(parsed.GetValue(ServeVerb.Port), parsed.GetValue(Fresh), parsed.GetValue(OnlyMake), cancel));
        return demo;
    }

    private static async Task<int> Run(int port, bool fresh, bool onlyMake, CancellationToken cancel)
    {
        var options = InstanceOptions.FromEnvironment();
        var mark = DemonstrationMark.Of(new InstanceHome(Path.GetFullPath(options.Home)));
        if (mark is { IsWhole: false } || (fresh && mark is not null))
        {
            await Clear(options, cancel);
        }

        int code;
        await using (var opened = await OpenedInstance.Open(cancel))
        {
            if (!opened.Instance.IsPrivate)
            {
                await Console.Error.WriteLineAsync(
                    "The demonstration is made in a private instance only. Unset ConnectionStrings__Wardwise."
                );
                return CommandLine.Refused;
            }

            code = await Make(opened, cancel);
        }

        return code != CommandLine.Done || onlyMake ? code : await ServeVerb.Serve(port, cancel);
    }

    private static async Task<int> Make(OpenedInstance opened, CancellationToken cancel)
    {
        var made = await opened.Get<MakeDemonstration>().Run(opened.Actor, new() { Progress = new ToError() }, cancel);
        if (!made.Done)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', made.Refusals.Select(r => r.Sentence)));
            return CommandLine.Refused;
        }

        if (made.Value.New)
        {
            await TakeStock(opened.Instance, cancel);
            await Console.Error.WriteLineAsync(
                string.Create(
                    CultureInfo.GetCultureInfo("en-GB"),
                    $"Wealdshire is made: {made.Value.Incidents:N0} incidents and {made.Value.Problems:N0} problem records, "
                        + $"in {made.Value.Seconds:N0} seconds."
                )
            );
        }

        var people = await opened.Get<IntroducedPeople>().Run(Actor.Nobody, cancel);
        Console.Out.WriteLine($"Sign in as any of these; the password is \"{MakeDemonstration.Password}\":");
        foreach (var person in people.Value)
        {
            Console.Out.WriteLine($"  {person.Email, -42} {person.Introduced}");
        }

        return CommandLine.Done;
    }

    /// <summary>Lets the planner know what came in at once, rather than when the server next looks.</summary>
    private static async Task TakeStock(WardwiseInstance instance, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(instance.OwnerConnectionString + ";Pooling=false;Command Timeout=120");
        await connection.OpenAsync(cancel);
        await using var analyze = new NpgsqlCommand("vacuum analyze", connection);
        await analyze.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Empties the instance of a demonstration, and of nothing else: without the mark it is never called.</summary>
    private static async Task Clear(InstanceOptions options, CancellationToken cancel)
    {
        await using var instance = await WardwiseInstance.Open(options, cancel);
        var text = new NpgsqlConnectionStringBuilder(instance.OwnerConnectionString) { Pooling = false, Database = "postgres" };
        await using (var connection = new NpgsqlConnection(text.ConnectionString))
        {
            await connection.OpenAsync(cancel);
            await using var drop = new NpgsqlCommand($"drop database if exists {WardwiseInstance.DatabaseName}", connection);
            try
            {
                await drop.ExecuteNonQueryAsync(cancel);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ObjectInUse)
            {
                throw new InstanceException("The demonstration is being served. Stop that first, then start it afresh.", e);
            }
        }

        var home = new InstanceHome(instance.Home);
        foreach (var folder in new[] { home.Attachments, home.Anchors }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        File.Delete(Path.Combine(instance.Home, "demonstration.json"));
    }

    private sealed class ToError : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
