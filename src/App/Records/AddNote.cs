using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Writes a note on a record: for the own agency, or for every agency that it is shared with.</summary>
public sealed class AddNote(Database database)
{
    private const int Longest = 10_000;

    public sealed record Input
    {
        public required string Reference { get; init; }

        [AtMost(10_000, "The note")]
        public required string? Text { get; init; }
        public NoteVisibility Visibility { get; init; }
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        if (TextLimits.Refuses(input) is { Count: > 0 } tooLong)
        {
            return tooLong;
        }

        var text = input.Text?.ReplaceLineEndings("\n").Trim() ?? "";
        if (text.Length is 0 or > Longest)
        {
            return new Refusal(text.Length == 0 ? "Enter the note." : "The note must be 10,000 characters or fewer.", nameof(Input.Text));
        }

        if (actor.Home is not { } home)
        {
            return Refusal.Forbidden("Only somebody posted to an agency can write a note.");
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await work.Db.Set<Record>().Where(r => r.Reference == input.Reference).Select(r => new { r.Id }).SingleOrDefaultAsync(cancel)
            is not { } record
        )
        {
            return Refusal.NotThere;
        }

        var note = new Note
        {
            Id = Guid.CreateVersion7(work.Now),
            RecordId = record.Id,
            Text = text,
            Visibility = input.Visibility,
            AgencyId = home.AgencyId,
            AuthorId = actor.Id,
            AuthorName = actor.Name,
            WrittenAt = work.Now,
        };
        work.Db.Add(note);
        return await work.Commit("wrote a note", cancel) is { } stale ? stale : note.Id;
    }
}
