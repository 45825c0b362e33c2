using Microsoft.AspNetCore.Mvc;
using Wardwise.App.Access;
using Wardwise.App.Library;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web.Pages.Library;

/// <summary>What was learned, and is anything done about it?</summary>
[Needs(Act.SeeRecords)]
public sealed class LessonModel(ShowLesson show) : WardPage
{
    [FromRoute]
    public string Reference
    {
        get;
        set => field = value.ToUpperInvariant();
    } = "";

    [BindProperty]
    public Answers Input { get; set; } = new();

    public ShowLesson.Shown Shown { get; private set; } = null!;

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

    public string Href(string part = "") => $"/library/lessons/{Reference}{(part.Length == 0 ? "" : "/" + part)}";

    public async Task<IActionResult> OnGetAsync() => await Find() ?? Page();

    public async Task<IActionResult> OnPostActAsync()
    {
        var acted = ModelState.IsValid
            ? await Get<ActOnLesson>()
                .Run(
                    Actor,
                    new()
                    {
                        Reference = Reference,
                        Evidence = Input.Evidence,
                        DoneOn = Input.DoneOn,
                        Version = Input.Version,
                    },
                    Cancel
                )
            : new List<Refusal>();
        return await Back(acted, "Done, and on the record.");
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

        return await Back(
            moved,
            to is LessonState.Closed ? "The lesson is closed."
                : to is LessonState.Open ? "The lesson is open again."
                : "Marked as entered in error. The mark can be taken back."
        );
    }

    public async Task<IActionResult> OnPostPublishAsync(bool takeBack)
    {
        var published = await Get<PublishLesson>().Run(Actor, new() { Reference = Reference, TakeBack = takeBack }, Cancel);
        return await Back(published, takeBack ? "Only your agency reads it now." : "Everybody of the force can read it now.");
    }

    private async Task<IActionResult?> Find()
    {
        var shown = await show.Run(Actor, Reference, Cancel);
        if (!shown.Done)
        {
            return Refused(shown);
        }

        Shown = shown.Value;
        return null;
    }

    private async Task<IActionResult> Back(Outcome<Nothing> outcome, string done)
    {
        if (outcome.Done)
        {
            TempData.Say(done);
            return Redirect(Href());
        }

        return await Find() ?? Refused(outcome);
    }

    [LimitsOf(typeof(ActOnLesson.Input))]
    public sealed record Answers
    {
        public string? Evidence { get; init; }
        public DateOnly? DoneOn { get; init; }
        public int Version { get; init; }
    }
}
