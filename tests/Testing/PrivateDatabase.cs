using Npgsql;
using Wardwise.App.Data;
using Wardwise.App.Data.Embedded;

namespace Wardwise.Testing;

/// <summary>
/// A migrated database of a test's own, copied from a template in some ten milliseconds. All tests of a process share
/// one private server in a temporary home.
/// </summary>
public sealed class PrivateDatabase : IAsyncDisposable
{
    private readonly string _name;

    private PrivateDatabase(PrivateServer server, string name)
    {
        _name = name;
        Logins = new(
            server.ConnectionString(WardwiseInstance.AppRole, name) + ";Maximum Pool Size=20",
            server.ConnectionString(Upkeep.Role, name) + ";Maximum Pool Size=20",
            server.ConnectionString(PrivateServer.OwnerRole, name)
        );
    }

    public string OwnerConnectionString => Logins.Owner;

    public Logins Logins { get; }

    public string AppConnectionString => Logins.App;

    public static Task<PrivateDatabase> Create() => Create(empty: false);

    /// <param name="empty">Without the migrations, for tests of the migrations.</param>
    public static async Task<PrivateDatabase> Create(bool empty)
    {
        var server = await PrivateDatabaseServer.Shared;
        var name = $"t_{Guid.CreateVersion7():n}";
        var template = empty ? "template1" : PrivateDatabaseServer.Template;
        await PrivateDatabaseServer.Execute(server, $"create database {name} template {template} strategy file_copy");
        return new(server, name);
    }

    /// <summary>A copy of this one, which nobody may be connected to.</summary>
    internal async Task<PrivateDatabase> Copy()
    {
        var server = await PrivateDatabaseServer.Shared;
        var name = $"t_{Guid.CreateVersion7():n}";
        await PrivateDatabaseServer.Execute(server, $"create database {name} template {_name} strategy file_copy");
        return new(server, name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var text in new[] { OwnerConnectionString, Logins.App, Logins.Upkeep })
        {
            await using var connection = new NpgsqlConnection(text);
            NpgsqlConnection.ClearPool(connection);
        }

        await PrivateDatabaseServer.Execute(await PrivateDatabaseServer.Shared, $"drop database if exists {_name} with (force)");
    }
}
