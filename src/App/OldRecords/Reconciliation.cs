using System.Globalization;
using System.Text.Json;
using Wardwise.App.Exchange;
using Wardwise.App.Imports;
using Wardwise.Domain.Shared;

namespace Wardwise.App.OldRecords;

/// <summary>How many records of a file have something: what it is, and how many.</summary>
public sealed record Counted(string What, int Count);

/// <summary>Records with one old grade and one of ours.</summary>
/// <param name="Old">0 to 6; null where the old system gave none.</param>
/// <param name="New">Computed by the rules in force when it came in.</param>
/// <param name="Count">How many.</param>
public sealed record GradePair(int? Old, int New, int Count);

/// <summary>How the records held agree with the file that they came from. Each table adds up to <see cref="Held"/>, and that with copies
/// and rejected to the rows of the file.</summary>
public sealed record Reconciliation
{
    /// <summary>Added, changed and held already.</summary>
    public required int Held { get; init; }
    public required IReadOnlyList<GradePair> Grades { get; init; }

    /// <summary>What the author says of the result, by its code.</summary>
    public required IReadOnlyList<Counted> Claims { get; init; }
    public required IReadOnlyList<Counted> States { get; init; }
    public required IReadOnlyList<Counted> Places { get; init; }
    public required int DatesOutOfOrder { get; init; }
    public required IReadOnlyList<Counted> UnknownTechniques { get; init; }
    public required IReadOnlyList<Counted> UnknownNeighbourhoods { get; init; }

    /// <summary>As the entry of its import keeps it.</summary>
    public static Reconciliation Read(JsonElement kept) => kept.Deserialize<Reconciliation>(JsonSerializerOptions.Web)!;

    /// <summary>How many had each old grade, "none" for those that had none.</summary>
    public IReadOnlyDictionary<string, int> OldGrades() =>
        Enumerable
            .Range(0, 7)
            .Select(g => (int?)g)
            .Append(null)
            .Select(g => (Grade: g, Count: Grades.Where(p => p.Old == g).Sum(p => p.Count)))
            .Where(g => g.Grade is not null || g.Count > 0)
            .ToDictionary(g => g.Grade?.ToString(CultureInfo.InvariantCulture) ?? "none", g => g.Count);

    internal static Reconciliation Of(IReadOnlyList<StandingOldRecord> held) =>
        new()
        {
            Held = held.Count,
            Grades =
            [
                .. held.CountBy(h => (Old: h.Draft.Grade, New: h.File.Problem.Grade))
                    .OrderBy(g => g.Key.Old ?? 7)
                    .ThenBy(g => g.Key.New)
                    .Select(g => new GradePair(g.Key.Old, g.Key.New, g.Value)),
            ],
            Claims = Count(held.Select(h => h.File.Problem.Result)),
            States = Count(held.Select(h => EnumCode.Of(h.Draft.State))),
            Places = Count(held.Select(h => EnumCode.Of(h.Place.How))),
            DatesOutOfOrder = held.Count(h => h.Draft.IsOutOfOrder),
            UnknownTechniques = Count(held.SelectMany(h => h.Draft.UnknownTechniques)),
            UnknownNeighbourhoods = Count(held.Select(h => h.Place.UnknownName).OfType<string>()),
        };

    private static IReadOnlyList<Counted> Count(IEnumerable<string> all) =>
        [
            .. all.CountBy(w => w, StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(w => w.Value)
                .ThenBy(w => w.Key, StringComparer.Ordinal)
                .Select(w => new Counted(w.Key, w.Value)),
        ];
}

/// <summary>What an import of old records did: read = added + changed + already + copies + rejected.</summary>
/// <param name="Id">The import's reference, for <c>import undo</c>; null after a dry run.</param>
/// <param name="Read">Rows in the files.</param>
/// <param name="Added">New.</param>
/// <param name="Changed">Held already, and different now.</param>
/// <param name="Already">Held already, and the same.</param>
/// <param name="Copies">The same row again.</param>
/// <param name="Rejected">Rows that could not go in, each with its reason.</param>
/// <param name="NoLocation">Records held without a place.</param>
/// <param name="OutsideForce">Records whose position lies outside the force's boundary; null without a boundary.</param>
/// <param name="Seconds">From the first byte to the commit.</param>
/// <param name="Grades">How many had each grade in the old system.</param>
/// <param name="Warnings">What is doubtful about rows that went in.</param>
/// <param name="Reconciliation">How what is held agrees with the file.</param>
public sealed record OldRecordsReport(
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
    IReadOnlyDictionary<string, int> Grades,
    IReadOnlyList<RejectedRow> Warnings,
    Reconciliation Reconciliation
)
{
    internal static OldRecordsReport Of(ImportReport report, IReadOnlyList<RejectedRow> warnings, Reconciliation reconciliation) =>
        new(
            report.Id,
            report.Read,
            report.Added,
            report.Changed,
            report.Already,
            report.Copies,
            report.Rejected,
            report.NoLocation,
            report.OutsideForce,
            report.Seconds,
            reconciliation.OldGrades(),
            warnings,
            reconciliation
        );
}
