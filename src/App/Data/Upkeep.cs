using Npgsql;
using Wardwise.App.Access;

namespace Wardwise.App.Data;

/// <summary>
/// The way in for what no request may do: check and anchor the trail, take what ran out off the records, keep the index of all records'
/// words. It acts as a role of its own, the keeper, which the application's login is not and cannot become.
/// </summary>
public sealed class Upkeep : IAsyncDisposable
{
    public const string Role = "wardwise_keeper";

    private readonly Database _database;

    public Upkeep(NpgsqlDataSource source, TimeProvider clock) => _database = new(source, clock) { Role = Role };

    internal NpgsqlDataSource Source => _database.Source;

    internal Task<Work> Begin(Actor actor, CancellationToken cancel) => _database.Begin(actor, cancel);

    /// <summary>After a restart of the server.</summary>
    public void Clear() => Source.Clear();

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
