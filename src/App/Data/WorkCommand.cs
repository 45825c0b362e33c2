using Npgsql;

namespace Wardwise.App.Data;

/// <summary>Plain SQL in a piece of work. What it says to the database is text that the database can hold, and when it fails the work's
/// connection is not used again.</summary>
internal sealed class WorkCommand(AppDb db, NpgsqlCommand command) : IAsyncDisposable, IDisposable
{
    public NpgsqlParameterCollection Parameters => command.Parameters;

    public Task<NpgsqlDataReader> ExecuteReaderAsync(CancellationToken cancel = default) => Run(() => command.ExecuteReaderAsync(cancel));

    public Task<int> ExecuteNonQueryAsync(CancellationToken cancel = default) => Run(() => command.ExecuteNonQueryAsync(cancel));

    public Task<object?> ExecuteScalarAsync(CancellationToken cancel = default) => Run(() => command.ExecuteScalarAsync(cancel));

    public NpgsqlDataReader ExecuteReader()
    {
        CommandGuard.Clean(command.Parameters);
        try
        {
            return command.ExecuteReader();
        }
        catch (Exception e)
        {
            db.Failed(e);
            throw;
        }
    }

    /// <summary>The reader's next row: what fails in the middle of an answer leaves the connection in doubt too.</summary>
    public async ValueTask<bool> Next(NpgsqlDataReader reader, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadAsync(cancel);
        }
        catch (Exception e)
        {
            db.Failed(e);
            throw;
        }
    }

    public bool Next(NpgsqlDataReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e)
        {
            db.Failed(e);
            throw;
        }
    }

    public ValueTask DisposeAsync() => command.DisposeAsync();

    public void Dispose() => command.Dispose();

    private async Task<T> Run<T>(Func<Task<T>> run)
    {
        CommandGuard.Clean(command.Parameters);
        try
        {
            return await run();
        }
        catch (Exception e)
        {
            db.Failed(e);
            throw;
        }
    }
}
