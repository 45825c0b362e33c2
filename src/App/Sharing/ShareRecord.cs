using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Sharing;

/// <summary>Shares a record with another agency: under an agreement both are party to, or for 72 hours at most without one.</summary>
public sealed class ShareRecord(RecordDesk desk)
{
    public sealed record Input
    {
        public required Guid RecordId { get; init; }
        public Guid? AgencyId { get; init; }
        public Guid? AgreementId { get; init; }

        /// <summary>Whether the agency may change the record; else it only reads it.</summary>
        public bool TakesPart { get; init; }

        /// <summary>Why the agency needs it.</summary>
        [AtMost(TextLimits.Answer, "The reason")]
        public string? Purpose { get; init; }

        /// <summary>The last day; null for as long as the agreement, or 72 hours without one.</summary>
        public DateOnly? LastDay { get; init; }
    }

    public Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<Record, Guid>(
            actor,
            new("", "shared it", input)
            {
                Id = input.RecordId,
                Act = Act.ShareRecord,
                By = Hands.Owner,
                WhenLocked = true,
                Touches = false,
            },
            taken => Enter(taken, input, cancel),
            cancel
        );

    private static async Task<Outcome<Guid>> Enter(Taken<Record> taken, Input input, CancellationToken cancel)
    {
        var (work, record) = (taken.Work, taken.Record);
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
            await work.Scalar<bool>(
                $"select exists (select 1 from share s where s.record_id = $1 and s.agency_id = $2 and {ShareHolds.At("$3")})",
                cancel,
                record.Id,
                agency.Id,
                work.Now
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
            TakesPart = input.TakesPart,
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
                $"shared with {agency.Name} {(share.TakesPart ? "to take part" : "to read")}: {share.Purpose}",
                "{}",
                [record.Id, agency.Id]
            )
        );
        taken.Why = $"shared with {agency.Name} {(share.TakesPart ? "to take part" : "to read")}";
        return share.Id;
    }
}
