using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Wardwise.App.Data;

namespace Wardwise.App.Access;

/// <summary>
/// Signs the trail's roots and keeps them in a file outside the database, so that a cut tail, a chain taken out or one
/// built anew is seen even when whoever did it owned the database. Signed with ECDSA P-256; the key lies with the instance's keys.
/// </summary>
public sealed class AnchorBook(Database database, InstanceHome home, SealingCertificate certificate)
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    private string Book => Path.Combine(home.Anchors, "anchors.jsonl");

    /// <summary>Anchors all committed rows that no anchor covers yet.</summary>
    /// <returns>How many rows the new anchor covers.</returns>
    public async Task<long> Anchor(Actor actor, CancellationToken cancel)
    {
        await OneAtATime.WaitAsync(cancel);
        try
        {
            await using var work = await database.Begin(actor, cancel);
            int number;
            long rows;
            byte[] root;
            await using (var next = work.Command("select no, rows, root from anchor_next()"))
            await using (var row = await next.ExecuteReaderAsync(cancel))
            {
                await row.ReadAsync(cancel);
                (number, rows, root) = (row.GetInt32(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2));
            }

            if (rows == 0)
            {
                return 0;
            }

            using var key = AnchorKey.Open(home, certificate);
            var anchor = new Line(
                number,
                work.Now,
                rows,
                Convert.ToHexString(root),
                Convert.ToBase64String(key.SignData(root, HashAlgorithmName.SHA256))
            );
            await using (
                var keep = work.Command(
                    "select anchor_signed($1, $2, $3, $4, $5)",
                    number,
                    work.Now,
                    rows,
                    root,
                    Convert.FromBase64String(anchor.Signature)
                )
            )
            {
                await keep.ExecuteNonQueryAsync(cancel);
            }

            await work.Finish(cancel);
            Directory.CreateDirectory(home.Anchors);
            await File.AppendAllTextAsync(Book, JsonSerializer.Serialize(anchor) + "\n", cancel);
            return rows;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>Holds the anchors of the file against the rows of the database.</summary>
    internal async Task<int> Check(Work work, List<string> faults, CancellationToken cancel)
    {
        var lines = File.Exists(Book)
            ? (await File.ReadAllLinesAsync(Book, cancel))
                .Where(l => l.Length > 0)
                .Select(l => JsonSerializer.Deserialize<Line>(l)!)
                .ToList()
            : [];
        var held = await work.Scalar<int>("select coalesce(max(no), 0) from anchor", cancel);
        if (held > lines.Count)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"The database has {held} anchors, the file outside it {lines.Count}."));
        }

        using var key = AnchorKey.Open(home, certificate);
        byte[]? previous = null;
        foreach (var line in lines)
        {
            var root = Convert.FromHexString(line.Root);
            if (!key.VerifyData(root, Convert.FromBase64String(line.Signature), HashAlgorithmName.SHA256))
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"The signature of anchor {line.No} is not ours."));
            }

            var found = await work.Scalar<byte[]>("select anchor_root($1, $2)", cancel, line.No, previous);
            if (!found.AsSpan().SequenceEqual(root))
            {
                faults.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The rows under anchor {line.No} of {line.At:yyyy-MM-dd HH:mm} are not those that were anchored."
                    )
                );
            }

            previous = root;
        }

        return lines.Count;
    }

    private sealed record Line(int No, DateTimeOffset At, long Rows, string Root, string Signature);
}
