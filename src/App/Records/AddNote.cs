using Wardwise.App.Access;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Writes a note on a record: for the own agency, or for every agency that it is shared with.</summary>
public sealed class AddNote(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }

        [AtMost(10_000, "The note")]
        public required string? Text { get; init; }
        public NoteVisibility Visibility { get; init; }
    }

    public Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<Record, Guid>(
            actor,
            new(input.Reference, "wrote a note", input) { Touches = false },
            taken => Write(taken, input),
            cancel
        );

    private static Outcome<Guid> Write(Taken<Record> taken, Input input)
    {
        var (work, actor) = (taken.Work, taken.Work.Actor);
        var text = input.Text.Tidy();
        if (text.Length is 0)
        {
            return new Refusal("Enter the note.", nameof(Input.Text));
        }

        if (actor.Home is not { } home)
        {
            return Refusal.Forbidden("Only somebody posted to an agency can write a note.");
        }

        var note = new Note
        {
            Id = Guid.CreateVersion7(work.Now),
            RecordId = taken.Record.Id,
            Text = text,
            Visibility = input.Visibility,
            AgencyId = home.AgencyId,
            AuthorId = actor.Id,
            AuthorName = actor.Name,
            WrittenAt = work.Now,
        };
        work.Db.Add(note);
        return note.Id;
    }
}
