using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Opens a file of a record that the actor reads, and notes the look. What lies on the disk is given only when it is what was
/// attached.</summary>
public sealed class GetAttachment(Database database, InstanceHome home, ILogger<GetAttachment> log)
{
    public sealed record Input
    {
        public required Guid Id { get; init; }
    }

    /// <param name="Content">The bytes, to be disposed of.</param>
    /// <param name="Name">To offer when saving.</param>
    /// <param name="MediaType">As found from the content.</param>
    /// <param name="Inline">Whether a browser may show it; else it is downloaded.</param>
    public sealed record Opened(Stream Content, string Name, string MediaType, bool Inline);

    public async Task<Outcome<Opened>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        Attachment attachment;
        await using (var work = await database.Begin(actor, cancel))
        {
            if (
                await work.Db.Set<Attachment>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == input.Id && a.RemovedAt == null, cancel)
                is not { } found
            )
            {
                return Refusal.NotThere;
            }

            attachment = found;
            work.Looked("attachment", [attachment.RecordId, attachment.Id]);
            await work.Finish(cancel);
        }

        return await Content(attachment, cancel) is { } content
            ? new Opened(content, attachment.Name, attachment.MediaType, MediaTypes.IsShownInline(attachment.MediaType))
            : new Refusal("What is kept of it is not what was attached. Tell your administrator; a backup may hold it.");
    }

    /// <summary>Read and given from one opening, so that nothing comes between.</summary>
    private async Task<Stream?> Content(Attachment attachment, CancellationToken cancel)
    {
        FileStream? content = null;
        try
        {
            content = new(
                AttachmentFolder.PathOf(home, attachment.Sha256),
                new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan }
            );
            if ((await SHA256.HashDataAsync(content, cancel)).AsSpan().SequenceEqual(attachment.Sha256))
            {
                content.Position = 0;
                (var whole, content) = (content, null);
                return whole;
            }

            log.LogError("The file of attachment {Attachment} is not what was attached: its SHA-256 differs.", attachment.Id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogError(e, "The file of attachment {Attachment} cannot be read.", attachment.Id);
        }
        finally
        {
            if (content is not null)
            {
                await content.DisposeAsync();
            }
        }

        return null;
    }
}
