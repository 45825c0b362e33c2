using System.Globalization;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Access;

/// <summary>Checks the whole trail: each chain without a gap, each digest, each content against its digest, each anchor against the file
/// outside the database.</summary>
public sealed class VerifyTrail(Database database, AnchorBook anchors)
{
    /// <param name="Sound">Whether no fault was found.</param>
    /// <param name="Rows">Rows checked.</param>
    /// <param name="Chains">Chains they make.</param>
    /// <param name="Anchors">Anchors checked.</param>
    /// <param name="NotAnchored">Rows newer than the last anchor.</param>
    /// <param name="Erased">Rows whose content a disposal erased.</param>
    /// <param name="Faults">What is wrong, in words; at most a hundred.</param>
    public sealed record Verified(
        bool Sound,
        long Rows,
        long Chains,
        int Anchors,
        long NotAnchored,
        long Erased,
        IReadOnlyList<string> Faults
    );

    public async Task<Outcome<Verified>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeAudit) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var faults = new List<string>();
        long rows = 0,
            chains = 0,
            notAnchored = 0,
            erased = 0;
        await using (var read = work.Command("select * from trail_check()"))
        await using (var row = await read.ExecuteReaderAsync(cancel))
        {
            while (await row.ReadAsync(cancel))
            {
                (rows, chains, notAnchored, erased) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
                faults.AddRange(row.GetFieldValue<string[]>(4));
            }
        }

        await Contents(work, faults, cancel);
        var checkedAnchors = await anchors.Check(work, faults, cancel);
        return new Verified(faults.Count == 0, rows, chains, checkedAnchors, notAnchored, erased, [.. faults.Take(100)]);
    }

    private static async Task Contents(Work work, List<string> faults, CancellationToken cancel)
    {
        await using var read = work.Command("select trail_id, content_digest, salt, body, ids from trail_check_contents()");
        await using var row = await read.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var digest = AuditTrail.DigestOf(row.GetFieldValue<byte[]>(2), row.GetString(3), row.GetFieldValue<Guid[]>(4));
            if (!digest.AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(1)))
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"The content of row {row.GetGuid(0)} was changed."));
            }
        }
    }
}
