using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Opens a file of a record that the actor reads, and notes the look.</summary>
public sealed class GetAttachment(Database database, InstanceHome home)
{
    public sealed record Input
    {
        public required Guid Id { get; init; }
    }

    /// <param name="Path">Where the bytes lie.</param>
    /// <param name="Name">To offer when saving.</param>
    /// <param name="MediaType">As found from the content.</param>
    /// <param name="Inline">Whether a browser may show it; else it is downloaded.</param>
    public sealed record Opened(string Path, string Name, string MediaType, bool Inline);

    public async Task<Outcome<Opened>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await work.Db.Set<Attachment>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == input.Id && a.RemovedAt == null, cancel)
            is not { } attachment
        )
        {
            return Refusal.NotThere;
        }

        work.Looked("attachment", [attachment.RecordId, attachment.Id]);
        await work.Finish(cancel);
        return new Opened(
            AttachmentFolder.PathOf(home, attachment.Sha256),
            attachment.Name,
            attachment.MediaType,
            MediaTypes.IsShownInline(attachment.MediaType)
        );
    }
}
