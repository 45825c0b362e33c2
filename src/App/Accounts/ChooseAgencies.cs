using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>The agencies at work in the actor's force, by name: whom a step, a share or an agreement can name.</summary>
public sealed class ChooseAgencies(Database database)
{
    public sealed record Choice(Guid Id, string Name, AgencyKind Kind);

    public async Task<Outcome<IReadOnlyList<Choice>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.UseOwnPages) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        return await work
            .Db.Set<Agency>()
            .AsNoTracking()
            .Where(a => (actor.ForceId == null || a.ForceId == actor.ForceId) && a.ClosedOn == null)
            .OrderBy(a => a.Kind == AgencyKind.Police ? 0 : 1)
            .ThenBy(a => a.Name)
            .Select(a => new Choice(a.Id, a.Name, a.Kind))
            .Take(1000)
            .ToListAsync(cancel);
    }
}
