using System.CommandLine;
using System.Globalization;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Operations;
using Wardwise.Domain.Shared;

namespace Wardwise.Web.Commands;

internal sealed class BackupVerb : IVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "A folder that is empty or not there yet." };

    public Command Build()
    {
        var backup = new Command("backup", "Copy the whole instance to a folder, while it goes on being used.") { Folder };
        backup.SetAction(
            async (parsed, cancel) =>
            {
                await using var opened = await OpenedInstance.Open(cancel);
                var outcome = await opened
                    .Get<BackupInstance>()
                    .Run(opened.Actor, new() { Instance = opened.Instance, Folder = parsed.GetValue(Folder)! }, cancel);
                return Answer.Give(
                    parsed,
                    outcome,
                    r =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"Backed up {r.Files:N0} files, {r.Bytes / 1048576.0:N1} MB, to {r.Folder}."
                        )
                );
            }
        );
        return backup;
    }
}

internal sealed class RestoreVerb : IVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder that `backup` made." };
    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Put what is in the home aside, and restore in its place.",
    };

    /// <summary>For tests of being killed, which wait for a point in the program and never for time.</summary>
    private static readonly Option<RestoreStep?> PauseAt = new("--pause-at")
    {
        Description = "Stand still at this step, after its first file, until standard input ends.",
        Hidden = true,
    };

    public Command Build()
    {
        var restore = new Command("restore", "Put a backup in place, after checking every file of it.") { Folder, Force, PauseAt };
        restore.SetAction(
            async (parsed, cancel) =>
            {
                var options = InstanceOptions.FromEnvironment();
                if (options.ConnectionString is not null)
                {
                    return Answer.Give<Nothing>(
                        parsed,
                        new Refusal("This instance keeps its records on a server of its own: restore that with the server's tools."),
                        _ => ""
                    );
                }

                // There is no database yet to ask who this is; whoever may write to the home is its owner.
                var owner = new Actor
                {
                    Id = Guid.Empty,
                    Name = "the machine's owner",
                    Kind = ActorKind.MachineOwner,
                };
                var input = new RestoreInstance.Input
                {
                    Folder = parsed.GetValue(Folder)!,
                    Home = options.Home,
                    Replace = parsed.GetValue(Force),
                };
                var outcome = await new RestoreInstance(TimeProvider.System, Pausing(parsed.GetValue(PauseAt))).Run(owner, input, cancel);
                return Answer.Give(
                    parsed,
                    outcome,
                    r =>
                        string.Create(CultureInfo.InvariantCulture, $"Restored {r.Files:N0} files to {r.Home}, as of {r.TakenAt:u}.")
                        + (r.PutAside is null ? "" : $" What was there is in {r.PutAside}.")
                );
            }
        );
        return restore;
    }

    private static Action<RestoreStep> Pausing(RestoreStep? at)
    {
        var paused = false;
        return step =>
        {
            if (step == at && !paused)
            {
                paused = true;
                Console.Error.WriteLine($"Paused at {step}.");
                Console.In.ReadToEnd();
            }
        };
    }
}
