using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Accounts;

/// <summary>Adds an agency to the actor's force, or changes one: its name, kind, or the day it closed.</summary>
public sealed class SaveAgency(Database database)
{
    public sealed record Input
    {
        public Guid? Id { get; init; }

        /// <summary>Null for the actor's own force.</summary>
        public Guid? ForceId { get; init; }

        [AtMost(TextLimits.Name, "The name")]
        public string? Name { get; init; }
        public AgencyKind? Kind { get; init; }
        public DateOnly? ClosedOn { get; init; }

        /// <summary>The version that was on the page, for a change.</summary>
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

        var unfit = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(input.Name))
        {
            unfit.Add(new("Enter the agency's name.", nameof(Input.Name)));
        }

        if (input.Kind is null)
        {
            unfit.Add(new("Select what kind of agency it is.", nameof(Input.Kind)));
        }

        if (unfit.Count > 0)
        {
            return unfit;
        }

        if ((actor.ForceId ?? input.ForceId) is not { } force)
        {
            return new Refusal("Say which force the agency belongs to.", nameof(Input.ForceId));
        }

        await using var work = await database.Begin(actor, cancel);
        var name = input.Name!.Trim();
        if (await work.Db.Set<Agency>().AnyAsync(a => a.ForceId == force && a.Name == name && a.Id != input.Id, cancel))
        {
            return new Refusal("There is an agency of this name already. Enter another name.", nameof(Input.Name));
        }

        if (input.Id is not { } id)
        {
            var added = new Agency
            {
                Id = Guid.CreateVersion7(),
                ForceId = force,
                Kind = input.Kind!.Value,
                Name = name,
                ClosedOn = input.ClosedOn,
            };
            work.Db.Add(added);
            if (await work.Save("added the agency", cancel) is { } refusal)
            {
                return refusal;
            }

            await using (var scope = work.Command("insert into scope (agency_id) values ($1)", added.Id))
            {
                await scope.ExecuteNonQueryAsync(cancel);
            }

            await work.Finish(cancel);
            return added.Id;
        }

        if (await work.Db.Set<Agency>().FirstOrDefaultAsync(a => a.Id == id && a.ForceId == force, cancel) is not { } held)
        {
            return Refusal.NotThere;
        }

        (held.Name, held.Kind, held.ClosedOn) = (name, input.Kind!.Value, input.ClosedOn);
        work.Db.Entry(held).Property(a => a.Version).OriginalValue = input.Version ?? held.Version;
        return await work.Commit("changed the agency", cancel) is { } stale ? stale : held.Id;
    }
}
