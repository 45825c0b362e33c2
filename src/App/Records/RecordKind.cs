using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>
/// What is true of every record of one kind. A class in the kind's own area, found by its shape: nothing here names a kind, and a new kind
/// changes no switch.
/// </summary>
/// <param name="code">As the record keeps it: <c>problem</c>.</param>
/// <param name="letter">The first of its references: the P of P-2026-0142. No other kind has it.</param>
/// <param name="noun">What it is called in a sentence.</param>
/// <param name="folder">Where its records lie: the record's own page is this, a slash, and its reference.</param>
/// <param name="writes">What an actor must be allowed, to write any record of this kind.</param>
public abstract class RecordKind(string code, char letter, string noun, string folder, Act writes)
{
    public string Code => code;

    public char Letter => letter;

    public string Noun => noun;

    public string Folder => folder;

    public Act Writes => writes;

    /// <summary>Whether an agency that it is shared with may take part, where the share says so; else its own agency alone writes
    /// it.</summary>
    public virtual bool IsWorkedTogether => false;

    /// <summary>Whether its own agency may show it to the whole force.</summary>
    public virtual bool IsPublished => false;

    /// <summary>What a list says it is where there is no result to tell; null where there is one.</summary>
    public virtual string? InShort => null;

    /// <summary>Where taskings come from that are answered on a closed record: what was found after closing.</summary>
    public virtual IReadOnlyList<string> AnsweredWhenClosed => [];

    /// <summary>The record's own page.</summary>
    public virtual string AddressOf(string reference) => $"{Folder}/{reference}";

    /// <summary>The page on which one of its taskings is settled, or looked at.</summary>
    /// <param name="reference">Of the record.</param>
    /// <param name="source">Where the tasking came from.</param>
    /// <param name="id">Of the tasking.</param>
    public virtual string AddressOfTasking(string reference, string source, Guid id) => AddressOf(reference);

    /// <summary>Why nobody may change what it says now; null when it may be changed.</summary>
    public virtual Refusal? RefusesWriting(Record record) => record.RefusesWriting(Noun);

    internal abstract Type FileType { get; }

    /// <summary>The record with what its rules look at, as it stands in this piece of work; null when it is not there.</summary>
    internal abstract Task<object?> Open(Work work, Guid id, CancellationToken cancel);

    internal abstract Record RecordOf(object file);

    /// <summary>Runs before a change is saved, and may say what is to run after: a problem is graded again, and what it passed is
    /// noted.</summary>
    internal virtual Task<Func<Task>?> Changed(Work work, object file, bool isWork, CancellationToken cancel) =>
        Task.FromResult<Func<Task>?>(null);

    /// <summary>Why a tasking cannot be settled so, beyond what holds of every tasking.</summary>
    internal virtual Refusal? RefusesSettling(Tasking tasking, TaskingStatus to, string evidence) => null;

    /// <summary>What else settling a tasking brings; the words for the history.</summary>
    internal virtual string Settled(object file, Tasking tasking) => "settled a task";
}

/// <summary>A kind of record whose use cases take out a <typeparamref name="TFile"/>.</summary>
/// <param name="code">As the record keeps it.</param>
/// <param name="letter">The first of its references.</param>
/// <param name="noun">What it is called in a sentence.</param>
/// <param name="folder">Where its records lie.</param>
/// <param name="writes">The act that writes it.</param>
/// <param name="recordOf">The spine of what is taken out.</param>
internal abstract class RecordKind<TFile>(string code, char letter, string noun, string folder, Act writes, Func<TFile, Record> recordOf)
    : RecordKind(code, letter, noun, folder, writes)
    where TFile : class
{
    internal sealed override Type FileType => typeof(TFile);

    internal sealed override async Task<object?> Open(Work work, Guid id, CancellationToken cancel) => await Find(work, id, cancel);

    internal sealed override Record RecordOf(object file) => recordOf((TFile)file);

    internal sealed override Task<Func<Task>?> Changed(Work work, object file, bool isWork, CancellationToken cancel) =>
        Changed(work, (TFile)file, isWork, cancel);

    internal sealed override string Settled(object file, Tasking tasking) => Settled((TFile)file, tasking);

    /// <summary>The one row that hangs on the record, unless more is taken out.</summary>
    protected virtual Task<TFile?> Find(Work work, Guid id, CancellationToken cancel) =>
        work.Db.Set<TFile>().SingleOrDefaultAsync(f => EF.Property<Guid>(f, "RecordId") == id, cancel);

    protected virtual Task<Func<Task>?> Changed(Work work, TFile file, bool isWork, CancellationToken cancel) =>
        base.Changed(work, file, isWork, cancel);

    protected virtual string Settled(TFile file, Tasking tasking) => base.Settled(file, tasking);
}
