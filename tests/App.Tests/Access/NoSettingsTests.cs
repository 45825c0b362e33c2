using Npgsql;
using Wardwise.App.Accounts;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Access;

/// <summary>Whoever gets one statement through to the database as the application's login, without having said who acts, finds nothing and
/// changes nothing; and who says only that they are at the door finds the one account that they name.</summary>
public sealed class NoSettingsTests
{
    /// <summary>What such a statement can do all the same, with the reason.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
        ["insert into incident_row"] =
            "rows come in by COPY, which PostgreSQL refuses where there is row-level security; nobody sees one whose scope is not theirs",
    };

    [Fact]
    public async Task AStatementWithoutSettings_FindsAndChangesNothing_InAnyTable()
    {
        await using var ground = await ProblemStation.Create();
        await Furnish(ground);

        Assert.Equal(Open.Keys, await Done(ground.Station));
    }

    [Theory]
    [InlineData("account", null)]
    [InlineData("account", "00000000-0000-0000-0000-000000000000")]
    [InlineData("schedule", null)]
    [InlineData("public", null)]
    [InlineData("administrator", "11111111-1111-1111-1111-111111111111")]
    [InlineData("Account", "11111111-1111-1111-1111-111111111111")]
    public async Task AKindThatIsNone_OrOfNobody_FindsAndChangesNothing_InAnyTable(string kind, string? actor)
    {
        await using var ground = await ProblemStation.Create();
        await Furnish(ground);

        Assert.Equal(Open.Keys, await Done(ground.Station, kind, actor));
    }

    [Theory]
    [InlineData("update try_count set tries = 0")]
    [InlineData("delete from try_count")]
    [InlineData("insert into try_count (key, tries, most, until) values ('y', 0, 5, now() + interval '1 hour')")]
    public async Task SomebodySignedIn_ChangesNothingOfHowOftenWasTried(string sql)
    {
        await using var ground = await ProblemStation.Create();
        await Furnish(ground);
        await using var work = await ground.Station.Database.Begin(await ground.Station.As(Role.Administrator), default);
        Assert.Equal(1L, await work.Scalar<long>("select count(*) from try_count", default));
        await using var write = work.Command(sql);

        if (sql.StartsWith("insert", StringComparison.Ordinal))
        {
            var no = await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, no.SqlState);
        }
        else
        {
            Assert.Equal(0, await write.ExecuteNonQueryAsync());
        }
    }

    [Theory]
    [InlineData("select lo_create(0)")]
    [InlineData("select lo_creat(0)")]
    [InlineData("select lo_from_bytea(0, 'x')")]
    public async Task TheApplication_MakesNoLargeObject(string sql)
    {
        await using var station = await Station.Create();
        await using var connection = new NpgsqlConnection(station.AppConnectionString);
        await connection.OpenAsync();
        await using var make = new NpgsqlCommand(sql, connection);

        var no = await Assert.ThrowsAsync<PostgresException>(() => make.ExecuteScalarAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, no.SqlState);
    }

    [Fact]
    public async Task ATableThatIsOpen_IsNamed_ForEachThingThatCanBeDoneToIt()
    {
        await using var ground = await ProblemStation.Create();
        await Catalogue.Run(
            ground.Station,
            "create table planted (id integer primary key); insert into planted values (1); "
                + "grant select, insert, update, delete on planted to wardwise_app"
        );

        Assert.Superset(
            new HashSet<string> { "select from planted", "insert into planted", "update planted", "delete from planted" },
            (await Done(ground.Station)).ToHashSet()
        );
    }

    [Fact]
    public async Task AtTheDoor_OnlyTheAccountThatIsNamedIsFound_WithWhatIsItsOwn()
    {
        await using var ground = await ProblemStation.Create();
        await Furnish(ground);
        var station = ground.Station;
        var email = AccountBook.Normal(Station.EmailOf(Role.Officer));
        var id = station.AccountOf(Role.Officer).ToString();

        foreach (var door in new[] { email, id })
        {
            foreach (var (table, of) in Own)
            {
                Assert.Equal([id], await AtDoor(station, door, $"select distinct {of}::text from {table}"));
            }
        }

        Assert.All(Own, own => Assert.Empty(AtDoor(station, "NOBODY@WEALDSHIRE.EXAMPLE", $"select 1::text from {own.Table}").Result));
        Assert.Empty(await AtDoor(station, email, "select id::text from job"));
        Assert.Empty(await AtDoor(station, email, "select token from notice_setting"));
        Assert.Equal([id], await AtDoor(station, $"token {id}", "select account_id::text from notice_setting"));
    }

    [Fact]
    public async Task SomebodySignedIn_FindsNobodyElsesSecrets()
    {
        await using var ground = await ProblemStation.Create();
        await Furnish(ground);
        await using var work = await ground.Station.Database.Begin(await ground.Station.As(Role.Administrator), default);

        foreach (var (table, of) in Own.Where(o => o.Table is not ("account" or "posting")))
        {
            Assert.Equal(0L, await work.Scalar<long>($"select count(*) from {table} where {of} <> $1", default, work.Actor.Id));
        }

        Assert.Equal(0L, await work.Scalar<long>("select count(*) from notice_setting where account_id <> $1", default, work.Actor.Id));
        Assert.Equal(0L, await work.Scalar<long>("select count(*) from job", default));
    }

    private static readonly (string Table, string Of)[] Own =
    [
        ("account", "id"),
        ("posting", "account_id"),
        ("account_token", "user_id"),
        ("session", "account_id"),
        ("known_device", "account_id"),
        ("password_reset", "account_id"),
    ];

    /// <summary>Something of everybody in every table that has to do with signing in.</summary>
    private static async Task Furnish(ProblemStation ground)
    {
        await ground.Responded();
        await Catalogue.Tamper(
            ground.Station,
            """
            insert into account_token (user_id, login_provider, name, value) select id, 'app', 'key', 'x' from account;
            insert into account_claim (user_id, claim_type) select id, 'x' from account;
            insert into account_login (login_provider, provider_key, user_id) select 'x', id::text, id from account;
            insert into session (id, account_id, started_at, seen_at) select gen_random_uuid(), id, now(), now() from account;
            insert into known_device (account_id, digest, seen_at) select id, sha256(uuid_send(id)), now() from account;
            insert into password_reset (id, account_id, digest, asked_at, expires_at)
                select gen_random_uuid(), id, sha256(uuid_send(id)), now(), now() from account;
            insert into notice_setting (account_id, token) select id, 'token ' || id from account on conflict do nothing;
            insert into try_count (key, tries, most, until) values ('x', 1, 5, now() + interval '1 hour');
            insert into incident_row (id, scope, occurred_at, "precision", category, asb_category, asb_type, import_no, row_hash)
                select gen_random_uuid(), no, now(), 1, 1, 1, 1, 1, 1 from scope;
            insert into job (id, kind, key, not_before, asked_at) values (gen_random_uuid(), 'x', 'x', now(), now());
            """
        );
    }

    private static async Task<List<string>> AtDoor(Station station, string door, string sql)
    {
        await using var connection = new NpgsqlConnection(station.AppConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (
            var name = new NpgsqlCommand(
                "select set_config('app.kind', 'public', true), set_config('app.actor', $1, true), set_config('app.door', $2, true)",
                connection
            )
            {
                Parameters =
                {
                    new() { Value = Guid.Empty.ToString() },
                    new() { Value = door },
                },
            }
        )
        {
            await name.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    /// <summary>Everything that a plain statement could do, table by table.</summary>
    private static async Task<List<string>> Done(Station station, string kind = "", string? actor = null)
    {
        var tables = await Catalogue.Read(
            station.OwnerConnectionString,
            """
            select c.relname::text, (select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
                and not a.attisdropped and a.attidentity <> 'a' and has_column_privilege('wardwise_app', c.oid, a.attnum, 'update')
                order by a.attnum limit 1)
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                and (has_table_privilege('wardwise_app', c.oid, 'select, insert, update, delete')
                    or has_any_column_privilege('wardwise_app', c.oid, 'select, insert, update'))
            order by c.relname collate "C"
            """,
            r => (Name: r.GetString(0), Column: r.IsDBNull(1) ? null : r.GetString(1))
        );
        Assert.NotEmpty(tables);
        var done = new List<string>();
        await using var connection = new NpgsqlConnection(station.AppConnectionString);
        await connection.OpenAsync();
        foreach (var (name, column) in tables)
        {
            var row = (
                await Catalogue.Read(
                    station.OwnerConnectionString,
                    $"select (j || case when j ->> 'id' like '%-%' then jsonb_build_object('id', gen_random_uuid()) else '{{}}' end)::text "
                        // The view shows its owner nothing.
                        + $"from (select to_jsonb(t) j from {(name == "incident" ? "incident_row" : name)} t limit 1) t",
                    r => r.GetString(0)
                )
            ).FirstOrDefault();
            var insert = row is null
                ? $"insert into {name} default values"
                : $"insert into {name} overriding system value select * from jsonb_populate_record(null::public.{name}, $json${row}$json$)";
            await Try($"select from {name}", $"select count(*) from (select 1 from {name} limit 1) t");
            await Try($"insert into {name}", insert);
            await Try($"delete from {name}", $"with gone as (delete from {name} returning 1) select count(*) from gone");
            if (column is not null)
            {
                await Try($"update {name}", $"with held as (update {name} set {column} = {column} returning 1) select count(*) from held");
            }
        }

        return done;

        async Task Try(string what, string sql)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using (
                var name = new NpgsqlCommand("select set_config('app.kind', $1, true), set_config('app.actor', $2, true)", connection)
                {
                    Parameters =
                    {
                        new() { Value = kind },
                        new() { Value = actor ?? "" },
                    },
                }
            )
            {
                await name.ExecuteNonQueryAsync();
            }

            try
            {
                await using var command = new NpgsqlCommand(sql, connection);
                if (await command.ExecuteScalarAsync() is not 0L)
                {
                    done.Add(what);
                }
            }
            catch (PostgresException e)
                when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.WithCheckOptionViolation)
            {
                // Refused: what is asked here.
            }
            catch (PostgresException)
            {
                // Refused for what the row says, so not for who asked.
                done.Add(what);
            }
        }
    }
}
