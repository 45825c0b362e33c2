using System.ComponentModel;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Records;

namespace Wardwise.Domain.Library;

/// <summary>A training module or a worked example, attached to the SARA step at which it helps: what hangs on the record of the same id
/// (F11).</summary>
public sealed class Guide
{
    public const string RecordKind = "guide";

    /// <summary>The state in which everybody of the force reads it.</summary>
    public const string Live = "live";

    /// <summary>The state in which its own agency alone reads it, and nothing links to it.</summary>
    public const string Draft = "draft";

    public const int TitleLength = 120;

    public const int TextLength = 20_000;

    public const int QuestionLength = 300;

    public Guid RecordId { get; init; }

    public required Record Record { get; init; }

    [DisplayName("At which step does it help?")]
    public required SaraStep Step { get; set; }

    [DisplayName("What is it?")]
    public required GuideForm Form { get; set; }

    /// <summary>Plain text with blank lines and simple lists, as <see cref="PlainText"/> reads it.</summary>
    [DisplayName("Text")]
    public required string Text { get; set; }

    /// <summary>What whoever has done the module answers for; empty for a worked example.</summary>
    [DisplayName("Of a module: a question that shows it was done")]
    public string Question { get; set; } = "";

    [DisplayName("Last looked through")]
    public required DateOnly ReviewedOn { get; set; }

    [DisplayName("By whom")]
    public required string ReviewedByName { get; set; }

    /// <summary>Of a guide that came with Wardwise: it is put into a force once.</summary>
    public string? ShippedCode { get; init; }

    /// <summary>Raised at each save; who has done a module did this version of it.</summary>
    public int Version { get; set; } = 1;
}

public enum GuideForm
{
    Module,
    WorkedExample,
}

/// <summary>Somebody has done a module.</summary>
public sealed class ModuleDone
{
    public required Guid Id { get; init; }

    /// <summary>The guide's record.</summary>
    public required Guid GuideId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>Where they were posted when they did it.</summary>
    public required Guid AgencyId { get; init; }

    public required DateOnly DoneOn { get; set; }

    /// <summary>Of the guide, when they did it.</summary>
    public required int GuideVersion { get; set; }

    public string Answer { get; set; } = "";
}
