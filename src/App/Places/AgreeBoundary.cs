using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Places;

/// <summary>Writes down with whom a boundary was agreed, and when it is to be looked at again.</summary>
public sealed class AgreeBoundary(Database database)
{
    public sealed record Input
    {
        public required Guid VersionId { get; init; }

        [AtMost(TextLimits.Line, "With whom it was agreed")]
        public string? AgreedWith { get; init; }
        public DateOnly? ReviewDue { get; init; }

        /// <summary>The version that the form was filled in from; null when it was read on no page.</summary>
        public int? Version { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.ManagePlaces) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (string.IsNullOrWhiteSpace(input.AgreedWith))
        {
            return new Refusal("Enter with whom the boundary was agreed.", nameof(Input.AgreedWith));
        }

        await using var work = await database.Begin(actor, cancel);
        var found = await work.FirstRow<(string Agreed, DateOnly? Due, int Version, Guid Place, string Force)?>(
            """
            select v.agreed_with, v.review_due, v.version, p.id, p.force_code from place_version v join place p on p.no = v.place_no
                where v.id = $1 and v.withdrawn_at is null for update of v
            """,
            row =>
                (
                    row.Get<string>("agreed_with"),
                    row.Get<DateOnly?>("review_due"),
                    row.Get<int>("version"),
                    row.Get<Guid>("id"),
                    row.Get<string>("force_code")
                ),
            cancel,
            input.VersionId
        );
        if (found is not { } before || (actor.ForceCode is { } own && own != before.Force))
        {
            return new Refusal("There is no such boundary.", null, RefusalKind.NotFound);
        }

        if (input.Version is { } typed && typed != before.Version)
        {
            return Refusal.Stale();
        }

        if (input.ReviewDue <= work.Today)
        {
            return new Refusal("The day of the review must be in the future.", nameof(Input.ReviewDue));
        }

        await using (
            var write = work.Command(
                "update place_version set agreed_with = $2, review_due = $3::date, version = version + 1 where id = $1",
                input.VersionId,
                input.AgreedWith.Trim(),
                input.ReviewDue
            )
        )
        {
            await write.ExecuteNonQueryAsync(cancel);
        }

        work.Noted(
            TrailEntry.Of(
                TrailKind.Alteration,
                before.Place,
                "place",
                "Agreed a boundary",
                System.Text.Json.JsonSerializer.Serialize(
                    new
                    {
                        before = new { before.Agreed, before.Due },
                        after = new { Agreed = input.AgreedWith.Trim(), Due = input.ReviewDue },
                    },
                    System.Text.Json.JsonSerializerOptions.Web
                )
            )
        );
        return await work.Commit("Agreed a boundary", cancel) is { } refused ? refused : default(Nothing);
    }
}
