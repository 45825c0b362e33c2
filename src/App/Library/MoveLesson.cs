using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Closes a lesson, opens it again, marks it as entered in error, or takes that mark back. Whatever was not to be done falls away
/// with its reason.</summary>
public sealed class MoveLesson(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public required LessonState To { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public string? Reason { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<Lesson, Nothing>(
            actor,
            new(input.Reference, Words(input.To), input) { WhenLocked = true },
            taken => Move(taken, input, cancel),
            cancel
        );

    private static async Task<Outcome<Nothing>> Move(Taken<Lesson> taken, Input input, CancellationToken cancel)
    {
        var (work, lesson, reason) = (taken.Work, taken.File, input.Reason.Tidy());
        if (lesson.RefusesMove(input.To, reason) is { } refusal)
        {
            return refusal;
        }

        var action = await work.ActionOf(lesson.RecordId, cancel);
        if (input.To is LessonState.Open)
        {
            // Carried out once, it is acted on, whatever happened to the record since.
            lesson.State = action?.Status is TaskingStatus.Done ? LessonState.ActedOn : LessonState.Open;
            if (action is { Status: TaskingStatus.NotDone })
            {
                (action.Status, action.Evidence) = (TaskingStatus.ToDo, "");
            }
        }
        else
        {
            lesson.State = input.To;
            if (action is { IsOpen: true })
            {
                (action.Status, action.Evidence) = (TaskingStatus.NotDone, reason);
            }
        }

        lesson.StateReason = reason;
        lesson.Record.ClosedAt = lesson.State is LessonState.Closed ? work.Now : null;
        return default(Nothing);
    }

    private static string Words(LessonState to) =>
        to switch
        {
            LessonState.Closed => "closed the lesson",
            LessonState.EnteredInError => "marked the lesson as entered in error",
            _ => "opened the lesson again",
        };
}

/// <summary>Shows a lesson to everybody of the force, or takes it back to its own agency.</summary>
public sealed class PublishLesson(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public bool TakeBack { get; init; }
    }

    public Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<Lesson, Nothing>(
            actor,
            new(input.Reference, input.TakeBack ? "took the lesson back to its own agency" : "published the lesson to the force", input)
            {
                WhenLocked = true,
            },
            taken => Publish(taken, input, cancel),
            cancel
        );

    private static async Task<Outcome<Nothing>> Publish(Taken<Lesson> taken, Input input, CancellationToken cancel)
    {
        var (work, lesson) = (taken.Work, taken.File);
        if (lesson.Record.Marking is not Domain.Records.Marking.Official || lesson.State is LessonState.EnteredInError)
        {
            return new Refusal("A lesson that is marked sensitive, or entered in error, stays with its agency.");
        }

        if ((lesson.PublishedAt is not null) == !input.TakeBack)
        {
            return default(Nothing);
        }

        lesson.PublishedAt = input.TakeBack ? null : work.Now;
        await work.Publish(lesson.RecordId, !input.TakeBack, cancel);
        if (!input.TakeBack)
        {
            work.Noted(
                new TrailEntry(
                    TrailKind.Disclosure,
                    lesson.RecordId,
                    null,
                    Lesson.RecordKind,
                    "shown to everybody of the force",
                    "{}",
                    [lesson.RecordId]
                )
            );
        }

        return default(Nothing);
    }
}
