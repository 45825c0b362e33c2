using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Data;

/// <summary>
/// What every command passes on its way to the database. A query outside a transaction names no actor and so would silently see nothing: it
/// is a bug, and says so. Text that the database cannot hold is made whole, whichever door it came in by. A failure is noted.
/// </summary>
internal sealed class CommandGuard : DbCommandInterceptor
{
    public static readonly CommandGuard Instance = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData data,
        InterceptionResult<DbDataReader> result
    )
    {
        Check(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData data,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancel = default
    )
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData data, InterceptionResult<int> result)
    {
        Check(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData data,
        InterceptionResult<int> result,
        CancellationToken cancel = default
    )
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData data) => Note(data, data.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData data, CancellationToken cancel = default)
    {
        Note(data, data.Exception);
        return Task.CompletedTask;
    }

    // EF does not say how far it had come.
    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData data, CancellationToken cancel = default)
    {
        Note(data, new OperationCanceledException());
        return Task.CompletedTask;
    }

    public static void Clean(DbParameterCollection parameters)
    {
        foreach (DbParameter parameter in parameters)
        {
            var isJson = parameter is NpgsqlParameter { NpgsqlDbType: NpgsqlDbType.Jsonb or NpgsqlDbType.Json };
            switch (parameter.Value)
            {
                case string text:
                    parameter.Value = isJson ? Storable.CleanJson(text) : Storable.Clean(text);
                    break;
                case IEnumerable<string?> texts when texts.Any(t => !Storable.Is(t)):
                    parameter.Value = texts.Select(t => t is null ? null : Storable.Clean(t)).ToArray();
                    break;
            }
        }
    }

    private static void Check(DbCommand command)
    {
        if (command.Transaction is null)
        {
            throw new InvalidOperationException(
                "A query runs only inside a piece of work that names its actor: begin one with Database.Begin."
            );
        }

        Clean(command.Parameters);
    }

    private static void Note(DbContextEventData data, Exception failure) => (data.Context as AppDb)?.Failed(failure);
}
