using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>
/// The desk at which every record is taken out for a change: asks whether the actor may, holds the record until the work ends, refuses
/// what is locked or was saved by somebody else in between, and puts it back with its reason, after what its kind declared.
/// </summary>
public sealed class RecordDesk(Database database)
{
    internal const string ReadingOnly =
        "is shared with your agency for reading only. Ask the agency that owns it to share it for taking part.";

    internal Task<Outcome<T>> Change<TFile, T>(
        Actor actor,
        RecordChange<TFile> asked,
        Func<Taken<TFile>, Outcome<T>> change,
        CancellationToken cancel
    )
        where TFile : class => Change(actor, asked, taken => Task.FromResult(change(taken)), cancel);

    /// <param name="actor">Who.</param>
    /// <param name="asked">Which record, and what is asked of it first.</param>
    /// <param name="change">Checks what was given and takes it over, or refuses; then nothing is saved.</param>
    /// <param name="cancel">Stops.</param>
    internal async Task<Outcome<T>> Change<TFile, T>(
        Actor actor,
        RecordChange<TFile> asked,
        Func<Taken<TFile>, Task<Outcome<T>>> change,
        CancellationToken cancel
    )
        where TFile : class
    {
        // Before a connection is asked for, as far as it can be said without the record.
        if (Policy.Refuses(actor, asked.Act ?? asked.Kind?.Writes ?? Act.SeeRecords) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(asked.Input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        var held = asked.Id is { } id ? await Hold(work, "id", id, cancel) : await Hold(work, "reference", asked.Reference, cancel);
        if (
            held is not { } found
            || (asked.Kind is { } only && only != found.Kind)
            || await Open(work, found.Kind, found.Id, asked.Touches, cancel) is not { } file
        )
        {
            return Refusal.NotThere;
        }

        var taken = new Taken<TFile>(work, found.Kind, file, asked.Why);
        if (await Refuses(taken, asked, cancel) is { } refused)
        {
            return refused;
        }

        var changed = await change(taken);
        if (!changed.Done)
        {
            return changed;
        }

        if (
            (asked.Touches ? await Put(work, taken.Kind, file, taken.Why, asked.IsWork, cancel) : await work.Save(taken.Why, cancel)) is
            { } stale
        )
        {
            return stale;
        }

        await work.Finish(cancel);
        return changed;
    }

    /// <summary>Finds a record that the actor reads and holds it until the work ends, so that two saves cannot pass each other.</summary>
    internal static Task<(RecordKind Kind, Guid Id)?> Hold(Work work, string reference, CancellationToken cancel) =>
        Hold(work, "reference", reference, cancel);

    /// <summary>Holds many, always in the same order, so that two that hold many cannot lock each other out.</summary>
    internal static async Task HoldAll(Work work, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await using var hold = work.Command("select 1 from record where id = any ($1) order by id for no key update", ids.ToArray());
        await hold.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Does what the kind declared, saves with the reason, and leaves the work open. For the schedule, and for what is new; use
    /// cases of people come through <see
    /// cref="Change{TFile,T}(Actor,RecordChange{TFile},Func{Taken{TFile},Task{Outcome{T}}},CancellationToken)"/>.</summary>
    internal static async Task<Refusal?> Put(Work work, RecordKind kind, object file, string why, bool isWork, CancellationToken cancel)
    {
        var then = await kind.Changed(work, file, isWork, cancel);
        if (await work.Save(why, cancel) is { } stale)
        {
            return stale;
        }

        if (then is not null)
        {
            await then();
        }

        return null;
    }

    /// <summary>What every record begins with; the reference is its kind's next.</summary>
    internal static async Task<Record> New<TFile>(Work work, string title, string state, Guid force, Guid agency, CancellationToken cancel)
        where TFile : class
    {
        var kind = RecordKinds.Of<TFile>();
        return new()
        {
            Id = Guid.CreateVersion7(work.Now),
            Kind = kind.Code,
            Reference = await work.NextReference(kind.Letter, cancel),
            Title = title,
            ForceId = force,
            OwnerAgencyId = agency,
            State = state,
            OpenedAt = work.Now,
        };
    }

    /// <summary>Reading a record is not writing it: its own agency writes, and one that it is shared with for taking part, where its kind
    /// is worked on together.</summary>
    internal static async Task<Refusal?> RefusesHands(Work work, RecordKind kind, Record record, Hands by, CancellationToken cancel)
    {
        if (by is Hands.Readers || work.Actor.Agencies.Contains(record.OwnerAgencyId))
        {
            return null;
        }

        if (by is Hands.Owner || !kind.IsWorkedTogether)
        {
            return Refusal.Forbidden($"Only the agency that owns a {kind.Noun} can do this.");
        }

        return await work.Scalar<bool>("select may_write_record($1)", cancel, record.Id)
            ? null
            : Refusal.Forbidden($"This {kind.Noun} {ReadingOnly}");
    }

    /// <summary>Refuses a save from an older version, and says who saved in between.</summary>
    /// <param name="work">The piece of work.</param>
    /// <param name="recordId">Of the record.</param>
    /// <param name="held">The version now.</param>
    /// <param name="typed">The version that the form was filled in from.</param>
    /// <param name="why">The words in the history by which its last save is found; null to go by the part.</param>
    /// <param name="part">The id of the tasking that was saved.</param>
    /// <param name="cancel">Stops.</param>
    internal static async Task<Refusal?> RefusesStale(
        Work work,
        Guid recordId,
        int held,
        int typed,
        string? why,
        Guid? part,
        CancellationToken cancel
    )
    {
        if (held == typed)
        {
            return null;
        }

        var last = await work.FirstRow<(string Who, DateTimeOffset At)?>(
            """
            select t.actor_name, t.at from trail t left join trail_content c on c.trail_id = t.id
            where t.record_id = $1 and t.kind = 'alteration' and ($2::text is null or t.why = $2) and ($3::uuid is null or $3 = any (c.ids))
            order by t.n desc limit 1
            """,
            row => (row.Get<string>("actor_name"), row.Get<DateTimeOffset>("at")),
            cancel,
            recordId,
            why,
            part
        );
        return last is var (who, at) ? Refusal.Stale(who, at.Plainly(work.Now)) : Refusal.Stale();
    }

    private static Task<(RecordKind Kind, Guid Id)?> Hold(Work work, string by, object name, CancellationToken cancel) =>
        work.FirstRow<(RecordKind, Guid)?>(
            $"select kind, id from record where {by} = $1 for no key update",
            row => (RecordKinds.Of(row.Get<string>("kind")), row.Get<Guid>("id")),
            cancel,
            name
        );

    private static async Task<object?> Open(Work work, RecordKind kind, Guid id, bool touches, CancellationToken cancel) =>
        touches ? await kind.Open(work, id, cancel) : await work.Db.Records.SingleOrDefaultAsync(r => r.Id == id, cancel);

    private static async Task<Refusal?> Refuses<TFile>(Taken<TFile> taken, RecordChange<TFile> asked, CancellationToken cancel)
        where TFile : class
    {
        var (work, kind, record) = (taken.Work, taken.Kind, taken.Record);
        return Policy.Refuses(work.Actor, asked.Act ?? kind.Writes)
            ?? await RefusesHands(work, kind, record, asked.By, cancel)
            ?? (asked.WhenLocked ? null : kind.RefusesWriting(record))
            ?? (
                asked.Version is { } version
                    ? await RefusesStale(work, record.Id, version.Held(taken.File), version.Typed, asked.Why, null, cancel)
                    : null
            )
            ?? (asked.ReadTo is { } read ? await RefusesUnread(work, record.Id, read, cancel) : null);
    }

    /// <summary>Refuses what is signed without having been read: anything that the history shows since.</summary>
    private static async Task<Refusal?> RefusesUnread(Work work, Guid recordId, long read, CancellationToken cancel)
    {
        var since = await RecordHistory.Since(work, recordId, read, cancel);
        return since.Count > 0 ? Refusal.Stale(since[0].Who, since[0].At.Plainly(work.Now)) : null;
    }
}
