using Npgsql;

namespace Wardwise.App.Data.Embedded;

/// <summary>
/// PostgreSQL for one home, on a unix socket that only this account can reach. Processes that use the same home share
/// one server: the first starts it, the last to leave stops it.
/// </summary>
public sealed class PrivateServer : IAsyncDisposable
{
    public const string OwnerRole = "wardwise_owner";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private readonly ServerControl _control;
    private readonly FileStream _inUse;
    private Task _watch = Task.CompletedTask;
    private int _left;

    private PrivateServer(ServerControl control, FileStream inUse) => (_control, _inUse) = (control, inUse);

    /// <summary>The server had ended (killed, out of memory), or its socket was gone, and it was started again: pooled connections are
    /// dead.</summary>
    public event Action? Restarted;

    public string DataFolder => _control.Data;

    /// <param name="home">The folder that keeps everything of an instance; made when it is not there.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static Task<PrivateServer> Start(string home, CancellationToken cancel) => Start(home, [], cancel);

    /// <param name="home">The folder that keeps everything of an instance; made when it is not there.</param>
    /// <param name="settings">Server settings for this run only, such as fsync=off in tests.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static async Task<PrivateServer> Start(string home, IReadOnlyList<string> settings, CancellationToken cancel)
    {
        home = Path.GetFullPath(home);
        InstanceOptions.MakeHome(home);
        var control = new ServerControl(home, settings);
        await using var starting = await HomeLocks.Starting(home, cancel);
        // First: a restore that is going on holds it, and is not one that was cut off.
        var inUse = HomeLocks.InUse(home);
        try
        {
            if (RestoreMark.Of(home) is not null)
            {
                throw new InstanceException(
                    $"A restore into {home} was cut off, so it holds only a part. Run the same restore command again."
                );
            }

            RestoreMark.Forget(home);
            await control.Run(cancel);
        }
        catch
        {
            await inUse.DisposeAsync();
            throw;
        }

        var server = new PrivateServer(control, inUse);
        server._watch = server.Watch();
        return server;
    }

    public string ConnectionString(string role, string database) => _control.ConnectionString(role, database);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _left, 1) == 1)
        {
            return;
        }

        await _leaving.CancelAsync();
        await _watch;
        await using (await HomeLocks.Starting(_control.Home, CancellationToken.None))
        {
            await _inUse.DisposeAsync();
            await using var alone = HomeLocks.Alone(_control.Home);
            if (alone is not null)
            {
                await _control.Stop(CancellationToken.None);
            }
        }

        _leaving.Dispose();
    }

    private async Task Watch()
    {
        try
        {
            using var timer = new PeriodicTimer(LookEvery);
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                if (_control.CanBeReached)
                {
                    continue;
                }

                try
                {
                    await using var starting = await HomeLocks.Starting(_control.Home, _leaving.Token);
                    await _control.Run(_leaving.Token);
                }
                catch (Exception e) when (e is InstanceException or IOException)
                {
                    // Tried again at the next look: a full disk, say, may be freed. Until then every request reports it.
                    continue;
                }

                NpgsqlConnection.ClearAllPools();
                Restarted?.Invoke();
            }
        }
        catch (OperationCanceledException)
        {
            // Leaving.
        }
    }
}
