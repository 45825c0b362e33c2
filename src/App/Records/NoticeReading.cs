using System.Text.Json;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Notices;
using Wardwise.Domain.Notices;

namespace Wardwise.App.Records;

/// <summary>A notice as one reader may read it now.</summary>
/// <param name="IsTold">False when it is about a record that the reader may not see, or no longer: then nothing of it is here.</param>
public sealed record ShownNotice(
    Guid Id,
    NoticeKind Kind,
    DateTimeOffset MadeAt,
    DateTimeOffset? ReadAt,
    bool IsTold,
    string Subject,
    string Text,
    string? Link,
    ShownNotice.Line? Record,
    IReadOnlyList<ShownNotice.Part> Parts
)
{
    /// <param name="IsSensitive">Need-to-know matters: no letter carries its title.</param>
    public sealed record Line(Guid Id, string Reference, string Title, bool IsSensitive, string Text)
    {
        public string Href => Addresses.Record(Reference);
    }

    public sealed record Part(string Heading, string Link, IReadOnlyList<Line> Lines, int More);
}

/// <summary>Reads notices as their reader: what the reader may not see is left out, and titles come from the records.</summary>
internal static class NoticeReading
{
    public const string Columns = "n.id, n.kind, n.made_at, n.read_at, n.subject, n.text, n.link, n.record_id, n.parts";

    public sealed record Stored(
        Guid Id,
        NoticeKind Kind,
        DateTimeOffset MadeAt,
        DateTimeOffset? ReadAt,
        string Subject,
        string Text,
        string? Link,
        Guid? RecordId,
        IReadOnlyList<NoticePart> Parts
    );

    public static Stored Read(Row row) =>
        new(
            row.Get<Guid>("id"),
            row.Code<NoticeKind>("kind"),
            row.Get<DateTimeOffset>("made_at"),
            row.Get<DateTimeOffset?>("read_at"),
            row.Get<string>("subject"),
            row.Get<string>("text"),
            row.OrNull<string>("link"),
            row.Get<Guid?>("record_id"),
            JsonSerializer.Deserialize<List<NoticePart>>(row.Get<string>("parts"), JsonSerializerOptions.Web)!
        );

    /// <summary>As the actor of the piece of work may read them.</summary>
    public static async Task<IReadOnlyList<ShownNotice>> Shown(this Work work, IReadOnlyList<Stored> notices, CancellationToken cancel)
    {
        var seen = new Dictionary<Guid, (string Reference, string Title, bool IsSensitive)>();
        var ids = notices
            .SelectMany(n => n.Parts.SelectMany(p => p.Items.Select(i => i.RecordId)).Concat(n.RecordId is { } id ? [id] : []))
            .Distinct()
            .ToArray();
        if (ids.Length > 0 && Policy.Allows(work.Actor, Act.SeeRecords))
        {
            await foreach (
                var row in work.EachRow(
                    "select id, reference, title, marking <> 'official' as is_sensitive from record where id = any ($1)",
                    cancel,
                    ids
                )
            )
            {
                seen[row.Get<Guid>("id")] = (row.Get<string>("reference"), row.Get<string>("title"), row.Get<bool>("is_sensitive"));
            }
        }

        ShownNotice.Line? Of(Guid? id, string text) =>
            id is { } known && seen.TryGetValue(known, out var r) ? new(known, r.Reference, r.Title, r.IsSensitive, text) : null;
        return
        [
            .. notices.Select(n =>
            {
                var parts = n
                    .Parts.Select(p => new ShownNotice.Part(
                        p.Heading,
                        p.Link,
                        [.. p.Items.Select(i => Of(i.RecordId, i.Text)).OfType<ShownNotice.Line>()],
                        p.More
                    ))
                    .Where(p => p.Lines.Count > 0)
                    .ToList();
                var record = Of(n.RecordId, "");
                var told = n.RecordId is null ? n.Parts.Count == 0 || parts.Count > 0 : record is not null;
                return told
                    ? new ShownNotice(n.Id, n.Kind, n.MadeAt, n.ReadAt, true, n.Subject, n.Text, n.Link, record, parts)
                    : new ShownNotice(n.Id, n.Kind, n.MadeAt, n.ReadAt, false, "", "", null, null, []);
            }),
        ];
    }
}
