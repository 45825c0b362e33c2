using Wardwise.App.Data;
using Wardwise.App.Notices;
using Wardwise.App.Places;
using Wardwise.Domain.Library;
using Wardwise.Domain.Places;
using Wardwise.Domain.Problems;
using Wardwise.Domain.Shared;

namespace Wardwise.App.Library;

/// <summary>
/// What is new about what somebody follows, as they may read it: under each, the problems others can learn most from first. A problem that
/// is of several things followed is told once, under the first that names it, with the others said beside it.
/// </summary>
internal sealed class DigestNews(PlaceIndexes places)
{
    public const int MostItems = 10;

    private const float SureEnough = 0.5f;

    private sealed record Item(Guid Record, int? PlaceNo, string? Kind, string[] Techniques, List<News> News);

    public async Task<IReadOnlyList<NoticePart>> Of(
        Work work,
        IReadOnlyList<Followed> follows,
        DateTimeOffset since,
        DateTimeOffset until,
        CancellationToken cancel
    )
    {
        var items = await Read(work, since, until, cancel);
        var found = new List<(Followed Follow, List<Item> Items)>();
        foreach (var follow in follows.Where(f => f.Name is not null))
        {
            var within = follow.Kind is FollowKind.Place ? await Within(work, follow.Code, cancel) : [];
            found.Add(
                (
                    follow,
                    [
                        .. items
                            .Where(i =>
                                follow.Kind switch
                                {
                                    FollowKind.Place => i.PlaceNo is { } no && within.Contains(no),
                                    FollowKind.Kind => i.Kind == follow.Code,
                                    _ => i.Techniques.Contains(follow.Code),
                                }
                            )
                            .OrderBy(i => News.Weight(i.News).Kind)
                            .ThenByDescending(i => News.Weight(i.News).At)
                            .ThenBy(i => i.Record),
                    ]
                )
            );
        }

        return Parts(found);
    }

    private static List<NoticePart> Parts(List<(Followed Follow, List<Item> Items)> found)
    {
        var told = new HashSet<Guid>();
        var named = found
            .Select(f => f.Items.Where(i => !told.Contains(i.Record)).Take(MostItems).Where(i => told.Add(i.Record)).ToList())
            .ToList();
        var parts = new List<NoticePart>();
        for (var at = 0; at < found.Count; at++)
        {
            var (follow, of) = found[at];
            var more = of.Count(i => told.Add(i.Record));
            if (named[at].Count > 0)
            {
                parts.Add(new(follow.Name!, follow.Href, [.. named[at].Select(i => new NoticeItem(i.Record, Text(i, follow)))], more));
            }
        }

        return parts;

        string Text(Item item, Followed under)
        {
            var others = found.Where(f => f.Follow != under && f.Items.Contains(item)).Select(f => f.Follow.Name!).ToList();
            return News.Line(item.News) + (others.Count == 0 ? "" : $"; also in {Words.List(others)}");
        }
    }

    /// <summary>A place, and the neighbourhoods of a larger one: problems are recorded in neighbourhoods.</summary>
    private async Task<HashSet<int>> Within(Work work, string code, CancellationToken cancel)
    {
        var no = int.Parse(code, System.Globalization.CultureInfo.InvariantCulture);
        var index = await places.Current(work, cancel);
        return index.BoundaryOf(no, work.Today) is { Level: < PlaceLevel.Neighbourhood } large
            ?
            [
                no,
                .. index
                    .Overlapping(PlaceLevel.Neighbourhood, large.Shape, work.Today)
                    .Where(b => b.ForceCode == large.ForceCode)
                    .Select(b => b.PlaceNo),
            ]
            : [no];
    }

    private static async Task<List<Item>> Read(Work work, DateTimeOffset since, DateTimeOffset until, CancellationToken cancel)
    {
        var items = new Dictionary<Guid, Item>();
        await foreach (
            var row in work.EachRow(
                """
                with news as materialized (
                    select m.record_id, m.what, m.at, m.grade, null::text verdict, null::double precision percent from milestone m
                        where m.at >= $1 and m.at < $2
                    union all
                    select e.record_id, 'measured', e.made_at, null, e.verdict, e.percent from evaluation e where e.made_at >= $1
                        and e.made_at < $2 and e.verdict is not null and e.follow_up_on is null)
                select n.record_id, n.what, n.at, n.grade, n.verdict, n.percent, r.place_no,
                    coalesce(p.kind_code, case when f.kind_confidence >= $3 then f.suggested_kind end) as kind,
                    array(select distinct t.technique from tasking t where t.record_id = n.record_id and t.source = 'plan'
                        and t.status <> 'withdrawn' and t.technique is not null) as techniques
                from news n join record r on r.id = n.record_id join problem p on p.record_id = n.record_id left join findable f
                    on f.record_id = n.record_id
                where r.state not in ('draft', 'entered-in-error') order by n.at
                """,
                cancel,
                since,
                until,
                SureEnough
            )
        )
        {
            var id = row.Get<Guid>("record_id");
            if (!items.TryGetValue(id, out var item))
            {
                items[id] = item = new(id, row.Get<int?>("place_no"), row.OrNull<string>("kind"), row.Get<string[]>("techniques"), []);
            }

            var verdict = row.CodeOrNull<Verdict>("verdict");
            item.News.Add(
                new(
                    row.Get<string>("what") is var what && what == "measured"
                        ? VerdictWords.IsStrong(verdict)
                            ? NewsKind.MeasuredClear
                            : NewsKind.Measured
                        : EnumCode.Parse<NewsKind>(what),
                    row.Get<DateTimeOffset>("at"),
                    verdict,
                    row.Get<double?>("percent"),
                    row.Get<int?>("grade")
                )
            );
        }

        return [.. items.Values];
    }
}
