using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Access;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Data;

/// <summary>
/// The way in to the database: a piece of work for an actor, in one transaction that names the actor to PostgreSQL.
/// Nothing reads or writes outside such a transaction.
/// </summary>
public sealed class Database(NpgsqlDataSource source, TimeProvider clock, ILogger<Database>? log = null)
{
    private long _awaySince;

    public TimeProvider Clock => clock;

    internal NpgsqlDataSource Source => source;

    /// <summary>Null for the role that the connection signed in as.</summary>
    internal string? Role { get; init; }

    /// <summary>The database cannot be reached, or went away in the middle: nobody's fault, and it passes.</summary>
    public static bool IsAway(Exception e) =>
        e switch
        {
            DatabaseAwayException => true,
            PostgresException { SqlState: var state } => state
                is PostgresErrorCodes.AdminShutdown
                    or PostgresErrorCodes.CrashShutdown
                    or PostgresErrorCodes.CannotConnectNow
                    or PostgresErrorCodes.TooManyConnections,
            NpgsqlException { InnerException: IOException or SocketException } => true,
            { InnerException: { } inner } => IsAway(inner),
            _ => false,
        };

    /// <summary>Says once that the database is away, however many ask.</summary>
    public void Lost(Exception e)
    {
        if (Interlocked.CompareExchange(ref _awaySince, Stopwatch.GetTimestamp(), 0) == 0)
        {
            log?.LogError(
                "The database cannot be reached: {Message} Until it is back pages answer 503, and no more is said.",
                (e.InnerException as NpgsqlException ?? e).Message
            );
        }
    }

    internal async Task<Work> Begin(Actor actor, CancellationToken cancel)
    {
        try
        {
            var work = await OpenTwice(actor, cancel);
            Found();
            return work;
        }
        catch (NpgsqlException e) when (e is not PostgresException || IsAway(e))
        {
            Lost(e);
            throw new DatabaseAwayException(e);
        }
    }

    private void Found()
    {
        if (Volatile.Read(ref _awaySince) != 0 && Interlocked.Exchange(ref _awaySince, 0) is var since and not 0)
        {
            log?.LogWarning("The database is back after {Seconds:F0} seconds.", Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
    }

    private async Task<Work> OpenTwice(Actor actor, CancellationToken cancel)
    {
        try
        {
            return await Open(actor, cancel);
        }
        catch (Exception e)
            when (e is not (OperationCanceledException or PostgresException or NpgsqlException { IsTransient: false })
                || e is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown }
            )
        {
            // After a restart of the server each pooled connection fails once.
            return await Open(actor, cancel);
        }
    }

    private async Task<Work> Open(Actor actor, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancel);
            var scope = new RowScope(actor);
            var now = clock.GetUtcNow();
            await using (
                var name = new NpgsqlCommand(
                    """
                    select set_config('app.actor', $1, true), set_config('app.readers', $2, true),
                    set_config('app.agencies', $3, true), set_config('app.scopes', $4, true),
                    set_config('role', coalesce($5, current_setting('role')), true), set_config('app.kind', $6, true),
                    set_config('app.door', $7, true), now()
                    """,
                    connection,
                    transaction
                )
            )
            {
                name.Parameters.Add(new() { Value = actor.Id.ToString() });
                name.Parameters.Add(new() { Value = RowScope.Literal(scope.Readers) });
                name.Parameters.Add(new() { Value = RowScope.Literal(scope.Agencies) });
                name.Parameters.Add(new() { Value = RowScope.Literal(scope.Scopes) });
                name.Parameters.Add(new() { Value = (object?)Role ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
                name.Parameters.Add(new() { Value = EnumCode.Of(actor.Kind) });
                name.Parameters.Add(new() { Value = actor.Door });
                // One clock for all machines, by which the database opens and ends what people may see. A test and a story have
                // their own.
                var told = await name.OneRow(row => row.Get<DateTimeOffset>("now"), cancel);
                now = clock == TimeProvider.System ? told : now;
            }

            // Over the connection, not the source: a source of its own would make EF build its model anew.
            var options = new DbContextOptionsBuilder<AppDb>().UseNpgsql(connection).AddInterceptors(CommandGuard.Instance).Options;
            var db = new AppDb(options, scope);
            await db.Database.UseTransactionAsync(transaction, cancel);
            return new Work(actor, db, connection, transaction, now);
        }
        catch (Exception e)
        {
            if (DoubtfulConnection.IsCausedBy(e))
            {
                await DoubtfulConnection.End(connection);
            }

            await connection.DisposeAsync();
            throw;
        }
    }
}
