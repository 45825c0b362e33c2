using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Accounts;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Sharing;

/// <summary>Stops sharing a record with an agency, at once.</summary>
public sealed class EndShare(Database database, RecordDesk desk)
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

        Guid? recordId;
        await using (var work = await database.Begin(actor, cancel))
        {
            recordId = await work
                .Db.Set<Share>()
                .Where(s => s.Id == input.ShareId)
                .Select(s => (Guid?)s.RecordId)
                .SingleOrDefaultAsync(cancel);
        }

        return recordId is not { } id
            ? Refusal.NotThere
            : await desk.Change<Record, Nothing>(
                actor,
                new("", "stopped sharing it", input)
                {
                    Id = id,
                    Act = Act.ShareRecord,
                    By = Hands.Owner,
                    WhenLocked = true,
                    Touches = false,
                },
                taken => End(taken, input, cancel),
                cancel
            );
    }

    private static async Task<Outcome<Nothing>> End(Taken<Record> taken, Input input, CancellationToken cancel)
    {
        var work = taken.Work;
        if (input.Why.Tidy() is not { Length: > 0 } why)
        {
            return new Refusal("Say why the sharing stops.", nameof(Input.Why));
        }

        var share = await work.Db.Set<Share>().SingleAsync(s => s.Id == input.ShareId, cancel);
        var agency = await work.Db.Set<Agency>().SingleAsync(a => a.Id == share.AgencyId, cancel);
        if (
            !await work.Scalar<bool>(
                $"select exists (select 1 from share s where s.id = $1 and {ShareHolds.At("$2")})",
                cancel,
                share.Id,
                work.Now
            )
        )
        {
            return new Refusal($"It is no longer shared with {agency.Name}.");
        }

        (share.EndsAt, share.EndedWhy) = (work.Now, why);
        taken.Why = $"stopped sharing with {agency.Name}: {why}";
        return default(Nothing);
    }
}
