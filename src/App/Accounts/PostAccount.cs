using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Posts an account to an agency or a team in a role, from one day on.</summary>
public sealed class PostAccount(Database database)
{
    public sealed record Input
    {
        public required Guid AccountId { get; init; }
        public Guid? AgencyId { get; init; }
        public Guid? TeamId { get; init; }
        public Role? Role { get; init; }
        public DateOnly? StartsOn { get; init; }
        public DateOnly? EndsOn { get; init; }
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        if (input.AgencyId is null)
        {
            return new Refusal("Select the agency of the posting.", nameof(Input.AgencyId));
        }

        if (input.Role is null)
        {
            return new Refusal("Select what the person is in this posting.", nameof(Input.Role));
        }

        await using var work = await database.Begin(actor, cancel);
        var starts = input.StartsOn ?? work.Today;
        // A first day that could not be read is not today.
        if (input.EndsOn < starts && !(actor.OnlyTries && input.StartsOn is null))
        {
            return new Refusal("The posting must end on or after the day it starts.", nameof(Input.EndsOn));
        }

        // Whom another force may sign in as would else act here, and whom this force posts would be this force's to sign in as.
        if (await AccountReach.Refuses(work, input.AccountId, cancel) is { } others)
        {
            return others;
        }

        if (!await work.Db.Set<Account>().AnyAsync(a => a.Id == input.AccountId && a.ClosedOn == null, cancel))
        {
            return Refusal.NotThere;
        }

        if (await Place(work, input.AgencyId.Value, input.TeamId, input.Role.Value, cancel) is { } misplaced)
        {
            return misplaced;
        }

        var posting = new Posting
        {
            Id = Guid.CreateVersion7(),
            AccountId = input.AccountId,
            AgencyId = input.AgencyId.Value,
            TeamId = input.TeamId,
            Role = input.Role.Value,
            StartsOn = starts,
            EndsOn = input.EndsOn,
        };
        work.Db.Add(posting);
        return await work.Commit("posted the account", cancel) is { } stale ? stale : posting.Id;
    }

    /// <summary>Whether the posting fits: the agency is of the actor's force, the team is the agency's, partners are not police and police
    /// are not partners.</summary>
    internal static async Task<Refusal?> Place(Work work, Guid agencyId, Guid? teamId, Role role, CancellationToken cancel)
    {
        var agency = await work.Db.Set<Agency>().FirstOrDefaultAsync(a => a.Id == agencyId && a.ClosedOn == null, cancel);
        if (agency is null || (work.Actor.ForceId is { } own && agency.ForceId != own))
        {
            return new Refusal("Select an agency of your force.", nameof(Input.AgencyId));
        }

        if (
            teamId is not null
            && !await work.Db.Set<Team>().AnyAsync(t => t.Id == teamId && t.AgencyId == agencyId && t.ClosedOn == null, cancel)
        )
        {
            return new Refusal("Select a team of that agency, or none.", nameof(Input.TeamId));
        }

        return (agency.Kind == AgencyKind.Police, role) switch
        {
            (true, Role.Partner) => new Refusal(
                "A partner works for an agency other than the police. Select another role or agency.",
                nameof(Input.Role)
            ),
            (false, Role.Officer or Role.Supervisor or Role.Coordinator) => new Refusal(
                "Only the police have this role. Select partner or administrator.",
                nameof(Input.Role)
            ),
            _ => null,
        };
    }
}
