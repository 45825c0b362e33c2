using Wardwise.App.Exchange;

namespace Wardwise.App.Imports;

/// <summary>What an import did: read = added + changed + already + copies + rejected.</summary>
/// <param name="Id">The import's reference, for <c>import undo</c>; null after a dry run.</param>
/// <param name="Read">Rows in the files.</param>
/// <param name="Added">New.</param>
/// <param name="Changed">Held already, and different now.</param>
/// <param name="Already">Held already, and the same.</param>
/// <param name="Copies">The same reference again within one file.</param>
/// <param name="Rejected">Rows that could not go in, each with its reason.</param>
/// <param name="NoLocation">Rows without a position.</param>
/// <param name="OutsideForce">Rows that lie outside the force's boundary; null without a boundary.</param>
/// <param name="Seconds">From the first byte to the commit.</param>
/// <param name="Removed">Held rows that a replaced month no longer has.</param>
/// <param name="Unmatched">Outcomes of crimes that are not held; null for other imports.</param>
public sealed record ImportReport(
    string? Id,
    int Read,
    int Added,
    int Changed,
    int Already,
    int Copies,
    IReadOnlyList<RejectedRow> Rejected,
    int NoLocation,
    int? OutsideForce,
    double Seconds,
    int Removed = 0,
    int? Unmatched = null
)
{
    /// <summary>What is doubtful about rows that went in, about files (line 0) and about months.</summary>
    public IReadOnlyList<RejectedRow> Warnings { get; init; } = [];

    /// <summary>Months of which part may be missing.</summary>
    public IReadOnlyList<MonthDoubt> Doubted { get; init; } = [];
}

/// <summary>How far a long import is.</summary>
public readonly record struct ImportProgress(int FilesDone, int Files, int Rows, string File);

/// <summary>The numbers of an import as they grow.</summary>
internal sealed class Tally
{
    public int Read { get; set; }
    public int Added { get; set; }
    public int Changed { get; set; }
    public int Already { get; set; }
    public int Copies { get; set; }
    public int NoLocation { get; set; }
    public int OutsideForce { get; set; }
    public int Rejected { get; set; }
}
