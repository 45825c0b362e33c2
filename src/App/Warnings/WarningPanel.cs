using Wardwise.App.Data;
using Wardwise.App.Incidents;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Warnings;

/// <summary>Incidents a month of every neighbourhood of a force, by kind.</summary>
/// <param name="Counts">By the neighbourhood's number and the place of the kind in <see cref="WarningKind.All"/>; a month each.</param>
internal sealed record WarningPanel(IReadOnlyDictionary<int, int[][]> Counts)
{
    /// <summary>Counts the months from the first to the last; those that were not imported have zeros, which nobody may read.</summary>
    public static async Task<WarningPanel> Of(Work work, string forceCode, YearMonth first, YearMonth last, CancellationToken cancel)
    {
        var months = new MonthBuckets(first, last);
        var counts = new Dictionary<int, int[][]>();
        await foreach (
            var row in work.EachRow(
                $"""
                select i.neighbourhood_no, {MonthBuckets.Sql("i.occurred_at", 1)} as bucket, i.category, i.asb_type,
                    count(*)::integer as counted from incident i
                where i.neighbourhood_no = any (array(select p.no from place p where p.force_code = $2)) and i.occurred_at >= $3
                    and i.occurred_at < $4
                  and i.scope = any (array(select s.no from scope s join agency a on a.id = s.agency_id join force f on f.id = a.force_id
                      where f.code = $2))
                group by 1, 2, 3, 4
                """,
                cancel,
                months.Starts,
                forceCode,
                months.Starts[0],
                LondonTime.StartOf(last.Plus(1).FirstDay)
            )
        )
        {
            if (!counts.TryGetValue(row.Get<int>("neighbourhood_no"), out var kinds))
            {
                counts[row.Get<int>("neighbourhood_no")] = kinds = [.. WarningKind.All.Select(_ => new int[months.Starts.Length])];
            }

            for (var kind = 0; kind < WarningKind.All.Count; kind++)
            {
                if (WarningKind.All[kind].Counts(row.Get<short>("category"), row.Get<short>("asb_type")))
                {
                    kinds[kind][row.Get<int>("bucket") - 1] += row.Get<int>("counted");
                }
            }
        }

        return new(counts);
    }
}
