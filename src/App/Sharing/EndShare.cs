using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Sharing;

/// <summary>Stops sharing a record with an agency, at once.</summary>
public sealed class EndShare(Database database)
{
    public sealed record Input
    {
        public required Guid ShareId { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public string? Why { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ShareRecord) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (string.IsNullOrWhiteSpace(input.Why))
        {
            return new Refusal("Say why the sharing stops.", nameof(Input.Why));
        }

        await using var work = await database.Begin(actor, cancel);
        var share = await work.Db.Set<Share>().FirstOrDefaultAsync(s => s.Id == input.ShareId, cancel);
        var record = share is null ? null : await work.Db.Records.FirstOrDefaultAsync(r => r.Id == share.RecordId, cancel);
        if (share is null || record is null)
        {
            return Refusal.NotThere;
        }

        if (actor.Kind == ActorKind.Account && !actor.Agencies.Contains(record.OwnerAgencyId))
        {
            return Refusal.Forbidden("Only the agency that owns a record decides who it is shared with.");
        }

        var agency = await work.Db.Set<Agency>().FirstAsync(a => a.Id == share.AgencyId, cancel);
        (share.EndsAt, share.EndedWhy) = (work.Now, input.Why.Trim());
        return await work.Commit($"stopped sharing with {agency.Name}: {share.EndedWhy}", cancel) is { } stale ? stale : default(Nothing);
    }
}
