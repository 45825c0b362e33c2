using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Access;

/// <summary>
/// Signs the trail's roots and keeps them in a file outside the database, so that a cut tail, a chain taken out or one
/// built anew is seen even when whoever did it owned the database. Signed with ECDSA P-256; the key lies with the instance's keys.
/// </summary>
public sealed class AnchorBook(Upkeep upkeep, InstanceHome home, SealingCertificate certificate)
{
    private readonly AnchorFile _file = new(Path.Combine(home.Anchors, "anchors.jsonl"));

    /// <param name="Rows">How many rows the new anchor covers; 0 when there is none.</param>
    /// <param name="LeftOut">How many chains were not anchored, since they do not go on from where they were.</param>
    /// <param name="Mended">How many anchors the file lacked and has now.</param>
    public sealed record Anchored(long Rows, int LeftOut, int Mended);

    /// <summary>Anchors all committed rows that no anchor covers yet. The file is brought up to the database first: at most one anchor can
    /// ever be in the one and not in the other.</summary>
    public async Task<Anchored> Anchor(Actor actor, CancellationToken cancel)
    {
        // One at a time, whichever process asks: held until the line is in the file.
        await using var alone = await upkeep.Begin(actor, cancel);
        await using (var wait = alone.Command("select pg_advisory_xact_lock(hashtextextended('anchors', 0))"))
        {
            await wait.ExecuteNonQueryAsync(cancel);
        }

        using var key = Key(make: true)!;
        var (lines, trouble) = await _file.Read(cancel);
        var missing = trouble.Count > 0 ? [] : Missing(lines, await Held(alone, cancel), key);
        await _file.Append(missing, cancel);

        await using var work = await upkeep.Begin(actor, cancel);
        var (number, rows, root, leftOut) = await work.OneRow(
            "select no, rows, root, left_out from anchor_next()",
            row => (row.Get<int>("no"), row.Get<long>("rows"), row.Get<byte[]>("root"), row.Get<int>("left_out")),
            cancel
        );
        if (rows == 0)
        {
            return new(0, leftOut, missing.Count);
        }

        var anchor = AnchorLine.Sign(key, number, work.Now, rows, root);
        await using (
            var keep = work.Command(
                "select anchor_signed($1, $2, $3, $4, $5)",
                number,
                anchor.At,
                rows,
                root,
                Convert.FromBase64String(anchor.Signature)
            )
        )
        {
            await keep.ExecuteNonQueryAsync(cancel);
        }

        await work.Finish(cancel);
        await _file.Append([anchor], cancel);
        return new(rows, leftOut, missing.Count);
    }

    /// <param name="Anchors">How many there are.</param>
    /// <param name="Missing">How many the file lacks at its end, and the next anchoring appends: the disk was full, or the file is older
    /// than the database.</param>
    internal sealed record Checked(int Anchors, int Missing);

    /// <summary>Holds the anchors of the file against those of the database, and those against the chains that they cover.</summary>
    internal async Task<Checked> Check(Work work, TrailFaults faults, CancellationToken cancel)
    {
        // The file first: an anchor is in the database before it is in the file.
        var (lines, trouble) = await _file.Read(cancel);
        var held = await Held(work, cancel);
        trouble.ForEach(t => faults.Add("file", t));
        if (IsGone(lines, held))
        {
            faults.Add("file", $"The file of the anchors is gone or empty: the database has {Words.Of(held.Count, "anchor")}.");
            return new(held.Count, 0);
        }

        using var key = Key(make: false);
        if (key is null)
        {
            if (held.Count + lines.Count > 0)
            {
                faults.Add("key", "The key that signs the anchors is gone or cannot be read.");
            }
        }
        else
        {
            foreach (var anchor in held.Where(a => !a.IsSignedBy(key)))
            {
                faults.Add("signature", $"The signature of anchor {Number(anchor.No)} is not ours.");
            }
        }

        var missing = key is null ? [] : Missing(lines, held, key);
        Compare(lines, held, missing, faults);
        var fits = await work.Rows(
            "select no, anchor_root(no, lag(root) over (order by no)) = root as fits from anchor",
            row => (No: row.Get<int>("no"), Fits: row.Get<bool>("fits")),
            cancel
        );
        foreach (var anchor in held.IntersectBy(fits.Where(f => !f.Fits).Select(f => f.No), a => a.No))
        {
            faults.Add("root", $"The list of chains under anchor {Number(anchor.No)} of {Day(anchor)} is not the one that was signed.");
        }

        return new(Math.Max(held.Count, lines.Count), missing.Count);
    }

    private static void Compare(List<AnchorLine> lines, List<AnchorLine> held, List<AnchorLine> missing, TrailFaults faults)
    {
        var inFile = new Dictionary<int, AnchorLine>();
        foreach (var line in lines)
        {
            if (!inFile.TryAdd(line.No, line))
            {
                faults.Add("file", $"Anchor {Number(line.No)} stands twice in the file.");
            }
        }

        var inDatabase = held.ToDictionary(a => a.No);
        foreach (var line in inFile.Values.OrderBy(l => l.No))
        {
            if (!inDatabase.TryGetValue(line.No, out var other))
            {
                faults.Add("anchor", $"Anchor {Number(line.No)} of {Day(line)} is in the file and not in the database.");
            }
            else if (line != other)
            {
                faults.Add("anchor", $"Anchor {Number(line.No)} of {Day(other)} is one thing in the file and another in the database.");
            }
        }

        foreach (var anchor in held.Where(a => !inFile.ContainsKey(a.No) && !missing.Contains(a)))
        {
            faults.Add("anchor", $"Anchor {Number(anchor.No)} of {Day(anchor)} is in the database and not in the file.");
        }
    }

    /// <summary>Those after the file's last that carry our signature. Of a file that is gone nothing is missing at the end: all of it
    /// is, and that is for somebody to explain.</summary>
    private static List<AnchorLine> Missing(List<AnchorLine> lines, List<AnchorLine> held, ECDsa key)
    {
        if (IsGone(lines, held))
        {
            return [];
        }

        var last = lines.Count == 0 ? 0 : lines.Max(l => l.No);
        return [.. held.Where(a => a.No > last).TakeWhile(a => a.IsSignedBy(key))];
    }

    /// <summary>A first anchor alone may not have reached the file.</summary>
    private static bool IsGone(List<AnchorLine> lines, List<AnchorLine> held) => lines.Count == 0 && held.Count > 1;

    private static async Task<List<AnchorLine>> Held(Work work, CancellationToken cancel)
    {
        return await work.Rows(
            "select no, at, rows, root, signature from anchor order by no",
            row => new AnchorLine(
                row.Get<int>("no"),
                row.Get<DateTimeOffset>("at"),
                row.Get<long>("rows"),
                Convert.ToHexString(row.Get<byte[]>("root")),
                Convert.ToBase64String(row.Get<byte[]>("signature"))
            ),
            cancel
        );
    }

    /// <summary>Null when it is not there, or cannot be read, and none is to be made.</summary>
    private ECDsa? Key(bool make)
    {
        if (!make && !AnchorKey.IsThere(home))
        {
            return null;
        }

        try
        {
            return AnchorKey.Open(home, certificate);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or InstanceException)
        {
            return make
                ? throw new InstanceException("The key that signs the anchors cannot be read: see keys/anchor.pem in the home.", e)
                : null;
        }
    }

    private static string Number(int no) => no.ToString(CultureInfo.InvariantCulture);

    private static string Day(AnchorLine anchor) => anchor.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
