using Npgsql;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Access;

/// <summary>Checks the whole trail: what the database is made of, each chain, each content against its digest, each erasure, each record
/// against its history, who reads it against what lets them, each anchor against the chains it covers and the file outside the database,
/// each attachment against its digest. What it can and cannot see is in docs/trail.md.</summary>
public sealed class VerifyTrail(Upkeep upkeep, AnchorBook anchors, SchemaCheck schema, AttachmentCheck attachments)
{
    public sealed record Input
    {
        /// <summary>Told how many attachments have been read.</summary>
        public IProgress<AttachmentCheck.Progress>? Progress { get; init; }
    }

    /// <param name="Sound">Whether no fault was found.</param>
    /// <param name="Rows">Rows checked.</param>
    /// <param name="Chains">Chains they make.</param>
    /// <param name="Anchors">Anchors checked.</param>
    /// <param name="NotAnchored">Rows newer than the last anchor.</param>
    /// <param name="Erased">Rows whose content was erased, and whose erasure an anchored row names.</param>
    /// <param name="ErasedNotAnchored">Rows whose content was erased, and whose erasure is not under an anchor yet.</param>
    /// <param name="MissingLines">Anchors that the file lacks at its end, as when the disk was full: the next anchoring appends
    /// them.</param>
    /// <param name="Attachments">Files that were read.</param>
    /// <param name="NotChecked">What could not be looked at, and why; null when everything was.</param>
    /// <param name="Faults">What is wrong, in words: of each kind twenty, and how many more.</param>
    /// <param name="Notes">What is odd and proves nothing, in the same way.</param>
    public sealed record Verified(
        bool Sound,
        long Rows,
        long Chains,
        int Anchors,
        long NotAnchored,
        long Erased,
        long ErasedNotAnchored,
        int MissingLines,
        int Attachments,
        string? NotChecked,
        IReadOnlyList<string> Faults,
        IReadOnlyList<string> Notes
    );

    private static readonly string[] Checks = ["trail_check()", "anchor_check()", "mark_check()"];

    public async Task<Outcome<Verified>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeAudit) is { } no)
        {
            return no;
        }

        var faults = new TrailFaults();
        // First: what follows runs functions of the database, and is worth what they are.
        var notChecked = await schema.Check(faults, cancel);
        try
        {
            return await Rest(actor, input, faults, notChecked, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException && faults.InWords.Count > 0)
        {
            // A check that was replaced may answer anything.
            faults.Add("check", $"The rest could not be checked: {(e as PostgresException)?.MessageText ?? e.Message}");
            return new Verified(false, 0, 0, 0, 0, 0, 0, 0, 0, notChecked, faults.InWords, faults.Notes);
        }
    }

    private async Task<Verified> Rest(Actor actor, Input input, TrailFaults faults, string? notChecked, CancellationToken cancel)
    {
        await Readers(actor, faults, cancel);
        await using var work = await upkeep.Begin(actor, cancel);
        foreach (var check in Checks)
        {
            await Add(work, check, faults, cancel);
        }

        var held = await anchors.Check(work, faults, cancel);
        var files = await attachments.Check(actor, faults, input.Progress, cancel);
        var words = faults.InWords;
        return await work.OneRow(
            "select rows, chains, not_anchored, erased, erased_waiting from trail_counts()",
            row => new Verified(
                words.Count == 0,
                row.Get<long>("rows"),
                row.Get<long>("chains"),
                held.Anchors,
                row.Get<long>("not_anchored"),
                row.Get<long>("erased"),
                row.Get<long>("erased_waiting"),
                held.Missing,
                files,
                notChecked,
                words,
                faults.Notes
            ),
            cancel
        );
    }

    /// <summary>In a transaction of its own, which is left without commit: a reader whose time has just run out is taken off in it, as
    /// the schedule does each minute, so that only those are left whom nothing lets read.</summary>
    private async Task Readers(Actor actor, TrailFaults faults, CancellationToken cancel)
    {
        await using var work = await upkeep.Begin(actor, cancel);
        await work.Scalar<int>("select expire_grants()", cancel);
        await Add(work, "reader_check()", faults, cancel);
    }

    private static async Task Add(Work work, string check, TrailFaults faults, CancellationToken cancel)
    {
        await foreach (var row in work.EachRow($"select kind, sentence, many from {check}", cancel))
        {
            faults.Add(row.Get<string>("kind"), row.Get<string>("sentence"), row.Get<long>("many"));
        }
    }
}
