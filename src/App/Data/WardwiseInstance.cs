using Npgsql;
using Wardwise.App.Data.Embedded;

namespace Wardwise.App.Data;

/// <summary>An open instance: a private server in its home, or somebody's own server.</summary>
public sealed class WardwiseInstance : IAsyncDisposable
{
    public const string AppRole = "wardwise_app";
    public const string DatabaseName = "wardwise";

    private readonly PrivateServer? _server;

    private WardwiseInstance(string home, PrivateServer? server, Logins logins) => (Home, _server, Logins) = (home, server, logins);

    /// <summary>The private server was started again after it had ended: open data sources must be cleared.</summary>
    public event Action? Restarted
    {
        add
        {
            if (_server is not null)
            {
                _server.Restarted += value;
            }
        }
        remove
        {
            if (_server is not null)
            {
                _server.Restarted -= value;
            }
        }
    }

    /// <summary>Holds attachments, keys and anchors, and the database of a private instance.</summary>
    public string Home { get; }

    public bool IsPrivate => _server is not null;

    /// <summary>For migrations and the upkeep of the instance; owns everything.</summary>
    public string OwnerConnectionString => Logins.Owner;

    /// <summary>For everything else.</summary>
    public Logins Logins { get; }

    internal string? DataFolder => _server?.DataFolder;

    public static async Task<WardwiseInstance> Open(InstanceOptions options, CancellationToken cancel)
    {
        var home = Path.GetFullPath(options.Home);
        InstanceOptions.MakeHome(home);
        if (options.ConnectionString is { Length: > 0 })
        {
            InstanceOptions.MakeFolders(new(home));
            var (owner, app) = await ExternalServer.Prepare(options, home, cancel);
            return new(home, null, new(app, owner, owner));
        }

        var server = await PrivateServer.Start(home, options.ServerSettings, cancel);
        try
        {
            // Not before: a home in which a restore was cut off is left exactly as it is.
            InstanceOptions.MakeFolders(new(home));
            await Prepare(server, cancel);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return new(
            home,
            server,
            new(
                server.ConnectionString(AppRole, DatabaseName),
                server.ConnectionString(Upkeep.Role, DatabaseName),
                server.ConnectionString(PrivateServer.OwnerRole, DatabaseName)
            )
        );
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task Prepare(PrivateServer server, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString(PrivateServer.OwnerRole, "postgres") + ";Pooling=false");
        await connection.OpenAsync(cancel);
        // Several processes may open a new home at once; `create database` cannot be in a transaction, so the lock is the session's.
        await Execute("select pg_advisory_lock(7427001)");
        if (!await Exists("select 1 from pg_roles where rolname = '" + AppRole + "'"))
        {
            await Execute($"create role {AppRole} login nosuperuser nocreatedb nocreaterole nobypassrls");
        }

        if (!await Exists("select 1 from pg_roles where rolname = '" + Upkeep.Role + "'"))
        {
            await Execute($"create role {Upkeep.Role} login nosuperuser nocreatedb nocreaterole nobypassrls in role {AppRole}");
        }

        if (!await Exists("select 1 from pg_database where datname = '" + DatabaseName + "'"))
        {
            await Execute($"create database {DatabaseName} owner {PrivateServer.OwnerRole}");
        }

        async Task Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancel);
        }

        async Task<bool> Exists(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(cancel) is not null;
        }
    }
}
