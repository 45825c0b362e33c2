using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Accounts;
using Wardwise.App.Data;
using Wardwise.App.Operations;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

/// <summary>The oldest server that is supported, with an owner who is no superuser.</summary>
[Collection("servers")]
public sealed class ExternalServerTests : IAsyncLifetime
{
    private readonly string _home = TemporaryHome.Make();
    private PostgresOfTheMachine? _server;

    public async Task InitializeAsync()
    {
        if (PostgresOfTheMachine.IsHere)
        {
            _server = await PostgresOfTheMachine.Start(Path.Combine(_home, "server"));
            await Execute(
                _server.ConnectionString("postgres", "postgres"),
                "create role owner login createrole; create role plain login; create role given login"
            );
            await Execute(_server.ConnectionString("postgres", "postgres"), "create database wardwise owner owner");
        }
    }

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        TemporaryHome.Remove(_home);
    }

    [FactOnPostgres15]
    public async Task WithTheOwnersStringAlone_TheAppsRoleIsMade_AndTheSchemaMigrates()
    {
        var options = new InstanceOptions
        {
            Home = Path.Combine(_home, "a"),
            ConnectionString = _server!.ConnectionString("owner", "wardwise"),
        };
        await using (var instance = await WardwiseInstance.Open(options, CancellationToken.None))
        {
            Assert.False(instance.IsPrivate);
            Assert.NotEmpty(await Migrator.Run(instance.OwnerConnectionString, CancellationToken.None));
            Assert.Equal("wardwise_app", await Execute(instance.Logins.App, "select current_user::text"));
            Assert.Equal("owner", await Execute(instance.OwnerConnectionString, "select current_user::text"));
        }

        await using var again = await WardwiseInstance.Open(options, CancellationToken.None);
        Assert.Equal("wardwise_app", await Execute(again.Logins.App, "select current_user::text"));
        var elsewhere = await Assert.ThrowsAsync<InstanceException>(() =>
            WardwiseInstance.Open(options with { Home = Path.Combine(_home, "b") }, CancellationToken.None)
        );
        Assert.Contains("its password is not in", elsewhere.Message);
    }

    [FactOnPostgres15]
    public async Task WithBothStrings_TheGivenLogin_HasTheAppsRights()
    {
        await using var instance = await WardwiseInstance.Open(
            new()
            {
                Home = _home,
                ConnectionString = _server!.ConnectionString("given", "wardwise"),
                OwnerConnectionString = _server.ConnectionString("owner", "wardwise"),
            },
            CancellationToken.None
        );
        Assert.Equal(true, await Execute(instance.Logins.App, "select pg_has_role('wardwise_app', 'usage')"));
        Assert.Equal("given", await Execute(instance.Logins.App, "select current_user::text"));
    }

    [FactOnPostgres15]
    public async Task ALoginThatRowLevelSecurityDoesNotHold_IsRefused()
    {
        Task<WardwiseInstance> With(string login) =>
            WardwiseInstance.Open(
                new()
                {
                    Home = _home,
                    ConnectionString = _server!.ConnectionString(login, "wardwise"),
                    OwnerConnectionString = _server.ConnectionString("postgres", "wardwise"),
                },
                CancellationToken.None
            );
        Assert.Contains("postgres is a superuser", (await Assert.ThrowsAsync<InstanceException>(() => With("postgres"))).Message);
        Assert.Contains("owner owns the database", (await Assert.ThrowsAsync<InstanceException>(() => With("owner"))).Message);
    }

    [FactOnPostgres15]
    public async Task TheUpkeep_ChecksAndAnchorsTheTrail_WhereTheOwnerIsNoSuperuser()
    {
        var options = new InstanceOptions
        {
            Home = Path.Combine(_home, "a"),
            ConnectionString = _server!.ConnectionString("owner", "wardwise"),
        };
        await using var instance = await WardwiseInstance.Open(options, CancellationToken.None);
        await Migrator.Run(instance.OwnerConnectionString, CancellationToken.None);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddWardwise(instance.Logins, new InstanceHome(instance.Home))
            .BuildServiceProvider();
        var owner = await services.GetRequiredService<Actors>().MachineOwner(default);
        Assert.True(
            (await services.GetRequiredService<OpenForce>().Run(owner, new() { Code = "w", PoliceName = "W Police" }, default)).Done
        );

        await using (var work = await services.GetRequiredService<Upkeep>().Begin(owner, default))
        {
            Assert.Equal(Upkeep.Role, await work.Scalar<string>("select current_user::text", default));
        }

        Assert.InRange((await services.GetRequiredService<AnchorBook>().Anchor(owner, default)).Rows, 1, long.MaxValue);
        var verified = (await services.GetRequiredService<VerifyTrail>().Run(owner, new(), default)).Value;
        Assert.True(verified.Sound, string.Join(' ', verified.Faults));
        Assert.Equal(0, verified.NotAnchored);
        Assert.Contains("its owner may not create a database", verified.NotChecked);

        await Execute(_server.ConnectionString("postgres", "postgres"), "alter role owner createdb");
        var whole = (await services.GetRequiredService<VerifyTrail>().Run(owner, new(), default)).Value;
        Assert.True(whole.Sound, string.Join(' ', whole.Faults));
        Assert.Null(whole.NotChecked);
    }

    [FactOnPostgres15]
    public async Task ALoginThatMayActAsTheKeeper_IsRefused()
    {
        var options = new InstanceOptions
        {
            Home = _home,
            ConnectionString = _server!.ConnectionString("given", "wardwise"),
            OwnerConnectionString = _server.ConnectionString("owner", "wardwise"),
        };
        await (await WardwiseInstance.Open(options, CancellationToken.None)).DisposeAsync();
        await Execute(_server.ConnectionString("postgres", "postgres"), $"grant {Upkeep.Role} to given");

        var refused = await Assert.ThrowsAsync<InstanceException>(() => WardwiseInstance.Open(options, CancellationToken.None));
        Assert.Contains("given may act as the keeper", refused.Message);
    }

    [FactOnPostgres15]
    public async Task AnOwnerWhoMayNotMakeRoles_IsToldWhatToDo()
    {
        var options = new InstanceOptions { Home = _home, ConnectionString = _server!.ConnectionString("plain", "wardwise") };
        var trouble = await Assert.ThrowsAsync<InstanceException>(() => WardwiseInstance.Open(options, CancellationToken.None));
        Assert.Contains("give it CREATEROLE", trouble.Message);
    }

    [FactOnPostgres15]
    public async Task AnOwnerWhoMayNotGiveTheAppsRights_IsToldWhatToDo()
    {
        await Execute(_server!.ConnectionString("postgres", "postgres"), "create role wardwise_app");
        var options = new InstanceOptions
        {
            Home = _home,
            ConnectionString = _server.ConnectionString("given", "wardwise"),
            OwnerConnectionString = _server.ConnectionString("plain", "wardwise"),
        };
        var trouble = await Assert.ThrowsAsync<InstanceException>(() => WardwiseInstance.Open(options, CancellationToken.None));
        Assert.Contains("`grant wardwise_app to \"given\"`", trouble.Message);
    }

    [FactOnPostgres15]
    public async Task ABackup_IsTheServersOwnBusiness()
    {
        var options = new InstanceOptions { Home = _home, ConnectionString = _server!.ConnectionString("owner", "wardwise") };
        await using var instance = await WardwiseInstance.Open(options, CancellationToken.None);
        var owner = new Actor
        {
            Id = Guid.Empty,
            Name = "the machine's owner",
            Kind = ActorKind.MachineOwner,
        };
        var outcome = await new BackupInstance(TimeProvider.System).Run(
            owner,
            new() { Instance = instance, Folder = Path.Combine(_home, "backup") },
            CancellationToken.None
        );
        Assert.Contains("the server's tools", outcome.Refusals.Single().Sentence);
    }

    [Fact]
    public async Task AServerThatIsNotThere_IsSaidInOneLine()
    {
        var options = new InstanceOptions { Home = _home, ConnectionString = $"Host={_home};Username=nobody;Database=wardwise" };
        var trouble = await Assert.ThrowsAsync<InstanceException>(() => WardwiseInstance.Open(options, CancellationToken.None));
        Assert.StartsWith("The PostgreSQL server of the connection string does not let us in", trouble.Message);
        Assert.DoesNotContain('\n', trouble.Message);
    }

    private static async Task<object?> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private sealed class FactOnPostgres15Attribute : FactAttribute
    {
        public FactOnPostgres15Attribute() =>
            Skip = PostgresOfTheMachine.IsHere ? null : $"PostgreSQL 15 is not in {PostgresOfTheMachine.Programs}.";
    }
}
