using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Writes a training module or a worked example, or changes one: reviewed today. Live, the whole force reads it; as a draft, its
/// agency alone (F11).</summary>
public sealed class SaveGuide(Database database, RecordDesk desk)
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

    public Task<Outcome<string>> Run(Actor actor, Input input, CancellationToken cancel) =>
        input.Reference is { } reference
            ? desk.Change<Guide, string>(
                actor,
                new(reference, Why, input) { Version = (input.Version, g => g.Version) },
                taken => Change(taken, input, cancel),
                cancel
            )
            : Write(actor, input, cancel);

    private static async Task<Outcome<string>> Change(Taken<Guide> taken, Input input, CancellationToken cancel)
    {
        var (work, guide) = (taken.Work, taken.File);
        if (Unfit(input) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        Apply(work, guide, input);
        // Saved as it stands, on the day of its last review: looked at again all the same.
        work.Db.Entry(guide).Property(g => g.ReviewedOn).IsModified |= work.Db.Entry(guide).State is EntityState.Unchanged;
        await work.Publish(guide.RecordId, !input.AsDraft, cancel);
        return guide.Record.Reference;
    }

    private async Task<Outcome<string>> Write(Actor actor, Input input, CancellationToken cancel)
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

        if (Unfit(input) is { Count: > 0 } unfit)
        {
            return unfit;
        }

        await using var work = await database.Begin(actor, cancel);
        var guide = await New(work, force, home.AgencyId, null, cancel);
        work.Db.Add(guide);
        Apply(work, guide, input);
        if (await work.Save(Why, cancel) is { } refused)
        {
            return refused;
        }

        await work.Publish(guide.RecordId, !input.AsDraft, cancel);
        await work.Finish(cancel);
        return guide.Record.Reference;
    }

    private static void Apply(Work work, Guide guide, Input input)
    {
        guide.Record.Title = input.Title.Tidy();
        guide.Record.State = input.AsDraft ? Guide.Draft : Guide.Live;
        guide.Step = input.Step!.Value;
        guide.Form = input.Form!.Value;
        guide.Text = input.Text.Tidy();
        guide.Question = input.Form is GuideForm.Module ? input.Question.Tidy() : "";
        (guide.ReviewedOn, guide.ReviewedByName) = (work.Today, work.Actor.Name);
    }

    internal static async Task<Guide> New(Work work, Guid force, Guid agency, string? shippedCode, CancellationToken cancel)
    {
        var record = await RecordDesk.New<Guide>(work, "", Guide.Live, force, agency, cancel);
        return new()
        {
            RecordId = record.Id,
            Step = SaraStep.Scanning,
            Form = GuideForm.Module,
            Text = "",
            ReviewedOn = work.Today,
            ReviewedByName = work.Actor.Name,
            ShippedCode = shippedCode,
            Record = record,
        };
    }

    private static List<Refusal> Unfit(Input input)
    {
        var unfit = new List<Refusal>();
        if (input.Title.Tidy().Length == 0)
        {
            unfit.Add(new("Enter a title.", nameof(Input.Title)));
        }

        if (input.Step is null)
        {
            unfit.Add(new("Choose the step at which it helps.", nameof(Input.Step)));
        }

        if (input.Form is null)
        {
            unfit.Add(new("Choose whether it is a training module or a worked example.", nameof(Input.Form)));
        }

        if (input.Text.Tidy().Length == 0)
        {
            unfit.Add(new("Write the text.", nameof(Input.Text)));
        }

        if (input.Form is GuideForm.Module && input.Question.Tidy().Length == 0)
        {
            unfit.Add(new("Ask one question that shows the module was done.", nameof(Input.Question)));
        }

        return unfit;
    }
}
