using Microsoft.Extensions.DependencyInjection;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Operations;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Operations;

/// <summary>The trail goes on, and is anchored, while a backup is taken.</summary>
[Collection("servers")]
public sealed class BackupOfTrailTests : IDisposable
{
    private readonly string _folder = TemporaryHome.Make();

    private string Home => Path.Combine(_folder, "home");

    private string Backup => Path.Combine(_folder, "backup");

    public void Dispose() => TemporaryHome.Remove(_folder);

    [Fact]
    public async Task ABackupTakenWhileTheTrailIsAnchored_IsSoundWhereItIsRestored()
    {
        await using (var instance = await Open(Home))
        {
            await Migrator.Run(instance.OwnerConnectionString, default);
            await using var services = Services(instance);
            var owner = await services.GetRequiredService<Actors>().MachineOwner(default);
            var force = (
                await services
                    .GetRequiredService<OpenForce>()
                    .Run(owner, new() { Code = "wealdshire", PoliceName = "Wealdshire Police" }, default)
            ).Value;
            using var stop = new CancellationTokenSource();
            var begun = new TaskCompletionSource();
            var anchoring = Task.Run(async () =>
            {
                var made = 0;
                while (!stop.IsCancellationRequested)
                {
                    var added = await services
                        .GetRequiredService<SaveTeam>()
                        .Run(owner, new() { AgencyId = force.PoliceId, Name = $"Team {made}" }, default);
                    Assert.True(added.Done);
                    await services.GetRequiredService<AnchorBook>().Anchor(owner, default);
                    if (++made == 2)
                    {
                        begun.SetResult();
                    }
                }

                return made;
            });
            await Task.WhenAny(begun.Task, anchoring);
            var taken = await new BackupInstance(TimeProvider.System).Run(owner, new() { Instance = instance, Folder = Backup }, default);
            Assert.True(taken.Done);
            await stop.CancelAsync();

            var inBackup = (await File.ReadAllLinesAsync(Path.Combine(Backup, "home", "anchors", "anchors.jsonl"))).Length;
            Assert.InRange(inBackup, 2, await anchoring);
            var restored = await new RestoreInstance(TimeProvider.System).Run(
                owner,
                new() { Folder = Backup, Home = Path.Combine(_folder, "other") },
                default
            );
            Assert.True(restored.Done);
        }

        await using var other = await Open(Path.Combine(_folder, "other"));
        await using var there = Services(other);
        var actor = await there.GetRequiredService<Actors>().MachineOwner(default);
        var verified = (await there.GetRequiredService<VerifyTrail>().Run(actor, new(), default)).Value;
        Assert.True(verified.Sound, string.Join(' ', verified.Faults));
        Assert.Equal(verified.MissingLines, (await there.GetRequiredService<AnchorBook>().Anchor(actor, default)).Mended);
    }

    private static Task<WardwiseInstance> Open(string home) =>
        WardwiseInstance.Open(new() { Home = home, ServerSettings = ["fsync=off"] }, default);

    private static ServiceProvider Services(WardwiseInstance instance) =>
        new ServiceCollection().AddLogging().AddWardwise(instance.Logins, new InstanceHome(instance.Home)).BuildServiceProvider();
}
