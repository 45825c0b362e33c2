using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Adds a team to an agency, or changes one: its name, its place, or the day it closed.</summary>
public sealed class SaveTeam(Database database)
{
    public sealed record Input
    {
        public Guid? Id { get; init; }
        public Guid? AgencyId { get; init; }

        [AtMost(TextLimits.Name, "The name")]
        public string? Name { get; init; }

        /// <summary>The neighbourhood it is for, if one.</summary>
        public int? PlaceNo { get; init; }
        public DateOnly? ClosedOn { get; init; }
        public int? Version { get; init; }
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageAccounts) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (string.IsNullOrWhiteSpace(input.Name))
        {
            return new Refusal("Enter the team's name.", nameof(Input.Name));
        }

        await using var work = await database.Begin(actor, cancel);
        var agencies = work.Db.Set<Agency>().Where(a => actor.ForceId == null || a.ForceId == actor.ForceId);
        if (await agencies.FirstOrDefaultAsync(a => a.Id == input.AgencyId, cancel) is not { } agency)
        {
            return new Refusal("Select the agency that the team belongs to.", nameof(Input.AgencyId));
        }

        var name = input.Name.Trim();
        if (await work.Db.Set<Team>().AnyAsync(t => t.AgencyId == agency.Id && t.Name == name && t.Id != input.Id, cancel))
        {
            return new Refusal("This agency has a team of this name already. Enter another name.", nameof(Input.Name));
        }

        if (input.Id is not { } id)
        {
            var added = new Team
            {
                Id = Guid.CreateVersion7(),
                AgencyId = agency.Id,
                Name = name,
                PlaceNo = input.PlaceNo,
                ClosedOn = input.ClosedOn,
            };
            work.Db.Add(added);
            return await work.Commit("added the team", cancel) is { } refusal ? refusal : added.Id;
        }

        if (await work.Db.Set<Team>().FirstOrDefaultAsync(t => t.Id == id && t.AgencyId == agency.Id, cancel) is not { } held)
        {
            return Refusal.NotThere;
        }

        (held.Name, held.PlaceNo, held.ClosedOn) = (name, input.PlaceNo, input.ClosedOn);
        work.Db.Entry(held).Property(t => t.Version).OriginalValue = input.Version ?? held.Version;
        return await work.Commit("changed the team", cancel) is { } stale ? stale : held.Id;
    }
}
