using Wardwise.App.Data;
using Wardwise.App.Incidents;
using Wardwise.Domain.Incidents;
using Wardwise.Domain.Places;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Measuring;

/// <summary>Incidents a month in every place of a level in a force: what one place is compared with.</summary>
/// <param name="First">The first month of each series.</param>
/// <param name="Places">By code; a month for each from the first on.</param>
internal sealed record PlacePanel(YearMonth First, IReadOnlyDictionary<string, int[]> Places)
{
    /// <summary>A place with fewer incidents than this over all its months is like no other: it is left out.</summary>
    public const int FewestIncidents = 6;

    public static readonly PlacePanel Empty = new(new YearMonth(1900, 1), new Dictionary<string, int[]>());

    /// <summary>The months that were imported: any other is missing, and its zeros mean nothing.</summary>
    public IReadOnlySet<YearMonth> Held { get; init; } = new HashSet<YearMonth>();

    /// <summary>A month of a series of this panel; null when it was not imported.</summary>
    public int? At(int[] series, YearMonth month) =>
        Held.Contains(month) && month.Index - First.Index is var i && i >= 0 && i < series.Length ? series[i] : null;

    /// <summary>How many months from the first to the last.</summary>
    public int Months { get; private init; }

    /// <summary>The same without a month and those after it.</summary>
    public PlacePanel Before(YearMonth month)
    {
        var left = Math.Clamp(month.Index - First.Index, 0, Months);
        return left == Months ? this
            : left == 0 ? Empty
            : this with
            {
                Places = Places.ToDictionary(p => p.Key, p => p.Value[..left]),
                Held = Held.Where(m => m < month).ToHashSet(),
                Months = left,
            };
    }

    /// <summary>The sum of a series over months that are all held.</summary>
    public int Sum(int[] series, IReadOnlyList<YearMonth> months)
    {
        var sum = 0;
        foreach (var month in months)
        {
            sum += series[month.Index - First.Index];
        }

        return sum;
    }

    /// <param name="work">The piece of work.</param>
    /// <param name="level">LSOA, neighbourhood or district.</param>
    /// <param name="forceCode">Whose incidents.</param>
    /// <param name="kinds">Keys of categories and of types; none is all.</param>
    /// <param name="from">The first month.</param>
    /// <param name="to">The last month, included.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<PlacePanel> Of(
        Work work,
        PlaceLevel level,
        string forceCode,
        (IReadOnlyList<string> Categories, IReadOnlyList<string> Types) kinds,
        YearMonth from,
        YearMonth to,
        CancellationToken cancel
    )
    {
        var (column, code, names) = level switch
        {
            PlaceLevel.Lsoa => ("i.lsoa_code", "g.place", ""),
            PlaceLevel.District => ("i.district_no", "p.code", "join place p on p.no = g.place"),
            _ => ("i.neighbourhood_no", "p.code", "join place p on p.no = g.place"),
        };
        var months = new MonthBuckets(from, to);
        var places = new Dictionary<string, int[]>();
        await foreach (
            var row in work.EachRow(
                $"""
                select {code} as code, g.month, g.number from (
                    select {column} place, {MonthBuckets.Sql("i.occurred_at", 3)} "month", count(*)::integer "number" from incident i
                    where i.scope = any (array(select s.no from scope s join agency a on a.id = s.agency_id
                        join force f on f.id = a.force_id where f.code = $4))
                      and ($1 is null or i.category = any ($1)) and ($2 is null or i.asb_type = any ($2)) and i.occurred_at >= $5
                          and i.occurred_at < $6 and {column} is not null
                    group by 1, 2) g {names}
                """,
                cancel,
                CodeNumbers.Of(IncidentCodes.Categories, kinds.Categories),
                CodeNumbers.Of(IncidentCodes.AsbTypes, kinds.Types),
                months.Starts,
                forceCode,
                months.Starts[0],
                LondonTime.StartOf(to.Plus(1).FirstDay)
            )
        )
        {
            var place = row.Get<string>("code");
            if (!places.TryGetValue(place, out var series))
            {
                places[place] = series = new int[months.Starts.Length];
            }

            series[row.Get<int>("month") - 1] = row.Get<int>("number");
        }

        return new(from, places) { Months = months.Starts.Length };
    }
}
