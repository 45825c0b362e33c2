using Microsoft.EntityFrameworkCore;
using Wardwise.App.Access;
using Wardwise.App.Data;
using Wardwise.App.Records;
using Wardwise.Domain.Library;
using Wardwise.Domain.Records;

namespace Wardwise.App.Library;

/// <summary>The kind of record that a training module or a worked example is.</summary>
internal sealed class GuideRecords : RecordKind<Guide>
{
    public override string Code => Guide.RecordKind;

    public override char Letter => 'G';

    public override string Noun => "guide";

    public override string Folder => "/library/guides";

    public override Act Writes => Act.EditLibrary;

    public override bool IsPublished => true;

    public override string? InShort => "A guide";

    protected override Task<Guide?> Find(Work work, Guid id, CancellationToken cancel) =>
        work.Db.Set<Guide>().SingleOrDefaultAsync(g => g.RecordId == id, cancel);

    protected override Record RecordOf(Guide file) => file.Record;
}
