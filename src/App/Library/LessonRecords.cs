using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>The kind of record that a lesson is: its action, carried out, makes it acted on.</summary>
internal sealed class LessonRecords()
    : RecordKind<Lesson>(Lesson.RecordKind, 'L', "lesson", "/library/lessons", Act.RecordLesson, l => l.Record)
{
    public override bool IsPublished => true;

    public override string? InShort => "A lesson";

    internal override Refusal? RefusesSettling(Tasking tasking, TaskingStatus to, string evidence) =>
        !tasking.IsOpen ? new("The action is settled already.")
        : to is not TaskingStatus.Done ? new("An action that is not carried out is given up by closing its lesson.")
        : evidence.Length == 0 ? new("Say what was done, and how one can see it.", nameof(SettleTasking.Input.Evidence))
        : evidence.Length > Lesson.TextLength
            ? new($"The evidence must be {Lesson.TextLength:N0} characters or fewer.", nameof(SettleTasking.Input.Evidence))
        : null;

    protected override string Settled(Lesson file, Tasking tasking)
    {
        file.State = LessonState.ActedOn;
        return "acted on the lesson";
    }
}
