using System.Globalization;
using System.Text.Json.Serialization;
using Wardwise.App.Data;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Imports;

/// <summary>A month of which part may be missing.</summary>
/// <param name="Month">The month.</param>
/// <param name="Held">Incidents held.</param>
/// <param name="Usual">What the months beside it and the year before suggest.</param>
public sealed record MonthDoubt([property: JsonIgnore] YearMonth Month, int Held, int Usual)
{
    /// <summary>"2026-03", as the JSON has it.</summary>
    [JsonPropertyName("month")]
    public string Code => Month.ToString();

    public string InWords() =>
        string.Create(
            CultureInfo.GetCultureInfo("en-GB"),
            $"{Month.InWords()} has {Held:n0} incidents, where the months beside it "
                + $"and the year before suggest {Usual:n0}: part of it may be missing"
        );

    /// <summary>"Part of March 2026 may be missing." For results that use such months; empty without any.</summary>
    public static string Sentence(IEnumerable<YearMonth> months)
    {
        List<string> names = [.. months.Order().Select(m => m.InWords())];
        return names.Count == 0 ? "" : $"Part of {Words.List(names)} may be missing: far fewer incidents came in than is usual.";
    }
}

/// <summary>
/// Doubts whether a month came in whole: it holds less than half of what its neighbours and the year before suggest, and that is no small
/// number. The doubt is kept with the month until a fuller import or somebody's word lifts it.
/// </summary>
internal static class MonthDoubts
{
    /// <summary>Below this, half as many is chance.</summary>
    private const int FewestUsual = 20;

    /// <summary>Months of the actor's incidents that are in doubt, of one force where given.</summary>
    public static async Task<IReadOnlySet<YearMonth>> Of(Work work, string? forceCode, CancellationToken cancel)
    {
        var months = new HashSet<YearMonth>();
        await foreach (
            var row in work.EachRow(
                """
                select distinct d.month from month_doubt d join import m on m.no = d.import_no
                where d.lifted_at is null and d.scope = any (my_scopes()) and ($1::text is null or m.force_code = $1)
                """,
                cancel,
                forceCode
            )
        )
        {
            months.Add(row.Month("month"));
        }

        return months;
    }

    /// <summary>Those of the incidents of one agency, as far as they are the actor's: its records are measured by its own.</summary>
    public static async Task<IReadOnlySet<YearMonth>> OfAgency(Work work, Guid agencyId, CancellationToken cancel)
    {
        var months = await work.Rows(
            """
            select d.month from month_doubt d join scope s on s.no = d.scope
            where d.lifted_at is null and d.scope = any (my_scopes()) and s.agency_id = $1
            """,
            row => row.Month("month"),
            cancel,
            agencyId
        );
        return months.ToHashSet();
    }

    /// <summary>Weighs the months that an import touched, or that its going touches, and those that they are held against.</summary>
    /// <returns>The touched months that are in doubt.</returns>
    public static async Task<IReadOnlyList<MonthDoubt>> Weigh(Work work, int import, short scope, CancellationToken cancel)
    {
        var (held, touched) = await Held(work, import, scope, cancel);
        var running = YearMonth.Of(work.Today);
        var weighed = touched.SelectMany(m => new[] { m.Plus(-1), m, m.Plus(1), m.Plus(12) }).Where(m => m < running).ToHashSet();
        List<MonthDoubt> doubts = [.. weighed.Order().Select(m => Doubt(m, held)).OfType<MonthDoubt>()];
        await using var write = work.Command(
            """
            with doubted as (
                insert into month_doubt as d (scope, month, import_no, held, usual, at)
                select $1, v.month, $2, v.held, v.usual, $6 from unnest($3::date[], $4::int[], $5::int[]) v(month, held, usual)
                on conflict (scope, month) do update set held = excluded.held, usual = excluded.usual, import_no = excluded.import_no,
                    at = excluded.at,
                    lifted_at = case when excluded.held >= d.held then d.lifted_at end,
                    lifted_by = case when excluded.held >= d.held then d.lifted_by end,
                    lifted_because = case when excluded.held >= d.held then d.lifted_because end)
            delete from month_doubt where scope = $1 and month = any ($7) and not month = any ($3::date[])
            """,
            scope,
            import,
            doubts.Select(d => d.Month.FirstDay).ToArray(),
            doubts.Select(d => d.Held).ToArray(),
            doubts.Select(d => d.Usual).ToArray(),
            work.Now,
            weighed.Select(m => m.FirstDay).ToArray()
        );
        await write.ExecuteNonQueryAsync(cancel);
        return [.. doubts.Where(d => touched.Contains(d.Month))];
    }

    private static MonthDoubt? Doubt(YearMonth month, Dictionary<YearMonth, int> held)
    {
        if (!held.TryGetValue(month, out var own))
        {
            return null;
        }

        int[] others = [.. new[] { -1, 1, -12 }.Select(m => month.Plus(m)).Where(held.ContainsKey).Select(m => held[m]).Order()];
        if (others.Length == 0)
        {
            return null;
        }

        var usual = others.Length == 2 ? (others[0] + others[1]) / 2 : others[others.Length / 2];
        return usual >= FewestUsual && own * 2 < usual ? new(month, own, usual) : null;
    }

    /// <summary>What each month holds since the latest import of each format that stands, and which months this import has.</summary>
    private static async Task<(Dictionary<YearMonth, int> Held, HashSet<YearMonth> Touched)> Held(
        Work work,
        int import,
        short scope,
        CancellationToken cancel
    )
    {
        var (held, touched) = (new Dictionary<YearMonth, int>(), new HashSet<YearMonth>());
        await foreach (
            var row in work.EachRow(
                """
                select month, coalesce(sum(held) filter (where stands), 0)::int as held, bool_or(mine) as mine from (
                    select im.month, coalesce(im.held, im.rows) held, im.import_no = $2 mine,
                        m.undone_at is null and row_number() over (partition by m.format, im.month, m.undone_at is null
                            order by im.import_no desc) = 1 stands
                    from import_month im join import m on m.no = im.import_no where im.scope = $1) months
                group by month
                """,
                cancel,
                scope,
                import
            )
        )
        {
            var month = row.Month("month");
            if (row.Get<int>("held") is > 0 and var number)
            {
                held[month] = number;
            }

            if (row.Get<bool>("mine"))
            {
                touched.Add(month);
            }
        }

        return (held, touched);
    }
}
