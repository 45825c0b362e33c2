using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Records;
using Wardwise.Domain.Sharing;

namespace Wardwise.App.Sharing;

/// <summary>An agreement as it is taken out.</summary>
internal sealed record AgreementFile(Record Record, Agreement Agreement);

/// <summary>The kind of record that a sharing agreement is: all of them stand on one page.</summary>
internal sealed class AgreementRecords()
    : RecordKind<AgreementFile>("agreement", 'A', "agreement", "/agreements", Act.ManageRules, f => f.Record)
{
    public override string AddressOf(string reference) => Folder;

    protected override async Task<AgreementFile?> Find(Work work, Guid id, CancellationToken cancel) =>
        await (
            from record in work.Db.Records
            join agreement in work.Db.Set<Agreement>() on record.Id equals agreement.RecordId
            where record.Id == id
            select new { record, agreement }
        ).SingleOrDefaultAsync(cancel)
            is { } found
            ? new(found.record, found.agreement)
            : null;
}
