using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Takes a file off a record, or puts it back. The bytes stay until a disposal.</summary>
public sealed class RemoveAttachment(Database database)
{
    public sealed record Input
    {
        public required Guid Id { get; init; }
        public bool PutBack { get; init; }
    }

    public async Task<Outcome<Nothing>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.Db.Set<Attachment>().SingleOrDefaultAsync(a => a.Id == input.Id, cancel) is not { } attachment)
        {
            return Refusal.NotThere;
        }

        attachment.RemovedAt = input.PutBack ? null : work.Now;
        var why = (input.PutBack ? "put back the file " : "took off the file ") + attachment.Name;
        return await work.Commit(why, cancel) is { } stale ? stale : default(Nothing);
    }
}
