using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Writes a training module or a worked example, or changes one: reviewed today. Live, the whole force reads it; as a draft, its
/// agency alone (F11).</summary>
public sealed class SaveGuide(Database database)
{
    internal const string Why = "saved the guide";

    public sealed record Input
    {
        /// <summary>Null for a new one.</summary>
        public string? Reference { get; init; }

        /// <summary>Of the guide, when the form was opened.</summary>
        public int Version { get; init; }

        [AtMost(Guide.TitleLength, "The title")]
        public string? Title { get; init; }
        public SaraStep? Step { get; init; }
        public GuideForm? Form { get; init; }

        [AtMost(Guide.TextLength, "The text")]
        public string? Text { get; init; }

        /// <summary>What whoever has done the module answers for.</summary>
        [AtMost(Guide.QuestionLength, "The question")]
        public string? Question { get; init; }

        /// <summary>Kept from the force until it is ready.</summary>
        public bool AsDraft { get; init; }
    }

    public async Task<Outcome<string>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.EditLibrary) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        if (actor.Home is not { } home || actor.ForceId is not { } force)
        {
            return Refusal.Forbidden("Only somebody posted to an agency can write a guide.");
        }

        await using var work = await database.Begin(actor, cancel);
        Guide? guide = null;
        if (input.Reference is { } reference)
        {
            guide = await work.Db.Set<Guide>().SingleOrDefaultAsync(g => g.Record.Reference == reference, cancel);
            if (guide is null)
            {
                return Refusal.NotThere;
            }

            if (!actor.Agencies.Contains(guide.Record.OwnerAgencyId))
            {
                return Refusal.Forbidden("Only the agency that keeps a guide changes it.");
            }

            if (await work.RefusesStale(guide.RecordId, guide.Version, input.Version, Why, cancel) is { } stale)
            {
                return stale;
            }
        }

        if (Unfit(input) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        if (guide is null)
        {
            guide = New(work, await work.NextReference('G', cancel), force, home.AgencyId, null);
            work.Db.Add(guide);
        }

        guide.Record.Title = input.Title.Tidy();
        guide.Record.State = input.AsDraft ? Guide.Draft : Guide.Live;
        guide.Step = input.Step!.Value;
        guide.Form = input.Form!.Value;
        guide.Text = input.Text.Tidy();
        guide.Question = input.Form is GuideForm.Module ? input.Question.Tidy() : "";
        (guide.ReviewedOn, guide.ReviewedByName) = (work.Today, actor.Name);
        // Saved as it stands, on the day of its last review: looked at again all the same.
        work.Db.Entry(guide).Property(g => g.ReviewedOn).IsModified |= work.Db.Entry(guide).State is EntityState.Unchanged;
        if (await work.Save(Why, cancel) is { } refused)
        {
            return refused;
        }

        await work.Publish(guide.RecordId, !input.AsDraft, cancel);
        await work.Finish(cancel);
        return guide.Record.Reference;
    }

    internal static Guide New(Work work, string reference, Guid force, Guid agency, string? shippedCode)
    {
        var id = Guid.CreateVersion7(work.Now);
        return new()
        {
            RecordId = id,
            Step = SaraStep.Scanning,
            Form = GuideForm.Module,
            Text = "",
            ReviewedOn = work.Today,
            ReviewedByName = work.Actor.Name,
            ShippedCode = shippedCode,
            Record = new()
            {
                Id = id,
                Kind = Guide.RecordKind,
                Reference = reference,
                Title = "",
                ForceId = force,
                OwnerAgencyId = agency,
                State = Guide.Live,
                OpenedAt = work.Now,
            },
        };
    }

    private static List<Refusal> Unfit(Input input)
    {
        var unfit = new List<Refusal>();
        if (input.Title.Tidy().Length is 0 or > Guide.TitleLength)
        {
            unfit.Add(new($"Enter a title, in {Guide.TitleLength} characters or fewer.", nameof(Input.Title)));
        }

        if (input.Step is null)
        {
            unfit.Add(new("Choose the step at which it helps.", nameof(Input.Step)));
        }

        if (input.Form is null)
        {
            unfit.Add(new("Choose whether it is a training module or a worked example.", nameof(Input.Form)));
        }

        if (input.Text.Tidy().Length is 0 or > Guide.TextLength)
        {
            unfit.Add(new($"Write the text, in {Guide.TextLength:N0} characters or fewer.", nameof(Input.Text)));
        }

        if (input.Form is GuideForm.Module && input.Question.Tidy().Length is 0 or > Guide.QuestionLength)
        {
            unfit.Add(
                new(
                    $"Ask one question that shows the module was done, in {Guide.QuestionLength} characters or fewer.",
                    nameof(Input.Question)
                )
            );
        }

        return unfit;
    }
}
