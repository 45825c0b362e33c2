using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wardwise.App.Access;

namespace Wardwise.App.Data;

/// <summary>
/// The way in to the database: a piece of work for an actor, in one transaction that names the actor to PostgreSQL.
/// Nothing reads or writes outside such a transaction.
/// </summary>
public sealed class Database(NpgsqlDataSource source, TimeProvider clock)
{
    public TimeProvider Clock => clock;

    internal NpgsqlDataSource Source => source;

    internal async Task<Work> Begin(Actor actor, CancellationToken cancel)
    {
        try
        {
            return await Open(actor, cancel);
        }
        catch (NpgsqlException e) when (e.IsTransient || e is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown })
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
            await using (
                var name = new NpgsqlCommand(
                    """
                    select set_config('app.actor', $1, true), set_config('app.readers', $2, true),
                    set_config('app.agencies', $3, true), set_config('app.scopes', $4, true)
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
                await name.ExecuteNonQueryAsync(cancel);
            }

            // Over the connection, not the source: a source of its own would make EF build its model anew.
            var options = new DbContextOptionsBuilder<AppDb>().UseNpgsql(connection).AddInterceptors(DemandTransaction.Instance).Options;
            var db = new AppDb(options, scope);
            await db.Database.UseTransactionAsync(transaction, cancel);
            return new Work(actor, db, connection, transaction, clock);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
