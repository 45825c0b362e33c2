using Npgsql;

namespace Wardwise.App.Data;

/// <summary>
/// A connection on which something failed is not given to the next user. Npgsql keeps a list of the statements that each connection has
/// prepared, and a failure while one is prepared leaves the list and the server at odds: whoever comes next reads somebody else's answer.
/// </summary>
internal static class DoubtfulConnection
{
    private const int SecondsToEnd = 5;

    /// <summary>Whatever failed, but for a query that somebody gave up and the server says it stopped: readers close pages every
    /// day.</summary>
    public static bool IsCausedBy(Exception e) =>
        e is not OperationCanceledException { InnerException: PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } };

    /// <summary>Ends the connection, so that the pool cannot give it out again.</summary>
    public static async Task End(NpgsqlConnection connection)
    {
        try
        {
            // Npgsql has no way to take one connection out of its pool; one that the server ended is out.
            await using var end = new NpgsqlCommand("select pg_terminate_backend(pg_backend_pid())", connection);
            end.CommandTimeout = SecondsToEnd;
            await end.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            // What was asked for, or a connection so far gone that nothing can be asked of it.
        }

        if (connection.FullState.HasFlag(System.Data.ConnectionState.Open))
        {
            NpgsqlConnection.ClearPool(connection);
        }
    }
}
