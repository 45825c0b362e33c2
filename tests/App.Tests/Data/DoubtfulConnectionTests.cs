using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Testing;

namespace Wardwise.App.Tests.Data;

/// <summary>One connection for everybody: what one user broke, the next does not meet.</summary>
public sealed class DoubtfulConnectionTests : IAsyncLifetime
{
    private const string Question = "select pg_backend_pid(), $1::int";

    private Station _station = null!;
    private ServiceProvider _services = null!;

    private Database Database => _services.GetRequiredService<Database>();

    public async Task InitializeAsync()
    {
        _station = await Station.Create();
        _services = new ServiceCollection()
            .AddLogging()
            .AddWardwise(
                new(
                    new NpgsqlConnectionStringBuilder(_station.AppConnectionString) { MaxPoolSize = 1, Timeout = 10 }.ConnectionString,
                    _station.OwnerConnectionString,
                    _station.OwnerConnectionString
                ),
                new InstanceHome(_station.Home)
            )
            .BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _station.DisposeAsync();
    }

    [Fact]
    public async Task AStatementThatFailsWhileItIsPrepared_WouldSpoilTheConnection_ForTheNext()
    {
        var source = _services.GetRequiredService<NpgsqlDataSource>();
        await using var connection = await source.OpenConnectionAsync();
        await Assert.ThrowsAsync<PostgresException>(() => Ask(connection, Unreadable()));
        await Assert.ThrowsAnyAsync<Exception>(() => Ask(connection, Readable()));

        static async Task Ask(NpgsqlConnection connection, NpgsqlParameter value)
        {
            await using var command = new NpgsqlCommand(Question, connection) { Parameters = { value } };
            await command.ExecuteScalarAsync();
        }
    }

    [Fact]
    public async Task AConnectionOnWhichPlainSqlFailed_IsNotGivenToTheNext()
    {
        var spoilt = 0;
        await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            await using var work = await Database.Begin(Actor.Nobody, default);
            spoilt = await Pid(work);
            await work.Scalar<int>(Question, default, Unreadable());
        });
        await using var next = await Database.Begin(Actor.Nobody, default);
        Assert.NotEqual(spoilt, await next.Scalar<int>(Question, default, Readable()));
    }

    [Fact]
    public async Task AConnectionOnWhichEfFailed_IsNotGivenToTheNext()
    {
        var spoilt = 0;
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var work = await Database.Begin(Actor.Nobody, default);
            spoilt = await Pid(work);
            await work.Db.Database.ExecuteSqlRawAsync("select 1 / 0", CancellationToken.None);
        });
        await using var next = await Database.Begin(Actor.Nobody, default);
        Assert.NotEqual(spoilt, await Pid(next));
    }

    [Fact]
    public async Task AConnectionOnWhichAnAnswerBrokeOffInTheMiddle_IsNotGivenToTheNext()
    {
        var (spoilt, read) = (0, 0);
        await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            await using var work = await Database.Begin(Actor.Nobody, default);
            spoilt = await Pid(work);
            // Rows enough that the first are here before the last one fails.
            await work.Rows(
                "select 1 / (100000 - n) as one from generate_series(1, 100000) n",
                r => read += 1 + r.Get<int>("one"),
                default
            );
        });
        Assert.True(read > 0);
        await using var next = await Database.Begin(Actor.Nobody, default);
        Assert.NotEqual(spoilt, await Pid(next));
    }

    [Fact]
    public async Task AConnectionOnWhichEfsAnswerBrokeOffInTheMiddle_IsNotGivenToTheNext()
    {
        var (spoilt, read) = (0, 0);
        await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            await using var work = await Database.Begin(Actor.Nobody, default);
            spoilt = await Pid(work);
            await foreach (
                var one in work
                    .Db.Database.SqlQueryRaw<int>("select 1 / (100000 - n) as \"Value\" from generate_series(1, 100000) n")
                    .AsAsyncEnumerable()
            )
            {
                read += 1 + one;
            }
        });
        Assert.True(read > 0);
        await using var next = await Database.Begin(Actor.Nobody, default);
        Assert.NotEqual(spoilt, await Pid(next));
    }

    [Fact]
    public async Task AConnectionOnWhichRowsCouldNotBeStreamedIn_IsNotGivenToTheNext()
    {
        var spoilt = 0;
        await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            await using var work = await Database.Begin(Actor.Nobody, default);
            spoilt = await Pid(work);
            await work.Copy("copy nowhere (one) from stdin (format binary)", _ => { }, default);
        });
        await using var next = await Database.Begin(Actor.Nobody, default);
        Assert.NotEqual(spoilt, await Pid(next));
    }

    [Fact]
    public async Task AConnectionWhoseCommitFailed_IsNotGivenToTheNext()
    {
        var spoilt = 0;
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var work = await Database.Begin(_station.Owner, default);
            spoilt = await Pid(work);
            await work.Finish(new CancellationToken(canceled: true));
        });
        await using var next = await Database.Begin(Actor.Nobody, default);
        Assert.NotEqual(spoilt, await Pid(next));
    }

    [Fact]
    public async Task AQueryThatItsReaderGaveUp_LeavesTheConnectionInUse()
    {
        using var gone = new CancellationTokenSource();
        var kept = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await using var work = await Database.Begin(Actor.Nobody, default);
            kept = await Pid(work);
            var asked = work.Scalar<object>("select pg_sleep(600)", gone.Token);
            await UntilItRuns(kept);
            await gone.CancelAsync();
            await asked;
        });
        await using var next = await Database.Begin(Actor.Nobody, default);
        Assert.Equal(kept, await Pid(next));
    }

    [Fact]
    public async Task TextThatCannotBeKept_IsMadeWhole_WhicheverWayItGoesIn()
    {
        await using var work = await Database.Begin(Actor.Nobody, default);
        Assert.Equal("ab", await work.Scalar<string>("select $1::text", default, "a\0b"));
        Assert.Equal(
            ["ab", "\ufffd"],
            await work.Scalar<string[]>("select $1::text[]", default, new object[] { new[] { "a\0b", "\ud83d" } })
        );
        Assert.Equal(
            "ab",
            await work.Scalar<string>(
                "select $1 ->> 'x'",
                default,
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = """{"x":"a\u0000b"}""" }
            )
        );
        var half = "officer\ud83d";
        Assert.False(await work.Db.Set<Agency>().AnyAsync(a => a.Name == half));
    }

    private static NpgsqlParameter Unreadable() => new() { NpgsqlDbType = NpgsqlDbType.Unknown, Value = "no number" };

    private static NpgsqlParameter Readable() => new() { NpgsqlDbType = NpgsqlDbType.Unknown, Value = "5" };

    private static Task<int> Pid(Work work) => work.Scalar<int>("select pg_backend_pid()", default);

    private async Task UntilItRuns(int pid)
    {
        await using var owner = new NpgsqlConnection(_station.OwnerConnectionString);
        await owner.OpenAsync();
        await using var look = new NpgsqlCommand(
            "select 1 from pg_stat_activity where pid = $1 and state = 'active' and query like '%pg_sleep%'",
            owner
        )
        {
            Parameters = { new() { Value = pid } },
        };
        while (await look.ExecuteScalarAsync() is null)
        {
            await Task.Yield();
        }
    }
}
