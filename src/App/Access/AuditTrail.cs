using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Access;

/// <summary>Writes the trail, in the transaction of what it tells of.</summary>
internal static class AuditTrail
{
    private const string Row = """
        insert into trail (id, kind, chain, n, at, actor_id, actor_name, session_id, force_id, record_id, subject_id, subject_kind, why,
            content_digest, digest)
        values ($1, $2, coalesce($3, look_chain()), 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '')
        """;

    private const string Content = "insert into trail_content (trail_id, salt, body, ids) values ($1, $2, $3, $4)";

    public static async Task Write(Work work, IReadOnlyList<TrailEntry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(work.Connection);
        // In one order always, so that two pieces of work over the same records cannot lock each other out.
        foreach (var entry in entries.OrderBy(e => e.Chain))
        {
            var id = Guid.CreateVersion7(work.Now);
            var salt = RandomNumberGenerator.GetBytes(16);
            batch.BatchCommands.Add(
                Command(
                    Row,
                    id,
                    EnumCode.Of(entry.Kind),
                    Optional(entry.Chain),
                    work.Now,
                    Optional(NullIfEmpty(work.Actor.Id)),
                    work.Actor.Name,
                    Optional(work.Actor.SessionId),
                    Optional(work.Actor.ForceId),
                    Optional(entry.RecordId),
                    Optional(entry.SubjectId),
                    entry.SubjectKind,
                    entry.Why,
                    DigestOf(salt, entry.Body, entry.Ids)
                )
            );
            batch.BatchCommands.Add(Command(Content, id, salt, entry.Body, entry.Ids.ToArray()));
        }

        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>SHA-256 over the salt, the body and the ids: what stays when the content is erased.</summary>
    public static byte[] DigestOf(byte[] salt, string body, IReadOnlyList<Guid> ids)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(salt);
        digest.AppendData(Encoding.UTF8.GetBytes(body));
        foreach (var id in ids)
        {
            digest.AppendData(id.ToByteArray(bigEndian: true));
        }

        return digest.GetHashAndReset();
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static NpgsqlParameter Optional(Guid? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static Guid? NullIfEmpty(Guid id) => id == Guid.Empty ? null : id;
}
