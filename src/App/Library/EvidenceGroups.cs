using Wardwise.Domain.Library;
using Wardwise.Statistics.Pooling;
using Wardwise.Statistics.TimeSeries;

namespace Wardwise.App.Library;

/// <summary>Records that have something in common: a technique, a kind, a size of place.</summary>
public sealed record EvidenceGroup
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required int Tried { get; init; }
    public required int Assessed { get; init; }
    public required Evidence Evidence { get; init; }

    /// <summary>Against the records without it; null with fewer than three on a side.</summary>
    public Difference? Against { get; init; }
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
    /// <summary>The rows by what each has; a row may be in several. Those held against places like theirs are compared with the rest of them, three a side at least.</summary>
    /// <param name="rows">Where something was tried.</param>
    /// <param name="of">The codes of what a row has.</param>
    /// <param name="name">Of a code, for people.</param>
    public static IReadOnlyList<EvidenceGroup> By(IReadOnlyList<EvidenceRow> rows, Func<EvidenceRow, IEnumerable<string>> of, Func<string, string> name)
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

        var controlled = rows.Where(r => r is { IsPooled: true, Controlled: true }).ToList();
        var compared = members.Where(m => m.Value.Exists(r => r.IsPooled && r.Controlled))
            .Select(m => (m.Key, Difference: Compare(controlled, [.. m.Value]))).Where(m => m.Difference is not null).ToDictionary(m => m.Key, m => m.Difference!, StringComparer.Ordinal);
        var codes = compared.Keys.ToList();
        var corrected = FalseAlarms.BenjaminiHochberg([.. codes.Select(c => compared[c].PValue)]);
        return
        [
            .. members.Select(m => new EvidenceGroup
            {
                Code = m.Key,
                Name = name(m.Key),
                Tried = m.Value.Count,
                Assessed = m.Value.Count(r => r.IsAssessed),
                Evidence = Evidence.Of(m.Value),
                Against = compared.TryGetValue(m.Key, out var against) ? against with { PValue = corrected[codes.IndexOf(m.Key)] } : null,
            }).OrderByDescending(g => g.Assessed).ThenByDescending(g => g.Tried).ThenBy(g => g.Name, StringComparer.Ordinal),
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
        return result.QCommonPValue.Value is { } p && Mean("with") is { } ratio && Mean("without") is { } rest ? new(own, others, ratio, rest, p) : null;
    }
}
