using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Shared;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Sharing;

/// <summary>Shares a record with another agency: under an agreement both are party to, or for 72 hours at most without one.</summary>
public sealed class ShareRecord(Database database)
{
    public sealed record Input
    {
        public required Guid RecordId { get; init; }
        public Guid? AgencyId { get; init; }
        public Guid? AgreementId { get; init; }

        /// <summary>Why the agency needs it.</summary>
        [AtMost(TextLimits.Answer, "The reason")]
        public string? Purpose { get; init; }

        /// <summary>The last day; null for as long as the agreement, or 72 hours without one.</summary>
        public DateOnly? LastDay { get; init; }
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ShareRecord) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.Db.Records.FirstOrDefaultAsync(r => r.Id == input.RecordId, cancel) is not { } record)
        {
            return Refusal.NotThere;
        }

        if (actor.Kind == ActorKind.Account && !actor.Agencies.Contains(record.OwnerAgencyId))
        {
            return Refusal.Forbidden("Only the agency that owns a record shares it.");
        }

        if (
            await work
                .Db.Set<Agency>()
                .FirstOrDefaultAsync(a => a.Id == input.AgencyId && a.ForceId == record.ForceId && a.ClosedOn == null, cancel)
                is not { } agency
            || agency.Id == record.OwnerAgencyId
        )
        {
            return new Refusal("Select the agency to share with.", nameof(Input.AgencyId));
        }

        if (string.IsNullOrWhiteSpace(input.Purpose))
        {
            return new Refusal("Say why they need it.", nameof(Input.Purpose));
        }

        if (
            await work
                .Db.Set<Share>()
                .AnyAsync(
                    s =>
                        s.RecordId == record.Id
                        && s.AgencyId == agency.Id
                        && s.EndedWhy == null
                        && (s.EndsAt == null || s.EndsAt > work.Now),
                    cancel
                )
        )
        {
            return new Refusal($"It is shared with {agency.Name} already.", nameof(Input.AgencyId));
        }

        var endsAt = input.LastDay is { } last ? LondonTime.StartOf(last.AddDays(1)) : (DateTimeOffset?)null;
        if (endsAt <= work.Now)
        {
            return new Refusal("The last day must be today or later.", nameof(Input.LastDay));
        }

        if (input.AgreementId is { } agreementId)
        {
            var agreement = await work
                .Db.Set<Agreement>()
                .Include(a => a.Parties)
                .FirstOrDefaultAsync(a => a.RecordId == agreementId, cancel);
            if (agreement is null || !agreement.Holds(work.Today, agency.Id) || !agreement.Holds(work.Today, record.OwnerAgencyId))
            {
                return new Refusal("Select an agreement that both agencies are party to and that holds today.", nameof(Input.AgreementId));
            }
        }
        else
        {
            var longest = work.Now + Share.LongestWithoutAgreement;
            if (endsAt > longest)
            {
                return new Refusal(
                    "Without an agreement a record can be shared for 72 hours at most. Select an agreement, or an earlier day.",
                    nameof(Input.LastDay)
                );
            }

            endsAt ??= longest;
        }

        var share = new Share
        {
            Id = Guid.CreateVersion7(),
            RecordId = record.Id,
            AgencyId = agency.Id,
            AgreementId = input.AgreementId,
            Purpose = input.Purpose.Trim(),
            StartsAt = work.Now,
            EndsAt = endsAt,
        };
        work.Db.Add(share);
        work.Noted(
            new TrailEntry(
                TrailKind.Disclosure,
                record.Id,
                null,
                record.Kind,
                $"shared with {agency.Name}: {share.Purpose}",
                "{}",
                [record.Id, agency.Id]
            )
        );
        return await work.Commit($"shared with {agency.Name}", cancel) is { } stale ? stale : share.Id;
    }
}
