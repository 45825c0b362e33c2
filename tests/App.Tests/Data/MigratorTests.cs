using Npgsql;
using Wardwise.App.Data;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

public sealed class MigratorTests
{
    private static readonly MigrationScript First = new(
        "0001_first.sql",
        "create table a (id int);\ncreate function f() returns int language sql as $$ select 1; $$;\n"
    );

    [Fact]
    public async Task Scripts_RunInOrder_AndOnlyOnce()
    {
        await using var database = await PrivateDatabase.Create(empty: true);
        MigrationScript[] scripts = [First, new("0002_second.sql", "alter table a add b text")];
        Assert.Equal(["0001_first.sql", "0002_second.sql"], await Run(database, scripts));
        Assert.Empty(await Run(database, scripts));
    }

    [Fact]
    public async Task AFailingScript_NamesFileAndLine_AndLeavesNothing()
    {
        await using var database = await PrivateDatabase.Create(empty: true);
        var failing = new MigrationScript(
            "0002_second.sql",
            "-- a comment; with a semicolon\ncreate table b (id int);\n\ncreate table c (\n    id int,\n    other nonsense);\n"
        );
        var trouble = await Assert.ThrowsAsync<MigrationException>(() => Run(database, First, failing));
        Assert.Equal("0002_second.sql line 6: type \"nonsense\" does not exist", trouble.Message);
        Assert.Equal(["0001_first.sql"], await Run(database, First));
    }

    [Fact]
    public async Task AStatementThatFailsTheSecondTime_IsNamedByItsOwnLine()
    {
        await using var database = await PrivateDatabase.Create(empty: true);
        var trouble = await Assert.ThrowsAsync<MigrationException>(() =>
            Run(database, new MigrationScript("0001_twice.sql", "create table b ();\ncreate table b ();\n"))
        );
        Assert.StartsWith("0001_twice.sql line 2: ", trouble.Message);
    }

    [Fact]
    public async Task AScriptChangedSinceItRan_IsRefused_ButNotForItsLineEndings()
    {
        await using var database = await PrivateDatabase.Create(empty: true);
        await Run(database, First);
        Assert.Empty(await Run(database, First with { Sql = First.Sql.Replace("\n", "\r\n") }));
        var trouble = await Assert.ThrowsAsync<MigrationException>(() => Run(database, First with { Sql = First.Sql + "select 1" }));
        Assert.Contains("0001_first.sql was changed", trouble.Message);
    }

    [Fact]
    public async Task ADatabaseOfANewerVersion_IsRefused()
    {
        await using var database = await PrivateDatabase.Create(empty: true);
        await Run(database, First, new MigrationScript("0002_second.sql", "select 1"));
        var trouble = await Assert.ThrowsAsync<MigrationException>(() => Run(database, First));
        Assert.Contains("newer Wardwise (0002_second.sql", trouble.Message);
    }

    [Fact]
    public async Task FourAtOnce_OnlyOneMigrates()
    {
        await using var database = await PrivateDatabase.Create(empty: true);
        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Run(database, First)));
        Assert.Single(ran, r => r.Count == 1);
    }

    [Fact]
    public async Task OurOwnScripts_AreAllAppliedInTheTemplate()
    {
        await using var database = await PrivateDatabase.Create();
        Assert.Empty(await Migrator.Run(database.OwnerConnectionString, CancellationToken.None));
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from schema_migration", connection);
        Assert.Equal((long)MigrationScript.Embedded().Count, await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("select 1; select 2", "select 1|select 2")]
    [InlineData("select ';'; select 'it''s;' ; ", "select ';'|select 'it''s;' ")]
    [InlineData("select E'\\';'; select 2", "select E'\\';'|select 2")]
    [InlineData("/* ; /* ; */ ; */ select 1; -- ; \n select 2", "select 1|select 2")]
    [InlineData("do $$ begin; end $$; do $x$ $$;$$ $x$;", "do $$ begin; end $$|do $x$ $$;$$ $x$")]
    [InlineData("select \"a;b\", a$1; select $1", "select \"a;b\", a$1|select $1")]
    public void AScript_IsCutAtTheSemicolonsThatEndAStatement(string script, string statements) =>
        Assert.Equal(statements.Split('|'), SqlStatements.In(script).Select(s => script[s.Start..s.End]));

    private static Task<IReadOnlyList<string>> Run(PrivateDatabase database, params MigrationScript[] scripts) =>
        Migrator.Run(database.OwnerConnectionString, scripts, CancellationToken.None);
}
