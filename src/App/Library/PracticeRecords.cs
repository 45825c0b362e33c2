using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;

namespace Wardwise.App.Library;

/// <summary>The kind of record that practice taken in from another force is.</summary>
internal sealed class PracticeRecords : RecordKind<ImportedPractice>
{
    public override string Code => ImportedPractice.RecordKind;

    public override char Letter => 'X';

    public override string Noun => "practice";

    public override string Folder => "/library/practice";

    public override Act Writes => Act.EditLibrary;

    public override bool IsPublished => true;

    public override string? InShort => "From another force";

    protected override Task<ImportedPractice?> Find(Work work, Guid id, CancellationToken cancel) =>
        work.Db.Set<ImportedPractice>().SingleOrDefaultAsync(i => i.RecordId == id, cancel);

    protected override Record RecordOf(ImportedPractice file) => file.Record;
}
