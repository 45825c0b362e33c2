using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;
using Wardwise.Web.Records;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>What was learned, and is anything done about it?</summary>
[Needs(Act.SeeRecords)]
public sealed class LessonModel(ShowLesson show) : RecordPage<ShowLesson.Shown>
{
    public override bool HearsUnread(string? handler) => true;

    public override RecordParts Parts => Shown.Parts;

    public override (string Words, string? Colour) State => (Shown.Lesson.State.InWords(), Shown.Lesson.State.Colour());

    [BindProperty]
    public Answers Input { get; set; } = new();

    /// <summary>The change of state whose form came back, with what was typed and what is wrong with it.</summary>
    public LessonState? Moved { get; private set; }

    public string? Reason { get; private set; }

    public string? Wrong { get; private set; }

    public IEnumerable<(LessonState To, string Label, string Ask)> Moves =>
        Shown.Lesson.State switch
        {
            LessonState.Open =>
            [
                (LessonState.Closed, "Close without acting on it", "Why is nothing to be done?"),
                (LessonState.EnteredInError, "Mark as entered in error", "Why was it entered in error?"),
            ],
            LessonState.ActedOn =>
            [
                (LessonState.Closed, "Close it", "Anything to add? (optional)"),
                (LessonState.EnteredInError, "Mark as entered in error", "Why was it entered in error?"),
            ],
            LessonState.Closed => [(LessonState.Open, "Open it again", "Why is it opened again?")],
            _ => [(LessonState.Open, "Take back the mark as entered in error", "Why is the mark taken back?")],
        };

    public async Task<IActionResult> OnGetAsync() => await Find() ?? Page();

    public async Task<IActionResult> OnPostActAsync()
    {
        var acted = await WhenRead(() =>
            Get<SettleTasking>()
                .Run(
                    Actor,
                    new()
                    {
                        Reference = Reference,
                        TaskingId = Input.ActionId,
                        Version = Input.Version,
                        Status = TaskingStatus.Done,
                        DoneOn = Input.DoneOn,
                        Evidence = Input.Evidence,
                    },
                    Cancel
                )
        );
        return await After(acted, "Done, and on the record.");
    }

    public async Task<IActionResult> OnPostMoveAsync(LessonState to, string? reason)
    {
        var moved = await Get<MoveLesson>()
            .Run(
                Actor,
                new()
                {
                    Reference = Reference,
                    To = to,
                    Reason = reason,
                },
                Cancel
            );
        if (!moved.Done)
        {
            (Moved, Reason, Wrong) = (to, reason, moved.Refusals[0].Sentence);
            moved = moved.Refusals.Select(r => r with { Field = null }).ToList();
        }

        return await After(
            moved,
            to is LessonState.Closed ? "The lesson is closed."
                : to is LessonState.Open ? "The lesson is open again."
                : "Marked as entered in error. The mark can be taken back."
        );
    }

    public async Task<IActionResult> OnPostPublishAsync(bool takeBack)
    {
        var published = await Get<PublishLesson>().Run(Actor, new() { Reference = Reference, TakeBack = takeBack }, Cancel);
        return await After(published, takeBack ? "Only your agency reads it now." : "Everybody of the force can read it now.");
    }

    protected override Task<Outcome<ShowLesson.Shown>> Read() => show.Run(Actor, Reference, Cancel);

    [LimitsOf(typeof(SettleTasking.Input))]
    public sealed record Answers
    {
        public string? Evidence { get; init; }
        public DateOnly? DoneOn { get; init; }
        public Guid ActionId { get; init; }
        public int Version { get; init; }
    }
}
