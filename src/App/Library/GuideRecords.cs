using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Library;

namespace Wardwise.App.Library;

/// <summary>The kind of record that a training module or a worked example is.</summary>
internal sealed class GuideRecords() : RecordKind<Guide>(Guide.RecordKind, 'G', "guide", "/library/guides", Act.EditLibrary, g => g.Record)
{
    public override bool IsPublished => true;

    public override string? InShort => "A guide";
}
