using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;

namespace Wardwise.Testing;

/// <summary>The server behind <see cref="PrivateDatabase"/>: started at the first use, gone with its home when the process ends.</summary>
internal static class PrivateDatabaseServer
{
    public const string Template = "wardwise_template";

    private static readonly Lazy<Task<PrivateServer>> Server = new(Start);

    public static Task<PrivateServer> Shared => Server.Value;

    public static async Task Execute(PrivateServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(
            server.ConnectionString(PrivateServer.OwnerRole, "postgres") + ";Command Timeout=60"
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PrivateServer> Start()
    {
        var home = TemporaryHome.Make(inMemory: true);
        // Nothing here outlives the process, so nothing needs to reach the disk.
        string[] fast =
        [
            "fsync=off",
            "full_page_writes=off",
            "synchronous_commit=off",
            "autovacuum_naptime=10min",
            "shared_buffers=128MB",
            "max_wal_size=1GB",
        ];
        var server = await PrivateServer.Start(home, fast, CancellationToken.None);
        TemporaryHome.RemoveWithUs(home);
        await Execute(server, $"create role {WardwiseInstance.AppRole} login nosuperuser nocreatedb nocreaterole nobypassrls");
        await Execute(
            server,
            $"create role {Upkeep.Role} login nosuperuser nocreatedb nocreaterole nobypassrls in role {WardwiseInstance.AppRole}"
        );
        await Execute(server, $"create database {Template}");
        await Migrator.Run(server.ConnectionString(PrivateServer.OwnerRole, Template), CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
        return server;
    }
}
