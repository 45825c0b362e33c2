using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>An editor's words to be changed, and how they came to be what they are.</summary>
public sealed class ShowWords(Database database)
{
    private const int Latest = 30;

    private static readonly string[] Sections = ["in short", "mechanism", "conditions", "cost", "who to ring"];

    /// <param name="About">What the page is about.</param>
    /// <param name="Words">Null while there are none.</param>
    /// <param name="Events">The latest changes, newest first.</param>
    public sealed record Shown(LibraryKind About, LibraryWords? Words, IReadOnlyList<ShowHistory.Event> Events);

    public async Task<Outcome<Shown>> Run(Actor actor, ShowWhatWorks.Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.EditLibrary) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if ((await ListWhatWorks.Subjects(work, input.Subject, cancel)).FirstOrDefault(s => s.Code == input.Code) is not { } about)
        {
            return Refusal.NotThere;
        }

        var words = await ShowWhatWorks.Words(work, input.Subject, input.Code, cancel);
        var events = words is null
            ? []
            : await RecordHistory.Read(
                work,
                """
                select t.at, t.actor_name, t.why, c.body, null as text from trail t left join trail_content c on c.trail_id = t.id
                where t.subject_id = $1 and t.kind <> 'look' order by t.at desc, t.n desc limit $2
                """,
                cancel,
                words.Id,
                Latest
            );
        return new Shown(about, words, [.. events.Select(e => e with { Changes = [.. e.Changes.Where(c => Sections.Contains(c.Of))] })]);
    }
}
