using Wardwise.App.Access;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Adds a file to a record, by the record's own rules.</summary>
public sealed class AddAttachment(RecordDesk desk, AttachmentFolder folder)
{
    /// <summary>What is taken, as the pages that ask for a file say it.</summary>
    public const string Takes = "A PDF, picture, recording, film, letter, document or spreadsheet up to 20 MB";

    public sealed record Input
    {
        public required string Reference { get; init; }
        public required FileGiven? File { get; init; }
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        var asked = new RecordChange<Record>(input.Reference, "added a file", input);
        if (await desk.Asks(actor, asked, cancel) is { Done: false } no)
        {
            return no.Refusals.ToList();
        }

        if (input.File is not { } given)
        {
            return new Refusal("Choose a file.", nameof(Input.File));
        }

        var received = await folder.Receive(given, nameof(Input.File), cancel);
        if (!received.Done)
        {
            return received.Refusals.ToList();
        }

        using var file = received.Value;
        return await desk.Change<Record, Guid>(
            actor,
            asked,
            taken =>
            {
                var added = file.AddTo(taken.Work, taken.Record.Id, null);
                taken.Why = "added the file " + added.Name;
                return added.Id;
            },
            cancel
        );
    }
}
