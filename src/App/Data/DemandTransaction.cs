using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Wardwise.App.Data;

/// <summary>A query outside a transaction names no actor and so would silently see nothing: it is a bug, and says so.</summary>
internal sealed class DemandTransaction : DbCommandInterceptor
{
    public static readonly DemandTransaction Instance = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData data,
        InterceptionResult<DbDataReader> result
    )
    {
        Demand(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData data,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancel = default
    )
    {
        Demand(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData data, InterceptionResult<int> result)
    {
        Demand(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData data,
        InterceptionResult<int> result,
        CancellationToken cancel = default
    )
    {
        Demand(command);
        return ValueTask.FromResult(result);
    }

    private static void Demand(DbCommand command)
    {
        if (command.Transaction is null)
        {
            throw new InvalidOperationException(
                "A query runs only inside a piece of work that names its actor: begin one with Database.Begin."
            );
        }
    }
}
