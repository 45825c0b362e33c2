using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Problems;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>Closes a lesson, opens it again, marks it as entered in error, or takes that mark back. Whatever was not to be done falls away
/// with its reason.</summary>
public sealed class MoveLesson(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public required LessonState To { get; init; }

        [AtMost(TextLimits.Answer, "The reason")]
        public string? Reason { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.RecordLesson) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        await using var work = await database.Begin(actor, cancel);
        var taken = await work.TakeOutLesson(input.Reference, cancel);
        if (!taken.Done)
        {
            return taken.Refusals.ToList();
        }

        var (lesson, reason) = (taken.Value, input.Reason.Tidy());
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
        return await work.Commit(Words(input.To), cancel) is { } stale ? stale : default(Nothing);
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
public sealed class PublishLesson(Database database)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public bool TakeBack { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.RecordLesson) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var taken = await work.TakeOutLesson(input.Reference, cancel);
        if (!taken.Done)
        {
            return taken.Refusals.ToList();
        }

        var lesson = taken.Value;
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

        return
            await work.Commit(input.TakeBack ? "took the lesson back to its own agency" : "published the lesson to the force", cancel)
                is { } stale
            ? stale
            : default(Nothing);
    }
}
