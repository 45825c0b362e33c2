using Npgsql;

namespace Wardwise.App.Search;

/// <summary>A record that the index cannot read, though the database and the index are well.</summary>
internal sealed class UnreadableException(Exception cause) : Exception("A record cannot be read by the index.", cause)
{
    /// <summary>For an administrator, who may not read the record: says nothing of its text.</summary>
    public string Reason =>
        InnerException is PostgresException refused
            ? $"The database did not take its words (code {refused.SqlState})."
            : $"Its words could not be read ({InnerException!.GetType().Name}).";

    /// <summary>A server that is gone, full or busy, and whoever stopped us, say nothing of the record.</summary>
    public static bool IsOfTheRecord(Exception e) =>
        e switch
        {
            OperationCanceledException or OutOfMemoryException => false,
            // Connection, rollback for others' sake, locks, resources, the operator, the disk.
            PostgresException refused => refused.SqlState[..2] is not ("08" or "40" or "53" or "55" or "57" or "58"),
            NpgsqlException broken => broken.InnerException is not (IOException or TimeoutException or System.Net.Sockets.SocketException),
            _ => true,
        };
}
