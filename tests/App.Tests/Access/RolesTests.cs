using Npgsql;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>Roles are the server's, which many tests share: each is made in a transaction that is never committed.</summary>
public sealed class RolesTests
{
    [Theory]
    [InlineData("alter role wardwise_app createdb", "wardwise_app may make databases.")]
    [InlineData("create role planted; grant wardwise_app to planted", "planted may act as wardwise_app.")]
    [InlineData("create role planted; grant wardwise_keeper to planted", "planted may act as wardwise_keeper.")]
    [InlineData("create role planted; grant wardwise_owner to planted", "planted may act as wardwise_owner.")]
    [InlineData("create role planted superuser", "planted is a superuser, and is not the one that the server was made with.")]
    [InlineData(
        "grant set on parameter session_replication_role to wardwise_app",
        "wardwise_app may set the setting session_replication_role."
    )]
    [InlineData("grant set on parameter session_replication_role to public", "everybody may set the setting session_replication_role.")]
    [InlineData("grant alter system on parameter log_statement to public", "everybody may alter system the setting log_statement.")]
    public async Task OnTheServerThatCameWithWardwise_ARoleThatMayMoreThanItMust_IsNamed(string sql, string says)
    {
        await using var station = await Station.Create();

        Assert.Empty(await Amiss(station, "select 1"));
        Assert.Equal([says], await Amiss(station, sql));
    }

    /// <summary>As the check would see it from a server of somebody's own: its superuser has another name.</summary>
    [Theory]
    [InlineData("create role planted superuser", null)]
    [InlineData("create role planted createrole; grant wardwise_keeper to planted", null)]
    [InlineData("create role planted; grant wardwise_app to planted", null)]
    [InlineData("grant set on parameter log_statement to public", null)]
    [InlineData("create role planted; grant wardwise_keeper to planted", "planted may act as wardwise_keeper.")]
    public async Task OnAServerOfOnesOwn_WhatItsAdministratorsDo_IsTheirs(string sql, string? says)
    {
        await using var station = await Station.Create();
        const string Elsewhere = "create role somebody superuser; set local session authorization somebody; ";

        var amiss = await Amiss(station, Elsewhere + sql);

        Assert.Equal(says is null ? [] : [says], amiss);
    }

    private static async Task<List<string>> Amiss(Station station, string sql)
    {
        await using var connection = new NpgsqlConnection(station.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var change = new NpgsqlCommand(sql, connection))
        {
            await change.ExecuteNonQueryAsync();
        }

        var check = new SchemaCheck(new Logins(station.AppConnectionString, station.AppConnectionString, station.OwnerConnectionString));
        var amiss = new List<string>();
        await foreach (var sentence in check.RolesAmiss(connection, default))
        {
            amiss.Add(sentence);
        }

        return amiss;
    }
}
