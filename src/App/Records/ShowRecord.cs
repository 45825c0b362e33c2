using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.Domain.Records;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Records;

/// <summary>What any record has, whatever its kind, for the pages that every kind shares. A look at it is noted.</summary>
public sealed class ShowRecord(Database database)
{
    public async Task<Outcome<RecordParts>> Run(Actor actor, string reference, CancellationToken cancel)
    {
        if (Policy.Refuses(actor, Act.SeeRecords) is { } no)
        {
            return no;
        }

        await using var work = await database.Begin(actor, cancel);
        if (await work.Db.Set<Record>().SingleOrDefaultAsync(r => r.Reference == reference, cancel) is not { } record)
        {
            return Refusal.NotThere;
        }

        var parts = await RecordParts.Of(work, record, cancel);
        work.Looked(record.Kind, [record.Id]);
        await work.Finish(cancel);
        return parts;
    }
}
