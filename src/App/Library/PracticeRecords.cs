using Wardwise.App.Access;
using Wardwise.App.Records;
using Wardwise.Domain.Library;

namespace Wardwise.App.Library;

/// <summary>The kind of record that practice taken in from another force is.</summary>
internal sealed class PracticeRecords()
    : RecordKind<ImportedPractice>(ImportedPractice.RecordKind, 'X', "practice", "/library/practice", Act.EditLibrary, p => p.Record)
{
    public override bool IsPublished => true;

    public override string? InShort => "From another force";
}
