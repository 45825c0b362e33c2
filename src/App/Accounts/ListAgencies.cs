using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>The agencies of the actor's force with their teams, by name.</summary>
public sealed class ListAgencies(Database database)
{
    public sealed record Row(Agency Agency, IReadOnlyList<Team> Teams, int People);

    public async Task<Outcome<IReadOnlyList<Row>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var agencies = await work
            .Db.Set<Agency>()
            .AsNoTracking()
            .Where(a => actor.ForceId == null || a.ForceId == actor.ForceId)
            .OrderBy(a => a.Name)
            .Take(1000)
            .ToListAsync(cancel);
        var ids = agencies.Select(a => a.Id).ToList();
        var teams = (
            await work
                .Db.Set<Team>()
                .AsNoTracking()
                .Where(t => ids.Contains(t.AgencyId))
                .OrderBy(t => t.Name)
                .Take(5000)
                .ToListAsync(cancel)
        ).ToLookup(t => t.AgencyId);
        var people = await work
            .Db.Set<Posting>()
            .Where(p => ids.Contains(p.AgencyId) && p.StartsOn <= work.Today && (p.EndsOn == null || p.EndsOn >= work.Today))
            .GroupBy(p => p.AgencyId)
            .Select(g => new { g.Key, Count = g.Select(p => p.AccountId).Distinct().Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return agencies.Select(a => new Row(a, [.. teams[a.Id]], people.GetValueOrDefault(a.Id))).ToList();
    }
}
