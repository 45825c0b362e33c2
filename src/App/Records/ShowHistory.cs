using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>The record's own history: every change with who, when, why, before and after, and the notes that the reader may see.</summary>
public sealed class ShowHistory(Database database)
{
    public const int PageSize = 50;

    public sealed record Input
    {
        public required string Reference { get; init; }
        public int Page { get; init; } = 1;

        /// <summary>Only what changed since this much of it was read; null is all.</summary>
        public long? Since { get; init; }
    }

    public sealed record Told(Guid RecordId, string Title, IReadOnlyList<Event> Events, int Total, int Page, int Pages);

    public sealed record Event(DateTimeOffset At, string Who, string What, IReadOnlyList<Changed> Changes, string? Note);

    public sealed record Changed(string Of, string Before, string After);

    public async Task<Outcome<Told>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeHistory) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        var asked = await work.FirstRow<(Guid, string)?>(
            "select id, title from record where reference = $1",
            row => (row.Get<Guid>("id"), row.Get<string>("title")),
            cancel,
            input.Reference
        );
        if (asked is not var (id, title))
        {
            return Refusal.NotThere;
        }

        if (input.Since is { } read)
        {
            var since = await RecordHistory.Since(work, id, read, cancel);
            work.Looked("history", [id]);
            await work.Finish(cancel);
            return new Told(id, title, since, since.Count, 1, 1);
        }

        var total = (int)await work.Scalar<long>("select count(*) from trail where record_id = $1 and kind <> 'look'", cancel, id);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var page = Math.Clamp(input.Page, 1, pages);
        var events = await RecordHistory.Page(work, id, PageSize, (page - 1) * PageSize, cancel);
        work.Looked("history", [id]);
        await work.Finish(cancel);
        return new Told(id, title, events, total, page, pages);
    }
}
