using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>The kinds of rules, and for each the versions that the actor's force has or had.</summary>
public sealed class ListRuleSets(Database database)
{
    /// <param name="Kind">What it rules.</param>
    /// <param name="InForce">The version that holds today; null when the shipped default does.</param>
    /// <param name="Versions">Every version entered, newest first.</param>
    /// <param name="Content">The JSON that holds today.</param>
    /// <param name="Latest">The JSON of the newest version, which the next one is compared with.</param>
    public sealed record Rules(RuleKind Kind, RuleSet? InForce, IReadOnlyList<RuleSet> Versions, string Content, string Latest);

    public async Task<Outcome<IReadOnlyList<Rules>>> Run(Actor actor, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageRules) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var held = await work
            .Db.Set<RuleSet>()
            .AsNoTracking()
            .Where(r => r.ForceId == null || r.ForceId == actor.ForceId)
            .OrderByDescending(r => r.Number)
            .ToListAsync(cancel);
        return RuleKinds.All.Select(kind => Of(kind, [.. held.Where(r => r.Kind == kind.Kind)], work.Today)).ToList();
    }

    private static Rules Of(RuleKind kind, IReadOnlyList<RuleSet> versions, DateOnly today)
    {
        var inForce = versions.Where(r => r.HeldOn(today)).OrderBy(r => r.ForceId is null).ThenByDescending(r => r.Number).FirstOrDefault();
        return new(
            kind,
            inForce,
            versions,
            inForce?.Content ?? kind.Shipped,
            versions.FirstOrDefault(v => v.ForceId is not null)?.Content ?? kind.Shipped
        );
    }
}
