using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Sharing;

/// <summary>Who can see a record, under which agreement and until when; and whom it could be shared with.</summary>
public sealed class ShowSharing(Database database)
{
    public sealed record Line(
        Guid ShareId,
        string Agency,
        string Purpose,
        bool TakesPart,
        string? Agreement,
        DateTimeOffset StartsAt,
        DateTimeOffset? EndsAt,
        bool Holds,
        string? EndedWhy
    );

    public sealed record Shown(
        Guid RecordId,
        string Reference,
        string Title,
        string Owner,
        Marking Marking,
        bool MayShare,
        IReadOnlyList<Line> Lines,
        IReadOnlyList<(Guid Id, string Name)> Agencies,
        IReadOnlyList<AgreementLine> Agreements
    )
    {
        /// <summary>When a share ends that is made now without an agreement.</summary>
        public required DateTimeOffset WithoutAgreementUntil { get; init; }
    }

    /// <summary>An agreement that holds today.</summary>
    public sealed record AgreementLine(Guid Id, string Name, DateOnly LastDay);

    public async Task<Outcome<Shown>> Run(Actor actor, string reference, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.Db.Records.AsNoTracking().FirstOrDefaultAsync(r => r.Reference == reference, cancel) is not { } record)
        {
            return Refusal.NotThere;
        }

        var agencies = await work
            .Db.Set<Agency>()
            .AsNoTracking()
            .Where(a => a.ForceId == record.ForceId)
            .OrderBy(a => a.Name)
            .ToListAsync(cancel);
        var names = agencies.ToDictionary(a => a.Id, a => a.Name);
        var agreements = await (
            from a in work.Db.Set<Agreement>()
            join r in work.Db.Records on a.RecordId equals r.Id
            select new { a, r.Title }
        )
            .AsNoTracking()
            .ToListAsync(cancel);
        var shares = await work
            .Db.Set<Share>()
            .AsNoTracking()
            .Where(s => s.RecordId == record.Id)
            .OrderByDescending(s => s.StartsAt)
            .Take(200)
            .ToListAsync(cancel);
        var holding = (
            await work.Rows(
                $"select s.id from share s where s.record_id = $1 and {ShareHolds.At("$2")}",
                row => row.Get<Guid>("id"),
                cancel,
                record.Id,
                work.Now
            )
        ).ToHashSet();
        var lines = shares
            .Select(s =>
            {
                var agreement = agreements.FirstOrDefault(a => a.a.RecordId == s.AgreementId);
                var ends = Earlier(s.EndsAt, agreement is null ? null : LondonTime.StartOf(agreement.a.EndsOn.AddDays(1)));
                return new Line(
                    s.Id,
                    names.GetValueOrDefault(s.AgencyId, ""),
                    s.Purpose,
                    s.TakesPart,
                    agreement?.Title,
                    s.StartsAt,
                    ends,
                    holding.Contains(s.Id),
                    s.EndedWhy
                );
            })
            .ToList();
        var mayShare =
            Policy.Allows(actor, Act.ShareRecord) && (actor.Kind != ActorKind.Account || actor.Agencies.Contains(record.OwnerAgencyId));
        work.Looked("who can see " + record.Reference, [record.Id]);
        await work.Finish(cancel);
        return new Shown(
            record.Id,
            record.Reference,
            record.Title,
            names[record.OwnerAgencyId],
            record.Marking,
            mayShare,
            lines,
            [.. agencies.Where(a => a.Id != record.OwnerAgencyId && a.ClosedOn is null).Select(a => (a.Id, a.Name))],
            [
                .. agreements
                    .Where(a => a.a.StartsOn <= work.Today && work.Today <= a.a.EndsOn)
                    .Select(a => new AgreementLine(a.a.RecordId, a.Title, a.a.EndsOn)),
            ]
        )
        {
            WithoutAgreementUntil = work.Now + Share.LongestWithoutAgreement,
        };
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other
        : other is null ? one
        : one < other ? one
        : other;
}
