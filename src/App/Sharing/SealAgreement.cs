using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Sharing;

/// <summary>Enters a sharing agreement between agencies: F46, access follows from it and stops with it.</summary>
public sealed class SealAgreement(Database database)
{
    public sealed record Input
    {
        [AtMost(TextLimits.Name, "The title")]
        public string? Title { get; init; }
        public IReadOnlyList<Guid> Parties { get; init; } = [];

        [AtMost(4_000, "What it is shared for")]
        public string? Purposes { get; init; }

        [AtMost(4_000, "What is shared")]
        public string? Data { get; init; }
        public DateOnly? StartsOn { get; init; }
        public DateOnly? EndsOn { get; init; }
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManageRules) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (Unfit(input) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        await using var work = await database.Begin(actor, cancel);
        var parties = await work.Db.Set<Agency>().Where(a => input.Parties.Contains(a.Id) && a.ClosedOn == null).ToListAsync(cancel);
        var owner =
            parties.FirstOrDefault(p => actor.Agencies.Contains(p.Id) && p.Kind == AgencyKind.Police)
            ?? parties.FirstOrDefault(p => actor.Agencies.Contains(p.Id));
        if (parties.Count < 2 || owner is null || parties.Any(p => p.ForceId != owner.ForceId))
        {
            return new Refusal("Select two or more agencies of your force, your own among them.", nameof(Input.Parties));
        }

        var record = await RecordDesk.New<AgreementFile>(work, input.Title!.Trim(), "open", owner.ForceId, owner.Id, cancel);
        record.OwnerAccountId = actor.Kind == ActorKind.Account ? actor.Id : null;
        var id = record.Id;
        work.Db.Add(record);
        work.Db.Add(
            new Agreement
            {
                RecordId = id,
                Purposes = input.Purposes!.Trim(),
                Data = input.Data!.Trim(),
                StartsOn = input.StartsOn!.Value,
                EndsOn = input.EndsOn!.Value,
                Parties = [.. parties.Select(p => new AgreementParty { RecordId = id, AgencyId = p.Id })],
            }
        );
        if (await work.Save("entered the agreement", cancel) is { } stale)
        {
            return stale;
        }

        // Every party sees the agreement itself, for as long as it holds.
        foreach (var party in parties.Where(p => p.Id != owner.Id))
        {
            work.Db.Add(
                new Share
                {
                    Id = Guid.CreateVersion7(),
                    RecordId = id,
                    AgencyId = party.Id,
                    AgreementId = id,
                    Purpose = "party to the agreement",
                    StartsAt = work.Now,
                }
            );
        }

        return await work.Commit("showed it to its parties", cancel) is { } late ? late : id;
    }

    private static List<Refusal> Unfit(Input input)
    {
        var unfit = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(input.Title))
        {
            unfit.Add(new("Enter the agreement's title.", nameof(Input.Title)));
        }

        if (string.IsNullOrWhiteSpace(input.Purposes))
        {
            unfit.Add(new("Say what information is shared for.", nameof(Input.Purposes)));
        }

        if (string.IsNullOrWhiteSpace(input.Data))
        {
            unfit.Add(new("Say what information is shared.", nameof(Input.Data)));
        }

        if (input.StartsOn is null)
        {
            unfit.Add(new("Enter the day the agreement starts.", nameof(Input.StartsOn)));
        }

        if (input.EndsOn is null || input.EndsOn < input.StartsOn)
        {
            unfit.Add(new("Enter the day the agreement ends: on or after the day it starts.", nameof(Input.EndsOn)));
        }

        return unfit;
    }
}
