using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Sharing;

/// <summary>The sharing agreements the actor can see, those ending soonest first, with their parties and how many records are shared under
/// each.</summary>
public sealed class ListAgreements(Database database)
{
    public sealed record Row(
        Guid Id,
        string Reference,
        string Title,
        string Purposes,
        string Data,
        DateOnly StartsOn,
        DateOnly EndsOn,
        bool Holds,
        IReadOnlyList<Guid> PartyIds,
        IReadOnlyList<string> Parties,
        int Shared
    );

    public async Task<Outcome<IReadOnlyList<Row>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no && Policy.Refuses(actor, Act.ManageRules) is not null)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var agreements = await (
            from agreement in work.Db.Set<Agreement>().Include(a => a.Parties)
            join record in work.Db.Records on agreement.RecordId equals record.Id
            orderby agreement.EndsOn
            select new
            {
                agreement,
                record.Reference,
                record.Title,
            }
        )
            .AsNoTracking()
            .Take(500)
            .ToListAsync(cancel);
        var ids = agreements.Select(a => a.agreement.RecordId).ToList();
        var shared = (
            await work.Rows(
                $"""
                select s.agreement_id, count(*)::integer as records from share s
                where s.agreement_id = any ($1) and s.record_id <> s.agreement_id and {ShareHolds.At("$2")} group by s.agreement_id
                """,
                row => (Agreement: row.Get<Guid>("agreement_id"), Records: row.Get<int>("records")),
                cancel,
                ids.ToArray(),
                work.Now
            )
        ).ToDictionary(s => s.Agreement, s => s.Records);
        var names = await work
            .Db.Set<Agency>()
            .Where(a => actor.ForceId == null || a.ForceId == actor.ForceId)
            .ToDictionaryAsync(a => a.Id, a => a.Name, cancel);
        return agreements
            .Select(a => new Row(
                a.agreement.RecordId,
                a.Reference,
                a.Title,
                a.agreement.Purposes,
                a.agreement.Data,
                a.agreement.StartsOn,
                a.agreement.EndsOn,
                a.agreement.StartsOn <= work.Today && work.Today <= a.agreement.EndsOn,
                [.. a.agreement.Parties.Select(p => p.AgencyId)],
                [.. a.agreement.Parties.Select(p => names.GetValueOrDefault(p.AgencyId, "another force's agency")).Order()],
                shared.GetValueOrDefault(a.agreement.RecordId)
            ))
            .ToList();
    }
}
