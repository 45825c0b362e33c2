using Wardwise.Domain.Library;
using Wardwise.Statistics.Pooling;
using Wardwise.Statistics.TimeSeries;

namespace Wardwise.App.Library;

/// <summary>Records that have something in common: a technique, a kind, a size of place.</summary>
public sealed record EvidenceGroup
{
    /// <summary>What they have in common. Several where the very same records were measured (or, with none measured, tried): these are said
    /// once.</summary>
    public required IReadOnlyList<Shared> Of { get; init; }
    public required int Assessed { get; init; }

    /// <summary>Those held against places like theirs; without any, the others. Null where nothing can be pooled.</summary>
    public required Finding? Finding { get; init; }

    public int Tried => Of.Max(s => s.Tried);

    /// <summary>Against the records without it; null with fewer than three on a side.</summary>
    public Difference? Against { get; init; }

    /// <param name="Code">Of a technique, a kind, a size of place.</param>
    /// <param name="Name">For people.</param>
    /// <param name="Tried">Responses.</param>
    public sealed record Shared(string Code, string Name, int Tried);
}

/// <summary>Whether records with something differ from those without.</summary>
/// <param name="With">How many have it.</param>
/// <param name="Without">How many do not.</param>
/// <param name="RatioWith">Their mean.</param>
/// <param name="RatioWithout">The mean of the others.</param>
/// <param name="PValue">With one spread for both, corrected for the number of such comparisons on the page.</param>
public sealed record Difference(int With, int Without, double RatioWith, double RatioWithout, double PValue)
{
    public const double ClearBelow = 0.05;

    public bool IsClear => PValue < ClearBelow;
}

internal static class EvidenceGroups
{
    /// <summary>The rows by what each has; a row may be in several. Those held against places like theirs are compared with the rest of
    /// them, three a side at least.</summary>
    /// <param name="rows">Where something was tried.</param>
    /// <param name="of">The codes of what a row has.</param>
    /// <param name="name">Of a code, for people.</param>
    /// <param name="byKind">The rows, or those of a group, are together for their kind.</param>
    public static IReadOnlyList<EvidenceGroup> By(
        IReadOnlyList<EvidenceRow> rows,
        Func<EvidenceRow, IEnumerable<string>> of,
        Func<string, string> name,
        bool byKind
    )
    {
        var members = new Dictionary<string, List<EvidenceRow>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            foreach (var code in of(row).Distinct(StringComparer.Ordinal))
            {
                if (!members.TryGetValue(code, out var held))
                {
                    members[code] = held = [];
                }

                held.Add(row);
            }
        }

        var groups = new List<(List<EvidenceRow> Rows, List<EvidenceRow> Assessed, List<EvidenceGroup.Shared> Of)>();
        foreach (var (code, own) in members)
        {
            var assessed = own.Where(r => r.IsAssessed).ToList();
            var shared = new EvidenceGroup.Shared(code, name(code), own.Count);
            // In the order of the rows, so that the same records are the same list.
            if (
                groups.FirstOrDefault(g =>
                    assessed.Count > 0 ? g.Assessed.SequenceEqual(assessed) : g.Assessed.Count == 0 && g.Rows.SequenceEqual(own)
                ) is
                { Of: { } same }
            )
            {
                same.Add(shared);
            }
            else
            {
                groups.Add((own, assessed, [shared]));
            }
        }

        var controlled = rows.Where(r => r is { IsPooled: true, Controlled: true }).ToList();
        var compared = groups
            .Select(g => g.Rows.Exists(r => r is { IsPooled: true, Controlled: true }) ? Compare(controlled, [.. g.Assessed]) : null)
            .ToList();
        var corrected = new Queue<double>(FalseAlarms.BenjaminiHochberg([.. compared.OfType<Difference>().Select(d => d.PValue)]));
        return
        [
            .. groups
                .Zip(
                    compared,
                    (g, against) =>
                        new EvidenceGroup
                        {
                            Of = [.. g.Of.OrderByDescending(s => s.Tried).ThenBy(s => s.Name, StringComparer.Ordinal)],
                            Assessed = g.Assessed.Count,
                            Finding = Evidence.FindingOf(g.Assessed, byKind),
                            Against = against is null ? null : against with { PValue = corrected.Dequeue() },
                        }
                )
                .OrderByDescending(g => g.Assessed)
                .ThenByDescending(g => g.Tried)
                .ThenBy(g => g.Of[0].Name, StringComparer.Ordinal),
        ];
    }

    private static Difference? Compare(List<EvidenceRow> all, HashSet<EvidenceRow> with)
    {
        var sides = all.Select(r => with.Contains(r) ? "with" : "without").ToArray();
        var (own, others) = (sides.Count(s => s == "with"), sides.Count(s => s == "without"));
        if (Math.Min(own, others) < Subgroups.Fewest)
        {
            return null;
        }

        var result = Subgroups.Compare([.. all.Select(r => r.Effect)], sides);
        double? Mean(string side) => result.Groups.First(g => g.Name == side).Pooled.Ratio.Value;
        return result.QCommonPValue.Value is { } p && Mean("with") is { } ratio && Mean("without") is { } rest
            ? new(own, others, ratio, rest, p)
            : null;
    }
}
