using Wardwise.App.Data;

namespace Wardwise.App.Imports;

/// <summary>An import that stands and is about to be taken back.</summary>
/// <param name="No">As rows that it brought carry it.</param>
/// <param name="Id">As the trail names it.</param>
/// <param name="Reference">Such as I-2026-0003.</param>
/// <param name="Kind">What came in.</param>
/// <param name="Force">The police.uk id.</param>
/// <param name="Scope">Whose incidents they are; null for what is no agency's.</param>
/// <param name="UndoneAt">When it was taken back already.</param>
internal sealed record HeldImport(int No, Guid Id, string Reference, string Kind, string Force, short? Scope, DateTimeOffset? UndoneAt);

/// <summary>What taking an import back came to.</summary>
/// <param name="Removed">What it had added and is gone.</param>
/// <param name="Restored">What it had changed or replaced and is back.</param>
/// <param name="Kept">References of records that somebody has worked on since, and that therefore stay.</param>
internal readonly record struct TakenBack(int Removed, int Restored, IReadOnlyList<string> Kept)
{
    public TakenBack(int removed, int restored)
        : this(removed, restored, []) { }
}

/// <summary>Takes back imports of one kind: the area that brings something in knows how it goes again. Found by reflection.</summary>
internal interface ITakesBack
{
    string Kind { get; }

    /// <summary>As a condition of SQL: whether the later import m holds what import $1 brought as its "before"; null when none
    /// can.</summary>
    string? BuildsOn { get; }

    Task<TakenBack> Run(Work work, HeldImport import, CancellationToken cancel);
}
