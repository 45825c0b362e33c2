using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>What the page of any record shows beside what its kind has to say: whose it is, who sees it, its notes and its files.</summary>
public sealed record RecordParts
{
    public required Record Record { get; init; }

    /// <summary>Its owner; null when it has none.</summary>
    public string? Owner { get; init; }
    public required string OwnerAgency { get; init; }
    public string? Place { get; init; }
    public required IReadOnlyList<SharedView> SharedWith { get; init; }

    /// <summary>Names of the accounts that it speaks of.</summary>
    public required IReadOnlyDictionary<Guid, string> Accounts { get; init; }

    /// <summary>Names of the agencies that it speaks of.</summary>
    public required IReadOnlyDictionary<Guid, string> Agencies { get; init; }

    /// <summary>Newest first, those that the reader may see.</summary>
    public required IReadOnlyList<Note> Notes { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<Attachment> Files { get; init; }

    /// <summary>Taken off, each with its reason; they can be put back.</summary>
    public required IReadOnlyList<Attachment> FilesTakenOff { get; init; }

    /// <summary>How much of its history there is: what is signed says how much of it was read.</summary>
    public required long ReadTo { get; init; }

    /// <summary>Why this reader writes nothing of it, in whatever state it is; null when they may.</summary>
    public Refusal? RefusesHands { get; init; }

    /// <summary>Why this reader cannot write it now; null when they can.</summary>
    public Refusal? RefusesWriting { get; init; }

    public bool MayWrite => RefusesWriting is null;

    /// <summary>"Wealdshire Police; Ashmoor Council, to read".</summary>
    public string SeenBy =>
        string.Join(
            "; ",
            SharedWith
                .Select(s => $"{s.Agency}, {(s.TakesPart ? "to take part" : "to read")}")
                .Prepend(IsPublished ? "Everybody of the force" : OwnerAgency)
        );

    /// <summary>Shown to the whole force.</summary>
    public bool IsPublished { get; init; }

    /// <summary>In a fixed number of queries.</summary>
    internal static async Task<RecordParts> Of(Work work, Record record, CancellationToken cancel)
    {
        var (accounts, agencies, shared) = (new Dictionary<Guid, string>(), new Dictionary<Guid, string>(), new List<SharedView>());
        string? place = null;
        var readTo = 0L;
        await foreach (var row in work.EachRow(Around, cancel, record.Id, work.Now))
        {
            var (kind, id, name) = (row.Get<string>("part"), row.Get<Guid>("id"), row.Get<string>("name"));
            switch (kind)
            {
                case "account":
                    accounts[id] = name;
                    break;
                case "place":
                    place = name;
                    break;
                case "agency":
                    agencies[id] = name;
                    break;
                case "read":
                    readTo = row.Get<long>("read_to");
                    break;
                default:
                    shared.Add(new(id, name, row.Get<DateTimeOffset?>("ends_at"), row.Get<bool>("takes_part")));
                    break;
            }
        }

        var files = await work.Db.Set<Attachment>().Where(a => a.RecordId == record.Id).OrderBy(a => a.AddedAt).ToListAsync(cancel);
        var kindOf = RecordKinds.Of(record.Kind);
        var refusesHands =
            Policy.Refuses(work.Actor, kindOf.Writes) ?? await RecordDesk.RefusesHands(work, kindOf, record, Hands.Writers, cancel);
        return new()
        {
            Record = record,
            Owner = record.OwnerAccountId is { } owner ? accounts.GetValueOrDefault(owner) : null,
            OwnerAgency = agencies.GetValueOrDefault(record.OwnerAgencyId, ""),
            Place = place,
            SharedWith = shared,
            Accounts = accounts,
            Agencies = agencies,
            IsPublished = record.Readers.Contains(record.ForceId),
            Notes = await work
                .Db.Set<Note>()
                .AsNoTracking()
                .Where(n => n.RecordId == record.Id)
                .OrderByDescending(n => n.WrittenAt)
                .ToListAsync(cancel),
            Files = [.. files.Where(f => f.RemovedAt is null)],
            FilesTakenOff = [.. files.Where(f => f.RemovedAt is not null)],
            ReadTo = readTo,
            RefusesHands = refusesHands,
            RefusesWriting = refusesHands ?? kindOf.RefusesWriting(record),
        };
    }

    private static readonly string Around = $"""
        select 'account' as part, a.id, a.name, null::timestamptz as ends_at, false as takes_part, 0::bigint as read_to from account a
            where a.id in (select owner_account_id from record where id = $1 union select account_id from tasking where record_id = $1)
        union all select 'agency', g.id, g.name, null, false, 0 from agency g
            where g.id in (select owner_agency_id from record where id = $1 union select agency_id from tasking where record_id = $1)
        union all select 'place', r.id, p.name, null, false, 0 from record r join place p on p.no = r.place_no where r.id = $1
        union all select 'read', $1, '', null, false, coalesce(max(t.n), 0) from trail t where t.record_id = $1 and t.kind = 'alteration'
        union all select 'share', g.id, g.name, s.ends_at, s.takes_part, 0 from share s join agency g on g.id = s.agency_id
            where s.record_id = $1 and s.starts_at <= $2 and {ShareHolds.At("$2")}
        """;
}

/// <param name="AgencyId">With whom.</param>
/// <param name="Agency">By name.</param>
/// <param name="EndsAt">Null for as long as the agreement.</param>
/// <param name="TakesPart">Whether it may change the record, or only read it.</param>
public sealed record SharedView(Guid AgencyId, string Agency, DateTimeOffset? EndsAt, bool TakesPart);
