using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wardwise.App.Access;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Data;

/// <summary>One piece of work for one actor: a transaction, the records in it, and what will be written down about it. Left without commit,
/// it never was.</summary>
internal sealed partial class Work(Actor actor, AppDb db, NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset now)
    : IAsyncDisposable
{
    private readonly List<TrailEntry> _entries = [];
    private bool _readPeople;
    private bool _wroteLook;
    private bool _claimed;

    public Actor Actor => actor;

    public AppDb Db => db;

    public NpgsqlConnection Connection => connection;

    /// <summary>When the transaction began, by the database's clock.</summary>
    public DateTimeOffset Now => now;

    public DateOnly Today => LondonTime.DayOf(Now);

    /// <summary>Plain SQL in the same transaction; values by position ($1, $2, ...).</summary>
    public WorkCommand Command(string sql, params object?[] values)
    {
        _readPeople |= ReadsPeople().IsMatch(sql);
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value ?? DBNull.Value });
        }

        return new(db, command);
    }

    public async Task<T> Scalar<T>(string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = Command(sql, values);
        return (T)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Names the account whose keys, sessions, links and devices this is about, where it is not the actor's own.</summary>
    public Task About(Guid account, CancellationToken cancel) =>
        Scalar<string>("select set_config('app.door', $1, true)", cancel, account.ToString());

    /// <summary>Streams rows into a table.</summary>
    /// <param name="sql"><c>copy ... from stdin (format binary)</c>.</param>
    /// <param name="write">Writes the rows.</param>
    /// <param name="cancel">Stops.</param>
    public Task Copy(string sql, Action<NpgsqlBinaryImporter> write, CancellationToken cancel) =>
        Watch(async () =>
        {
            await using var stream = await connection.BeginBinaryImportAsync(sql, cancel);
            write(stream);
            await stream.CompleteAsync(cancel);
        });

    public async Task<string> NextReference(char letter, CancellationToken cancel) =>
        await Scalar<string>("select next_reference($1, $2)", cancel, letter.ToString(), Today.Year);

    /// <summary>Notes a look at people's data or a restricted record: one row a page, with the ids shown.</summary>
    public void Looked(string page, IEnumerable<Guid> ids, string? reason = null) =>
        _entries.Add(TrailEntry.Look(page, [.. ids], reason ?? actor.Purpose ?? ""));

    /// <summary>Notes a write that plain SQL made, a disclosure, a sign-in: what the change tracker does not see.</summary>
    public void Noted(TrailEntry entry) => _entries.Add(entry);

    /// <summary>Saves, writes the history of what changed, and commits.</summary>
    /// <param name="why">What was done, in words for the record's history.</param>
    /// <param name="cancel">Until the commit.</param>
    /// <returns>Null, or the refusal when somebody else saved in the meantime, or what was chosen is not there.</returns>
    public async Task<Refusal?> Commit(string why, CancellationToken cancel)
    {
        if (await Save(why, cancel) is { } stale)
        {
            return stale;
        }

        await Finish(cancel);
        return null;
    }

    /// <summary>Saves and writes the history, and leaves the work open: for a use case of several steps.</summary>
    public async Task<Refusal?> Save(string why, CancellationToken cancel)
    {
        StopIfOnlyTried();
        if (await SentBefore(cancel))
        {
            return new Refusal("This was sent twice, and was done once: look for it before you send it again.");
        }

        _entries.AddRange(ChangeHistory.Of(db.ChangeTracker, why));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            _entries.Clear();
            return Refusal.Stale();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            // An answer that no form of ours offers, or one that went while the form was open.
            _entries.Clear();
            return new Refusal("Something that you chose is not there. Load the page again and choose once more.");
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // It was not there when the use case asked, and somebody was quicker.
            _entries.Clear();
            return new Refusal("Somebody else has just saved the same. Load the page again, and look before you send it once more.");
        }

        await WriteTrail(cancel);
        return null;
    }

    /// <summary>Whether the form that asks for this made it already. The key of a form is claimed with what it makes: of two at once, the
    /// second waits here until the first has committed.</summary>
    private async Task<bool> SentBefore(CancellationToken cancel)
    {
        if (actor.Once is not { HasMade: false } once || _claimed || !db.ChangeTracker.Entries().Any(e => e.State is EntityState.Added))
        {
            return false;
        }

        await using var claim = Command(
            "insert into form_sent (key, account_id, at) values ($1, $2, $3) on conflict do nothing",
            once.Key,
            actor.Id,
            Now
        );
        _claimed = await claim.ExecuteNonQueryAsync(cancel) == 1;
        return !_claimed;
    }

    private async Task WriteTrail(CancellationToken cancel)
    {
        await Watch(() =>
            AuditTrail.Write(
                this,
                [.. _entries.Select(e => e with { Why = Storable.Clean(e.Why), Body = Storable.CleanJson(e.Body) })],
                cancel
            )
        );
        _wroteLook |= _entries.Exists(e => e.Kind is TrailKind.Look or TrailKind.Disclosure);
        _entries.Clear();
    }

    /// <summary>Ends a piece of reading: writes the looks down.</summary>
    public async Task Finish(CancellationToken cancel)
    {
        StopIfOnlyTried();
        await WriteTrail(cancel);
        await Watch(() => transaction.CommitAsync(cancel));
        if (_claimed)
        {
            actor.Once!.HasMade = true;
        }
    }

    private void StopIfOnlyTried()
    {
        if (actor.OnlyTries)
        {
            throw new OnlyTriedException();
        }
    }

    private async Task Watch(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception e)
        {
            db.Failed(e);
            throw;
        }
    }

    /// <exception cref="InvalidOperationException">People's data were read and the look was not written down: a bug, and a
    /// breach.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await db.DisposeAsync();
            await transaction.DisposeAsync();
            if (db.InDoubt)
            {
                await DoubtfulConnection.End(connection);
            }
        }
        finally
        {
            await connection.DisposeAsync();
        }

        // Of what was only tried nothing is shown but what was wrong with it.
        if (_readPeople && !_wroteLook && !actor.OnlyTries)
        {
            throw new InvalidOperationException("People's data were read, and no look was written down: call Looked, then Finish.");
        }
    }

    [GeneratedRegex(@"^\s*(select|with)\b.*\b(from|join)\s+(mention|incident_detail)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ReadsPeople();
}
