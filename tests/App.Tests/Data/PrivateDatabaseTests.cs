using Npgsql;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

public sealed class PrivateDatabaseTests
{
    [Fact]
    public async Task TwoDatabases_AreApart_AndGoneAfterwards()
    {
        string name;
        await using (var one = await PrivateDatabase.Create())
        await using (var two = await PrivateDatabase.Create())
        {
            await Execute(one.OwnerConnectionString, "create table only_here (id int)");
            Assert.Equal(0L, await Execute(two.OwnerConnectionString, "select count(*) from pg_class where relname = 'only_here'"));
            name = (string)(await Execute(one.OwnerConnectionString, "select current_database()::text"))!;
        }

        await using var other = await PrivateDatabase.Create();
        Assert.Equal(0L, await Execute(other.OwnerConnectionString, $"select count(*) from pg_database where datname = '{name}'"));
    }

    [Fact]
    public async Task TheAppsRole_OwnsNothingAndCannotPassByRowLevelSecurity()
    {
        await using var database = await PrivateDatabase.Create();
        Assert.Equal(
            "wardwise_app false false",
            await Execute(
                database.AppConnectionString,
                "select current_user || ' ' || rolsuper || ' ' || rolbypassrls from pg_roles where rolname = current_user"
            )
        );
    }

    private static async Task<object?> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
