using Wardwise.App.Access;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Adds a file to a record, by the record's own rules.</summary>
public sealed class AddAttachment(RecordDesk desk, InstanceHome home)
{
    /// <summary>What is taken, as the pages that ask for a file say it.</summary>
    public const string Takes = "A PDF, picture, document or spreadsheet up to 20 MB";

    public sealed record Input
    {
        public required string Reference { get; init; }
        public required FileGiven? File { get; init; }
    }

    public Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<Record, Guid>(actor, new(input.Reference, "added a file", input), taken => Add(taken, input, cancel), cancel);

    private async Task<Outcome<Guid>> Add(Taken<Record> taken, Input input, CancellationToken cancel)
    {
        if (input.File is not { } given)
        {
            return new Refusal("Choose a file.", nameof(Input.File));
        }

        var kept = await AttachmentFolder.Keep(taken.Work, home, taken.Record.Id, null, given, cancel);
        if (!kept.Done)
        {
            return kept.Refusals.Select(r => r with { Field = nameof(Input.File) }).ToList();
        }

        taken.Why = "added the file " + kept.Value.Name;
        return kept.Value.Id;
    }
}
