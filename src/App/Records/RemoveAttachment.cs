using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>
/// Takes a file off a record with the reason, or puts it back, by the record's own rules. The bytes stay until a disposal.
/// </summary>
public sealed class RemoveAttachment(RecordDesk desk)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public required Guid Id { get; init; }

        /// <summary>Why it is taken off.</summary>
        [AtMost(TextLimits.Answer, "The reason")]
        public string? Why { get; init; }
        public bool PutBack { get; init; }
    }

    /// <returns>What the file is called.</returns>
    public Task<Outcome<string>> Run(Actor actor, Input input, CancellationToken cancel) =>
        desk.Change<Record, string>(actor, new(input.Reference, "took off a file", input), taken => Remove(taken, input, cancel), cancel);

    private static async Task<Outcome<string>> Remove(Taken<Record> taken, Input input, CancellationToken cancel)
    {
        var work = taken.Work;
        if (
            await work.Db.Set<Attachment>().SingleOrDefaultAsync(a => a.Id == input.Id && a.RecordId == taken.Record.Id, cancel)
                is not { } file
            || (file.RemovedAt is null) == input.PutBack
        )
        {
            return Refusal.NotThere;
        }

        var why = input.Why.Tidy();
        if (!input.PutBack && why.Length == 0)
        {
            return new Refusal("Say why the file is taken off.", nameof(Input.Why));
        }

        (file.RemovedAt, file.RemovedWhy) = input.PutBack ? ((DateTimeOffset?)null, "") : (work.Now, why);
        taken.Why = input.PutBack ? "put back the file " + file.Name : $"took off the file {file.Name}: {why}";
        return file.Name;
    }
}
