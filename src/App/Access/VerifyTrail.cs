using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Access;

/// <summary>Checks the whole trail: each chain, each content against its digest, each erasure, each record against its history, each anchor
/// against the chains it covers and the file outside the database. What it can and cannot see is in docs/trail.md.</summary>
public sealed class VerifyTrail(Upkeep upkeep, AnchorBook anchors)
{
    /// <param name="Sound">Whether no fault was found.</param>
    /// <param name="Rows">Rows checked.</param>
    /// <param name="Chains">Chains they make.</param>
    /// <param name="Anchors">Anchors checked.</param>
    /// <param name="NotAnchored">Rows newer than the last anchor.</param>
    /// <param name="Erased">Rows whose content was erased, and whose erasure an anchored row names.</param>
    /// <param name="ErasedNotAnchored">Rows whose content was erased, and whose erasure is not under an anchor yet.</param>
    /// <param name="MissingLines">Anchors that the file lacks at its end, as when the disk was full: the next anchoring appends
    /// them.</param>
    /// <param name="Faults">What is wrong, in words: of each kind twenty, and how many more.</param>
    public sealed record Verified(
        bool Sound,
        long Rows,
        long Chains,
        int Anchors,
        long NotAnchored,
        long Erased,
        long ErasedNotAnchored,
        int MissingLines,
        IReadOnlyList<string> Faults
    );

    private static readonly string[] Checks = ["trail_check()", "anchor_check()", "mark_check()"];

    public async Task<Outcome<Verified>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeAudit) is { } no)
        {
            return no;
        }

        await using var work = await upkeep.Begin(actor, cancel);
        var faults = new TrailFaults();
        foreach (var check in Checks)
        {
            await foreach (var row in work.EachRow($"select kind, sentence, many from {check}", cancel))
            {
                faults.Add(row.Get<string>("kind"), row.Get<string>("sentence"), row.Get<long>("many"));
            }
        }

        var held = await anchors.Check(work, faults, cancel);
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
                words
            ),
            cancel
        );
    }
}
