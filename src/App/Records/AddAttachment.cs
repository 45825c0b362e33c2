using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>Adds a file to a record.</summary>
public sealed class AddAttachment(Database database, InstanceHome home)
{
    public sealed record Input
    {
        public required string Reference { get; init; }
        public required FileGiven? File { get; init; }
    }

    public async Task<Outcome<Guid>> Run(Actor actor, Input input, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.WorkOnProblem) is { } no)
        {
            return no;
        }

        if (input.File is not { } given)
        {
            return new Refusal("Choose a file.", nameof(Input.File));
        }

        await using var work = await database.Begin(actor, cancel);
        if (
            await work.Db.Set<Record>().Where(r => r.Reference == input.Reference).Select(r => new { r.Id }).SingleOrDefaultAsync(cancel)
            is not { } record
        )
        {
            return Refusal.NotThere;
        }

        var kept = await AttachmentFolder.Keep(work, home, record.Id, null, given, cancel);
        if (!kept.Done)
        {
            return kept.Refusals.Select(r => r with { Field = nameof(Input.File) }).ToList();
        }

        return await work.Commit("added the file " + kept.Value.Name, cancel) is { } stale ? stale : kept.Value.Id;
    }
}
